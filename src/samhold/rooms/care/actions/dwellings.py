"""Keep the register of homes and meeting places: add one, change it, close it, open it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.foundation.time import local_day
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.actions import audit
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.care.housing_access import require_to_keep
from samhold.rooms.care.models import Dwelling
from samhold.rooms.care.outcome_enums import DwellingKind
from samhold.rooms.organisations.models import Place

if TYPE_CHECKING:
    from datetime import date, datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.organisations.models import Organisation

_FIELDS = ("name", "kind", "place", "address", "capacity", "is_substance_free", "is_followed_up")
MOST = 200
"""How many can live in one place, at most: more is mistyped."""


class NameTaken(DomainError):
    """Another place of the municipality has the name."""

    field: ClassVar[str] = "name"
    message = _("The municipality already has a place with this name. Choose another name, or change that one.")


class NoRoom(DomainError):
    """Nobody, or half a town, would live there."""

    field: ClassVar[str] = "capacity"
    message = _("Between 1 and 200 can live in one place.")


class AlreadyClosed(DomainError):
    """It is not in use."""

    message = _("This place is closed already.")


class AlreadyOpen(DomainError):
    """It is in use."""

    message = _("This place is in use already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """
    What a place is; nothing about who lives there.

    :param capacity: how many can live there; of a meeting place it says nothing.
    """

    name: str
    kind: DwellingKind
    address: str = ""
    place: Place | None = None
    capacity: int = 1
    is_substance_free: bool = False
    is_followed_up: bool = False


@transaction.atomic
def add(
    *, organisation: Organisation, profile: Profile, by: User, now: datetime, key: MutationKey | None = None
) -> Dwelling:
    """
    Add a home or a meeting place to a municipality's register; the same `key` again returns the one already made.

    :raises NotAllowed: if `by` may not keep the register.
    :raises NameTaken: if another place there has the name.
    :raises NoRoom: if nobody can live there.
    """
    basis = require_to_keep(by, organisation_id=organisation.pk, now=now)
    with once(key, Dwelling) as made:
        if made.is_new:
            made.row = _filled(Dwelling(tenant=organisation), profile)
            made.row.save(force_insert=True)
            _log(made.row, by=by, basis=basis, what="added", now=now)
    return made.row


@transaction.atomic
def change(*, dwelling: Dwelling, profile: Profile, base_version: int, by: User, now: datetime) -> Dwelling:
    """
    Change what is known of a place; it stays with its municipality, and those who live there stay where they are.

    :raises NotAllowed: if `by` may not keep the register.
    :raises NameTaken: if another place there has the name.
    :raises NoRoom: if nobody can live there.
    :raises StaleVersion: if somebody saved it in the meantime; it carries both.
    """
    basis = require_to_keep(by, organisation_id=dwelling.tenant_id, now=now)
    save_versioned(_filled(dwelling, profile), base_version=base_version, fields=_FIELDS)
    _log(dwelling, by=by, basis=basis, what="changed", now=now)
    return dwelling


@transaction.atomic
def close(*, dwelling: Dwelling, by: User, now: datetime) -> Dwelling:
    """
    Stop offering a place; whoever lives there does so until they are said to move.

    :raises NotAllowed: if `by` may not keep the register.
    :raises AlreadyClosed: if it is closed.
    """
    basis = require_to_keep(by, organisation_id=dwelling.tenant_id, now=now)
    if dwelling.closed_date is not None:
        raise AlreadyClosed
    return _closed_on(dwelling, local_day(now), by=by, basis=basis, now=now)


@transaction.atomic
def reopen(*, dwelling: Dwelling, by: User, now: datetime) -> Dwelling:
    """
    Offer a place again.

    :raises NotAllowed: if `by` may not keep the register.
    :raises AlreadyOpen: if it is not closed.
    """
    basis = require_to_keep(by, organisation_id=dwelling.tenant_id, now=now)
    if dwelling.closed_date is None:
        raise AlreadyOpen
    return _closed_on(dwelling, None, by=by, basis=basis, now=now)


def _filled(dwelling: Dwelling, profile: Profile) -> Dwelling:
    others = Dwelling.objects.filter(tenant_id=dwelling.tenant_id).exclude(pk=dwelling.pk)
    if others.filter(name=profile.name.strip()).exists():
        raise NameTaken
    if not 1 <= profile.capacity <= MOST:
        raise NoRoom
    dwelling.name, dwelling.kind, dwelling.place = profile.name.strip(), profile.kind, profile.place
    dwelling.address, dwelling.capacity = profile.address.strip(), profile.capacity
    dwelling.is_substance_free, dwelling.is_followed_up = profile.is_substance_free, profile.is_followed_up
    return dwelling


def _closed_on(dwelling: Dwelling, day: date | None, *, by: User, basis: str, now: datetime) -> Dwelling:
    dwelling.closed_date = day
    save_versioned(dwelling, base_version=dwelling.version, fields=("closed_date",))
    _log(dwelling, by=by, basis=basis, what="closed" if day else "reopened", now=now)
    return dwelling


def _log(dwelling: Dwelling, *, by: User, basis: str, what: str, now: datetime) -> None:
    audit.write(
        audit.Event(
            action=Action.CONFIGURE,
            at=now,
            actor_id=by.pk,
            tenant_id=dwelling.tenant_id,
            subject=f"care.dwelling {dwelling.pk} {what}",
            categories=(Category.ECONOMY_HOUSING,),
            purpose=Purpose.COORDINATION,
            basis=basis,
        )
    )
