"""Write down where a person lives, what stands in the way of a lasting home, and guests who have taken over."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.foundation.time import local_day
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.models import Dwelling, Tenancy
from samhold.rooms.care.outcome_enums import Home, Obstacle
from samhold.rooms.people.actions import log

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person

_SITUATION = ("lives_sober", "guests_since_date", "obstacles", "note")


class TenancyDays(DomainError):
    """One moves in today or earlier, and later than where one lived before."""

    field: ClassVar[str] = "first_date"
    message = _("Choose a day until today, and later than the day on which the person moved to the last place.")


class AmongActiveUse(DomainError):
    """Somebody newly sober is offered a place that is not substance-free."""

    field: ClassVar[str] = "dwelling"
    message = _(
        "The person is newly sober, and this place is not substance-free. Choose another place, or say that the person "
        "wants it all the same."
    )


class GuestsInFuture(DomainError):
    """They have not come."""

    field: ClassVar[str] = "guests_since_date"
    message = _("This day has not come yet. Choose today or an earlier day.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """
    How it is to live there.

    :param lives_sober: the person is newly sober, and should not live among active use.
    :param guests_since: since when guests have taken over the home, if they have.
    """

    lives_sober: bool = False
    guests_since: date | None = None
    obstacles: frozenset[Obstacle] = frozenset()
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTenancy:
    """
    How and where somebody lives, and since when.

    :param in_spite: the person wants a place among active use all the same.
    """

    home: Home
    first_date: date
    last_date: date | None = None
    dwelling: Dwelling | None = None
    situation: Situation = Situation()
    in_spite: bool = False


def _is_among_active_use(tenancy: NewTenancy) -> bool:
    """Tell whether somebody newly sober is offered a place among active use."""
    place = tenancy.dwelling
    return tenancy.situation.lives_sober and place is not None and not place.is_substance_free


@transaction.atomic
def move_in(*, person: Person, tenancy: NewTenancy, by: User, now: datetime, key: MutationKey | None = None) -> Tenancy:
    """
    Write down where the person lives from a day on; where they lived before ends the day before.

    The same `key` again returns the row already made.

    :raises NotAllowed: if `by` may not record the person's economy and housing.
    :raises TenancyDays: if the day has not come, or lies before the last move.
    :raises AmongActiveUse: if the person is newly sober, the place is not substance-free, and nobody said "in spite".
    :raises GuestsInFuture: if guests are said to come.
    """
    basis = require(by, Action.RECORD, person, Category.ECONOMY_HOUSING, now=now)
    with once(key, Tenancy) as made:
        if made.is_new:
            if _is_among_active_use(tenancy) and not tenancy.in_spite:
                raise AmongActiveUse
            _check(tenancy, local_day(now))
            _leave(person, tenancy.first_date)
            made.row = _row(person, tenancy)
            made.row.save(force_insert=True)
            what, category = "moved in", Category.ECONOMY_HOUSING
            log.write(made.row, by=by, action=Action.RECORD, basis=basis, what=what, category=category, now=now)
    return made.row


@transaction.atomic
def change(*, tenancy: Tenancy, situation: Situation, base_version: int, by: User, now: datetime) -> Tenancy:
    """
    Save how it is to live there.

    :raises NotAllowed: if `by` may not record the person's economy and housing.
    :raises GuestsInFuture: if guests are said to come.
    :raises StaleVersion: if somebody saved it in the meantime; it carries both texts.
    """
    basis = require(by, Action.RECORD, tenancy.person, Category.ECONOMY_HOUSING, now=now)
    if (situation.guests_since or local_day(now)) > local_day(now):
        raise GuestsInFuture
    _set(tenancy, situation)
    save_versioned(tenancy, base_version=base_version, fields=_SITUATION)
    what, category = "changed", Category.ECONOMY_HOUSING
    log.write(tenancy, by=by, action=Action.RECORD, basis=basis, what=what, category=category, now=now)
    return tenancy


def _check(tenancy: NewTenancy, today: date) -> None:
    last = tenancy.last_date or today
    if not tenancy.first_date <= last <= today:
        raise TenancyDays
    if (tenancy.situation.guests_since or today) > today:
        raise GuestsInFuture


def _leave(person: Person, first_date: date) -> None:
    before = Tenancy.objects.filter(person=person, last_date__isnull=True).first()
    if before is None:
        return
    if before.first_date >= first_date:
        raise TenancyDays
    before.last_date = first_date - timedelta(days=1)
    save_versioned(before, base_version=before.version, fields=("last_date",))


def _row(person: Person, tenancy: NewTenancy) -> Tenancy:
    row = Tenancy(
        tenant_id=person.tenant_id,
        person=person,
        home=tenancy.home,
        dwelling=tenancy.dwelling,
        first_date=tenancy.first_date,
        last_date=tenancy.last_date,
    )
    _set(row, tenancy.situation)
    return row


def _set(row: Tenancy, situation: Situation) -> None:
    row.lives_sober = situation.lives_sober
    row.guests_since_date = situation.guests_since
    row.obstacles = " ".join(sorted(situation.obstacles))
    row.note = situation.note.strip()
