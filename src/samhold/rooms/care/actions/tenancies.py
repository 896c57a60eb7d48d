"""Write down where a person lives, what stands in the way of a lasting home, and guests who have taken over."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samhold.core.homes import is_among_active_use
from samhold.foundation.errors import DomainError
from samhold.foundation.time import local_day
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.models import Dwelling, Tenancy
from samhold.rooms.care.outcome_enums import LET_HOMES, DwellingKind, Home, Obstacle
from samhold.rooms.people.actions import log
from samhold.rooms.people.actions.taken_back import NothingToTakeBack

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person

_SITUATION = ("lives_sober", "guests_since_date", "guests_left_date", "obstacles", "note")


class TenancyDays(DomainError):
    """One moves in today or earlier, and later than where one lived before."""

    field: ClassVar[str] = "first_date"
    message = _("Choose a day until today, and later than the day on which the person moved to the last place.")


class AmongActiveUse(DomainError):
    """Somebody newly sober is offered a place that is not substance-free."""

    field: ClassVar[str] = "dwelling"
    message = _(
        "This place is not substance-free, and the person is newly sober. Choose another place, or write why it is "
        "offered all the same."
    )


class NotOffered(DomainError):
    """Nobody can move in there."""

    field: ClassVar[str] = "dwelling"
    message = _("Nobody can move in there now. Choose another place, or no place.")


class NotLet(DomainError):
    """A place of the municipality does not go with the way in which the person lives."""

    field: ClassVar[str] = "dwelling"
    message = _("A place goes with renting from the municipality or temporary lodging. Change one of the two.")


class LivedElsewhere(DomainError):
    """The person lived in another place on some of the days."""

    field: ClassVar[str] = "first_date"
    message = _("The person lived in another place on some of these days. Change the days, so that they do not meet.")


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

    :param last_date: for a home of the past, which nobody asks anything about any more.
    :param in_spite_why: why somebody newly sober is offered a place that is not substance-free all the same.
    """

    home: Home
    first_date: date
    last_date: date | None = None
    dwelling: Dwelling | None = None
    situation: Situation = Situation()
    in_spite_why: str = field(default="", repr=False)

    @property
    def needs_second_thought(self) -> bool:
        """Tell whether somebody newly sober is offered a place that is not substance-free."""
        place = self.dwelling
        return (
            place is not None
            and self.last_date is None
            and is_among_active_use(lives_sober=self.situation.lives_sober, is_substance_free=place.is_substance_free)
        )


@transaction.atomic
def move_in(*, person: Person, tenancy: NewTenancy, by: User, now: datetime, key: MutationKey | None = None) -> Tenancy:
    """
    Write down where the person lives from a day on, and where they lived before ends the day before; or, with a last
    day, where they lived once.

    The same `key` again returns the row already made.

    :raises NotAllowed: if `by` may not record the person's economy and housing.
    :raises TenancyDays: if the day has not come, or lies before the last move.
    :raises LivedElsewhere: if the person lived in another place on some of the days.
    :raises NotOffered: if the place is closed, a meeting place, or another municipality's.
    :raises NotLet: if a place of the register does not go with the way in which the person lives.
    :raises AmongActiveUse: if the person is newly sober, the place is not substance-free, and nobody wrote why.
    :raises GuestsInFuture: if guests are said to come.
    """
    basis = require(by, Action.RECORD, person, Category.ECONOMY_HOUSING, now=now)
    with once(key, Tenancy) as made:
        if made.is_new:
            _check_place(person, tenancy)
            _check(tenancy, local_day(now))
            made.row = _row(person, tenancy)
            made.row.replaces, made.row.recorded_at = _make_room(person, tenancy), now
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


@transaction.atomic
def take_back(*, tenancy: Tenancy, by: User, now: datetime) -> Tenancy | None:
    """
    Remove a move that was written by mistake, and return the home that is open again, if one ended because of it.

    That it stood there is in the audit log.

    :raises NotAllowed: if `by` may not record the person's economy and housing.
    :raises NothingToTakeBack: after a day, if somebody has written more of it since, or the person has moved on.
    """
    basis = require(by, Action.RECORD, tenancy.person, Category.ECONOMY_HOUSING, now=now)
    if not tenancy.may_be_taken_back(now):
        raise NothingToTakeBack
    before, as_seen = tenancy.replaces, Tenancy.objects.filter(pk=tenancy.pk, version=tenancy.version)
    if not as_seen.delete()[0]:
        raise NothingToTakeBack
    what, category = "taken back", Category.ECONOMY_HOUSING
    log.write(tenancy, by=by, action=Action.RECORD, basis=basis, what=what, category=category, now=now)
    if before is not None:
        before.last_date = None
        save_versioned(before, base_version=before.version, fields=("last_date",))
    return before


def _check_place(person: Person, tenancy: NewTenancy) -> None:
    place = tenancy.dwelling
    if place is None:
        return
    if tenancy.home not in LET_HOMES:
        raise NotLet
    is_past = tenancy.last_date is not None
    is_home = place.kind != DwellingKind.MEETING_PLACE and place.tenant_id == person.tenant_id
    if not is_home or (place.closed_date is not None and not is_past):
        raise NotOffered
    if tenancy.needs_second_thought and not tenancy.in_spite_why.strip():
        raise AmongActiveUse


def _check(tenancy: NewTenancy, today: date) -> None:
    last = tenancy.last_date or today
    if not tenancy.first_date <= last <= today:
        raise TenancyDays
    if (tenancy.situation.guests_since or today) > today:
        raise GuestsInFuture


def _make_room(person: Person, tenancy: NewTenancy) -> Tenancy | None:
    """End the home in which the person lives, and return it; a home of the past moves nobody out."""
    met = Tenancy.objects.filter(Q(last_date__isnull=True) | Q(last_date__gte=tenancy.first_date), person=person)
    if tenancy.last_date is not None:
        if met.filter(first_date__lte=tenancy.last_date).exists():
            raise LivedElsewhere
        return None
    before = met.filter(last_date__isnull=True).first()
    if before is not None and before.first_date >= tenancy.first_date:
        raise TenancyDays
    if met.filter(last_date__isnull=False).exists():
        raise LivedElsewhere
    if before is not None:
        before.last_date = tenancy.first_date - timedelta(days=1)
        save_versioned(before, base_version=before.version, fields=("last_date",))
    return before


def _row(person: Person, tenancy: NewTenancy) -> Tenancy:
    row = Tenancy(
        tenant_id=person.tenant_id,
        person=person,
        home=tenancy.home,
        dwelling=tenancy.dwelling,
        first_date=tenancy.first_date,
        last_date=tenancy.last_date,
        in_spite_why=tenancy.in_spite_why.strip() if tenancy.needs_second_thought else "",
    )
    _set(row, tenancy.situation)
    return row


def _set(row: Tenancy, situation: Situation) -> None:
    row.lives_sober = situation.lives_sober
    if row.guests_since_date != situation.guests_since:
        row.guests_since_date, row.guests_left_date = situation.guests_since, None
    row.obstacles = " ".join(sorted(situation.obstacles))
    row.note = situation.note.strip()
