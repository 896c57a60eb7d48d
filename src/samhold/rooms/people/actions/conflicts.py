"""Conflicts of interest: the worker knows the person, so the case goes elsewhere and is hidden at home."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from samhold.core.periods import end_of, is_over
from samhold.foundation.errors import DomainError, NotAllowed
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category, Role, mask_of
from samhold.rooms.notices import actions as notices
from samhold.rooms.notices.enums import Level, NoticeKind
from samhold.rooms.organisations.models import Membership, Unit
from samhold.rooms.people.actions import log
from samhold.rooms.people.actions.network import AlreadyEnded
from samhold.rooms.people.actions.persons import SEES_AT_FIRST
from samhold.rooms.people.enums import Basis, DeclaredBy, NetworkRole, PartyKind
from samhold.rooms.people.models import Conflict, NetworkMember, Person

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User


UNDO_WITHIN = timedelta(minutes=10)
"""How long a slip can be taken back by who made it, although the person is hidden from them by then."""


class AlreadyDeclared(DomainError):
    """The same has been said before."""

    message = _("This is already registered, and the case is routed.")


class TooLate(DomainError):
    """A slip is found at once."""

    message = _("It is too late to take this back. The service that has taken over can end it.")


class SameMunicipality(DomainError):
    """The case must leave the municipality."""

    message = _("Choose a unit in another municipality. The case must be handled by somebody who does not know them.")


@transaction.atomic
def declare(
    *,
    person: Person,
    membership: Membership,
    routed_unit: Unit,
    declared_by: DeclaredBy,
    by: User,
    now: datetime,
    key: MutationKey | None = None,
) -> Conflict:
    """
    Route the person's case to a unit in another municipality, and hide it from the worker and the unit at home.

    A worker may always say it of themselves; what the person says is written down by who may change the consents.

    :param membership: the worker who knows the person, in the unit at home.
    :raises NotAllowed: if `by` may not see the person, or says it of another without the right to.
    :raises SameMunicipality: if the case would stay in the municipality.
    :raises AlreadyDeclared: if it is declared already.
    """
    basis = require(by, Action.READ, person, Category.IDENTITY, now=now)
    if membership.user_id != by.pk:
        basis = require(by, Action.MANAGE_CONSENT, person, Category.IDENTITY, now=now)
    if routed_unit.organisation_id == membership.unit.organisation_id:
        raise SameMunicipality
    with once(key, Conflict) as made:
        if made.is_new:
            allowed = _allowed_at_home(person, membership, now)
            made.row = _declared(person, membership, routed_unit, declared_by, by=by, now=now)
            _route(made.row, allowed, now=now)
            _log(made.row, by=by, basis=basis, what="declared", now=now)
    return made.row


@transaction.atomic
def take_back(*, conflict: Conflict, by: User, now: datetime) -> Conflict:
    """
    Take back what one has just declared by a slip: the door opens again at home, and the other unit leaves the network.

    :raises NotAllowed: if somebody else declared it.
    :raises TooLate: if it was not just now; then the unit that has the case ends it.
    :raises AlreadyEnded: if it is over.
    """
    basis = _require_own_slip(conflict, by=by, now=now)
    conflict.ends_at = end_of(conflict.starts_at, now=now)
    save_versioned(conflict, base_version=conflict.version, fields=["ends_at"])
    routed = NetworkMember.objects.filter(person_id=conflict.person_id, unit=conflict.routed_unit, ends_at=None)
    routed.filter(created_at=conflict.starts_at).update(ends_at=conflict.ends_at)
    notices.settle(kind=NoticeKind.CASE_ROUTED, path=_path(conflict), now=now)
    _log(conflict, by=by, basis=basis, what="taken back", now=now)
    return conflict


def _require_own_slip(conflict: Conflict, *, by: User, now: datetime) -> str:
    """Return the basis; whoever declared it may no longer see the person, so no rule of the table can say it."""
    if conflict.recorded_by_id != by.pk:
        raise NotAllowed
    if is_over(conflict.starts_at, conflict.ends_at, now=now):
        raise AlreadyEnded
    if now - conflict.starts_at > UNDO_WITHIN:
        raise TooLate
    return "taken back by who declared it"


@transaction.atomic
def lift(*, conflict: Conflict, by: User, now: datetime) -> Conflict:
    """
    End a conflict: the home unit may see the person again, if its relation still holds.

    :raises NotAllowed: if `by` may not change the network; at home nobody may, since nobody there sees it.
    :raises AlreadyEnded: if it is over.
    """
    basis = require(by, Action.MANAGE_NETWORK, conflict.person, Category.NETWORK, now=now)
    if is_over(conflict.starts_at, conflict.ends_at, now=now):
        raise AlreadyEnded
    conflict.ends_at = end_of(conflict.starts_at, now=now)
    save_versioned(conflict, base_version=conflict.version, fields=["ends_at"])
    _log(conflict, by=by, basis=basis, what="lifted", now=now)
    return conflict


def _declared(
    person: Person,
    membership: Membership,
    routed_unit: Unit,
    declared_by: DeclaredBy,
    *,
    by: User,
    now: datetime,
) -> Conflict:
    """Write the row; one that is there may be hidden from `by`, so the database has the last word."""
    try:
        with transaction.atomic():
            return Conflict.objects.create(
                tenant_id=person.tenant_id,
                person=person,
                user_id=membership.user_id,
                home_unit=membership.unit,
                routed_unit=routed_unit,
                declared_by=declared_by,
                recorded_by=by,
                starts_at=now,
            )
    except IntegrityError as error:
        raise AlreadyDeclared from error


def _allowed_at_home(person: Person, membership: Membership, now: datetime) -> int:
    """Return what the home unit may see, else the worker, never more than a unit is offered; without a line, who."""
    lines = NetworkMember.objects.filter(person=person).open_at(now).order_by("starts_at", "pk")
    masks = lines.values_list("categories", flat=True)
    for mask in (masks.filter(unit_id=membership.unit_id).first(), masks.filter(membership=membership).first()):
        if mask is not None:
            return mask & SEES_AT_FIRST
    return mask_of(frozenset({Category.IDENTITY}))


def _route(conflict: Conflict, allowed: int, *, now: datetime) -> None:
    """Put the other unit in the network, with what was allowed at home, and tell its leaders."""
    NetworkMember.objects.get_or_create(
        person_id=conflict.person_id,
        unit=conflict.routed_unit,
        role=NetworkRole.SERVICE,
        ends_at=None,
        defaults={
            "tenant_id": conflict.tenant_id,
            "kind": PartyKind.UNIT,
            "basis": Basis.HEALTHCARE,
            "categories": allowed,
            "starts_at": now,
            "created_at": now,
        },
    )
    leaders = Membership.objects.filter(unit=conflict.routed_unit, role=Role.UNIT_LEADER).open_at(now)
    notices.notify(
        recipients=leaders.values_list("user_id", flat=True),
        kind=NoticeKind.CASE_ROUTED,
        level=Level.TODAY,
        path=_path(conflict),
        now=now,
    )


def _path(conflict: Conflict) -> str:
    return f"/persons/{conflict.person_id}/"


def _log(conflict: Conflict, *, by: User, basis: str, what: str, now: datetime) -> None:
    log.write(
        conflict,
        by=by,
        action=Action.MANAGE_NETWORK,
        basis=basis,
        what=what,
        category=Category.NETWORK,
        now=now,
    )
