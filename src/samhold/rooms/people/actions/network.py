"""Add to, change and end the network: who is involved with a person."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from samhold.core.periods import end_of, is_over
from samhold.foundation.errors import DomainError
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category, mask_of
from samhold.rooms.access.models import User
from samhold.rooms.access.several import require_each
from samhold.rooms.notices import actions as notices
from samhold.rooms.notices.enums import Level, NoticeKind
from samhold.rooms.organisations.models import Membership, Unit
from samhold.rooms.people.actions import log
from samhold.rooms.people.actions.taken_back import NothingToTakeBack
from samhold.rooms.people.enums import Basis, NetworkRole, PartyKind
from samhold.rooms.people.models import NetworkMember, Person

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class AlreadyInvolved(DomainError):
    """The party has this role for the person already."""

    message = _("They already have this role for the person. Change or end the line that is there.")


class PrimaryContactTaken(DomainError):
    """Somebody else is the primary contact."""

    message = _("The person already has a primary contact. End that one first, or choose “second contact”.")


class EndsBeforeItStarts(DomainError):
    """The period runs backwards."""

    message = _("The last day is before the first. Check the two dates.")


class AlreadyEnded(DomainError):
    """It is over already."""

    message = _("This has already ended. Open the page again to see what is true now.")


class KinNeedsName(DomainError):
    """A next of kin without a name."""

    message = _("Write the name of the next of kin.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """
    Who is involved: exactly one of a worker (membership), a unit, or a next of kin by name.

    :raises ValueError: if it is both a worker and a unit.
    """

    membership: Membership | None = None
    unit: Unit | None = None
    name: str = ""
    relation: str = ""
    phone: str = ""
    account: User | None = None

    def __post_init__(self) -> None:
        """Refuse a party that is two."""
        if self.membership is not None and self.unit is not None:
            msg = "a party is one of a worker, a unit or a next of kin"
            raise ValueError(msg)

    @property
    def kind(self) -> PartyKind:
        """Return what kind of party it is."""
        if self.membership is not None:
            return PartyKind.WORKER
        return PartyKind.UNIT if self.unit is not None else PartyKind.NEXT_OF_KIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """In which role and period, on what basis, and what the party may see at most."""

    role: NetworkRole
    basis: Basis
    categories: frozenset[Category]
    starts_at: datetime
    ends_at: datetime | None = None
    contact_wish: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Somebody to add: to whose network, who, and on what terms."""

    person: Person
    party: Party
    terms: Terms


@transaction.atomic
def add(
    *,
    person: Person,
    party: Party,
    terms: Terms,
    by: User,
    now: datetime,
    key: MutationKey | None = None,
) -> NetworkMember:
    """
    Add somebody to the person's network; the same `key` again returns the line already made.

    :raises NotAllowed: if `by` may not change this network.
    :raises AlreadyInvolved: if the party has the role already.
    :raises PrimaryContactTaken: if there is a primary contact.
    :raises EndsBeforeItStarts: if the period runs backwards.
    :raises KinNeedsName: if a next of kin has no name.
    """
    basis = require(by, Action.MANAGE_NETWORK, person, Category.NETWORK, now=now)
    with once(key, NetworkMember) as made:
        if made.is_new:
            made.row = _insert(_member(person, party, terms, now))
            _log(made.row, by=by, basis=basis, what="added", now=now)
            _tell(made.row, by=by, now=now)
    return made.row


@transaction.atomic
def add_each(*, entries: Sequence[Entry], by: User, now: datetime) -> tuple[NetworkMember, ...]:
    """
    Add many to the networks of several persons, all or none, by the same rules as `add`.

    :raises NotAllowed, AlreadyInvolved, PrimaryContactTaken, EndsBeforeItStarts, KinNeedsName: as `add`.
    """
    persons = [entry.person for entry in entries]
    bases = require_each(by, Action.MANAGE_NETWORK, persons, Category.NETWORK, now=now)
    rows = [_member(entry.person, entry.party, entry.terms, now) for entry in entries]
    with _refusing(rows):
        NetworkMember.objects.bulk_create(rows)
    for row, basis in zip(rows, bases, strict=True):
        _log(row, by=by, basis=basis, what="added", now=now)
        _tell(row, by=by, now=now)
    return tuple(rows)


@transaction.atomic
def change(
    *,
    member: NetworkMember,
    base_version: int,
    terms: Terms,
    phone: str,
    by: User,
    now: datetime,
) -> NetworkMember:
    """
    Change what a line of the network says; the party itself stays.

    :raises NotAllowed: if `by` may not change this network.
    :raises StaleVersion: if somebody changed the line since; it carries both.
    :raises EndsBeforeItStarts: if the period runs backwards.
    :raises AlreadyInvolved: if the party has the role on another line.
    :raises PrimaryContactTaken: if somebody else is the primary contact.
    """
    basis = require(by, Action.MANAGE_NETWORK, member.person, Category.NETWORK, now=now)
    _check_period(terms)
    member.role, member.basis, member.phone = terms.role, terms.basis, phone
    member.categories, member.contact_wish = mask_of(terms.categories), terms.contact_wish
    member.starts_at, member.ends_at = terms.starts_at, terms.ends_at
    fields = ["role", "basis", "phone", "categories", "contact_wish", "starts_at", "ends_at"]
    with _refusing([member]):
        save_versioned(member, base_version=base_version, fields=fields)
    _log(member, by=by, basis=basis, what="changed", now=now)
    return member


@transaction.atomic
def end(*, member: NetworkMember, by: User, now: datetime) -> NetworkMember:
    """
    End somebody's part in the network now; what it let them see is gone from their next request.

    A part that has not begun ends as it would begin: nobody has been involved in the past.

    :raises NotAllowed: if `by` may not change this network.
    :raises AlreadyEnded: if it is over already.
    """
    basis = require(by, Action.MANAGE_NETWORK, member.person, Category.NETWORK, now=now)
    if is_over(member.starts_at, member.ends_at, now=now):
        raise AlreadyEnded
    member.ends_at = end_of(member.starts_at, now=now)
    save_versioned(member, base_version=member.version, fields=["ends_at"])
    _log(member, by=by, basis=basis, what="ended", now=now)
    return member


@transaction.atomic
def reopen(*, member: NetworkMember, by: User, now: datetime) -> NetworkMember:
    """
    Undo the end of a line of the network.

    :raises NotAllowed: if `by` may not change this network.
    :raises AlreadyInvolved: if the party has got the role anew in the meantime.
    :raises PrimaryContactTaken: if somebody else is the primary contact now.
    :raises NothingToTakeBack: if it has not ended, or did so more than a day ago.
    """
    basis = require(by, Action.MANAGE_NETWORK, member.person, Category.NETWORK, now=now)
    over = is_over(member.starts_at, member.ends_at, now=now)
    if not over or member.ends_at is None or now - member.ends_at > timedelta(days=1):
        raise NothingToTakeBack
    member.ends_at = None
    with _refusing([member]):
        save_versioned(member, base_version=member.version, fields=["ends_at"])
    _log(member, by=by, basis=basis, what="reopened", now=now)
    return member


def _member(person: Person, party: Party, terms: Terms, now: datetime) -> NetworkMember:
    _check_period(terms)
    if party.kind is PartyKind.NEXT_OF_KIN and not party.name.strip():
        raise KinNeedsName
    return NetworkMember(
        tenant_id=person.tenant_id,
        person=person,
        kind=party.kind,
        membership=party.membership,
        unit=party.unit,
        name=party.name.strip(),
        relation=party.relation,
        phone=party.phone,
        account=party.account,
        role=terms.role,
        basis=terms.basis,
        categories=mask_of(terms.categories),
        contact_wish=terms.contact_wish,
        starts_at=terms.starts_at,
        ends_at=terms.ends_at,
        created_at=now,
    )


def _check_period(terms: Terms) -> None:
    if terms.ends_at is not None and terms.ends_at <= terms.starts_at:
        raise EndsBeforeItStarts


def _insert(member: NetworkMember) -> NetworkMember:
    with _refusing([member]):
        member.save(force_insert=True)
    return member


@contextmanager
def _refusing(rows: Sequence[NetworkMember]) -> Iterator[None]:
    """Turn the database's refusal of one of the lines into the sentence the user reads."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        primaries = [row for row in rows if row.role == NetworkRole.PRIMARY_CONTACT]
        twice = len({row.person_id for row in primaries}) < len(primaries)
        taken = twice or any(_has_primary_contact(row) for row in primaries)
        raise (PrimaryContactTaken if taken else AlreadyInvolved) from error


def _has_primary_contact(member: NetworkMember) -> bool:
    others = NetworkMember.objects.filter(person_id=member.person_id, role=NetworkRole.PRIMARY_CONTACT)
    return others.filter(ends_at__isnull=True).exclude(pk=member.pk).exists()


def _log(member: NetworkMember, *, by: User, basis: str, what: str, now: datetime) -> None:
    action, category = Action.MANAGE_NETWORK, Category.NETWORK
    log.write(member, by=by, action=action, basis=basis, what=what, category=category, now=now)


def _tell(member: NetworkMember, *, by: User, now: datetime) -> None:
    if member.membership is not None and member.membership.user_id != by.pk:
        notices.notify(
            recipients=[member.membership.user_id],
            kind=NoticeKind.NETWORK_ADDED,
            level=Level.TODAY,
            path=f"/persons/{member.person_id}/",
            now=now,
        )
