"""Take in a person, change what is known of who they are, and let them move."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError, NotAllowed
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.actions import audit
from samhold.rooms.access.engine import require, require_without_person, rules_for
from samhold.rooms.access.enums import Action, Category, Purpose, Reach, Role, mask_of
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.access.rules import MAY_REGISTER
from samhold.rooms.organisations.enums import OrganisationKind
from samhold.rooms.organisations.models import Membership
from samhold.rooms.people.details import FIELDS, Home, MoveInFuture, PersonDetails, checked
from samhold.rooms.people.enums import Basis, NetworkRole, PartyKind
from samhold.rooms.people.models import NetworkMember, Person, Residence
from samhold.rooms.people.queries.persons import alike

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.access.models import User

SEES_AT_FIRST = mask_of(frozenset(Category) - {Category.THIRD_PARTY, Category.MAPPING})
"""What the unit that takes in a person may see at most, until somebody narrows it."""

_BY_UNIT = frozenset({Reach.UNIT_CARES, Reach.TEAM_CASELOAD, Reach.LEADS_UNIT})


class AlreadyRegistered(DomainError):
    """The number belongs to somebody who is registered in the organisation."""

    message = _("A person with this national number is registered already. Search for the number to find them.")


class NotYourUnit(NotAllowed):
    """They do not work there in a role that takes in persons."""

    message = _("You cannot take in persons for this unit.")


class MovedBeforeLastMove(DomainError):
    """The move lies before the one that is written down last."""

    message = _("The person moved to the last address after this day. Check the date.")


class MayBeRegistered(DomainError):
    """Somebody who can be found may be the same person; `persons` are those."""

    message = _("This person may be registered already. Look at who we found before you go on.")

    def __init__(self, persons: tuple[Person, ...]) -> None:
        """Name them; they are persons whom the one who registers may find."""
        super().__init__()
        self.persons = persons


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    One person to take in: who, where they live, and where the one who takes them in works.

    :param membership: where the one who takes them in works; its organisation becomes the tenant.
    :param is_primary_contact: whether the one who takes them in becomes the primary contact.
    """

    details: PersonDetails
    home: Home | None
    membership: Membership
    is_primary_contact: bool = False


@transaction.atomic
def register(
    *, entry: Entry, by: User, now: datetime, key: MutationKey | None = None, others: frozenset[UUID] | None = None
) -> Person:
    """
    Take in a person; the unit becomes the first of the network, and whoever would not see them through it, too.

    The same `key` again returns the person already made.

    :param others: persons whom `by` has looked at and says are somebody else; none where nobody can be asked.
    :raises NotAllowed: if `by` may not take in persons there.
    :raises AlreadyRegistered: if the organisation knows the number already.
    :raises MayBeRegistered: if `by` may find somebody of an equal or near name, and has not said that it is another.
    :raises NameMissing, NumberNotValid, BornInFuture, MoveInFuture: if the details cannot be.
    """
    basis = require_without_person(by, Action.RECORD, Category.IDENTITY, now=now, purpose=Purpose.CARE)
    with once(key, Person) as made:
        if made.is_new:
            if others is not None:
                _refuse_alike(entry.details, others, by=by, now=now)
            made.row = _take_in((entry,), by=by, basis=basis, now=now)[0]
    return made.row


@transaction.atomic
def register_many(*, entries: Sequence[Entry], by: User, now: datetime) -> tuple[Person, ...]:
    """
    Take in many persons, with the same checks as `register` and equal rows; all or none.

    :raises NotAllowed, AlreadyRegistered, NameMissing, NumberNotValid, BornInFuture, MoveInFuture: as `register`.
    """
    basis = require_without_person(by, Action.RECORD, Category.IDENTITY, now=now, purpose=Purpose.CARE)
    return _take_in(entries, by=by, basis=basis, now=now)


@transaction.atomic
def change(*, person: Person, details: PersonDetails, base_version: int, by: User, now: datetime) -> Person:
    """
    Change what is known of who a person is.

    :param base_version: the version that `by` had before their eyes.
    :raises NotAllowed: if `by` may not.
    :raises StaleVersion: if somebody changed it since; it carries both.
    :raises AlreadyRegistered: if the number belongs to somebody else.
    :raises NameMissing, NumberNotValid, BornInFuture: if the details cannot be.
    """
    basis = require(by, Action.RECORD, person, Category.IDENTITY, now=now)
    wanted = checked(details, now=now)
    if wanted.number_index != person.national_number_index:
        _refuse_known([(person.tenant_id, wanted.number_index)], by=by, now=now)
    for name in FIELDS:
        setattr(person, name, getattr(wanted, name))
    person.national_number_index = wanted.number_index
    with _refusing():
        save_versioned(person, base_version=base_version, fields=[*FIELDS, "national_number_index", "search_name"])
    audit.write(_event(person, by=by, basis=basis, what="changed", now=now))
    return person


@transaction.atomic
def move(*, person: Person, home: Home, by: User, now: datetime, key: MutationKey | None = None) -> Residence:
    """
    Let a person move: the old residence ends when the new one starts. The rows about the person stay where they are.

    :raises NotAllowed: if `by` may not change this.
    :raises MoveInFuture: if it has not taken place.
    :raises MovedBeforeLastMove: if the person moved to the last address later.
    """
    basis = require(by, Action.RECORD, person, Category.IDENTITY, now=now)
    with once(key, Residence) as made:
        if made.is_new:
            row = _residence(person, home, now)
            latest = Residence.objects.filter(person=person).order_by("-starts_at").first()
            if latest is not None and latest.starts_at >= home.starts_at:
                raise MovedBeforeLastMove
            Residence.objects.filter(person=person, ends_at__isnull=True).update(ends_at=home.starts_at)
            row.save(force_insert=True)
            made.row = row
            audit.write(_event(person, by=by, basis=basis, what="moved", now=now))
    return made.row


def _take_in(entries: Sequence[Entry], *, by: User, basis: str, now: datetime) -> tuple[Person, ...]:
    _refuse_elsewhere(entries, by=by, now=now)
    persons = [_person(entry, now) for entry in entries]
    _refuse_known([(person.tenant_id, person.national_number_index) for person in persons], by=by, now=now)
    pairs = list(zip(persons, entries, strict=True))
    homes = [_residence(person, entry.home, now) for person, entry in pairs if entry.home is not None]
    with _refusing():
        Person.objects.bulk_create(persons)
    NetworkMember.objects.bulk_create(
        member for person, entry in pairs for member in _first_network(person, entry, now)
    )
    Residence.objects.bulk_create(homes)
    audit.write_many(_event(person, by=by, basis=basis, what="registered", now=now) for person in persons)
    return tuple(persons)


def _refuse_alike(details: PersonDetails, others: frozenset[UUID], *, by: User, now: datetime) -> None:
    """Ask whether it is somebody whom `by` may find; of those who are hidden nothing is asked or told."""
    typed = checked(details, now=now)
    name = f"{typed.given_name} {typed.family_name}"
    found = alike(actor=by, name=name, birth_date=typed.birth_date, number_index=typed.number_index, now=now)
    if {person.pk for person in found} - others:
        raise MayBeRegistered(found)


def _refuse_elsewhere(entries: Sequence[Entry], *, by: User, now: datetime) -> None:
    places = Membership.objects.filter(user_id=by.pk, role__in=MAY_REGISTER).open_at(now)
    own = set(places.exclude(unit__organisation__kind=OrganisationKind.INSTALLATION).values_list("pk", flat=True))
    if not {entry.membership.pk for entry in entries} <= own:
        note(Refusal(action=Action.RECORD, at=now, actor_id=by.pk, category=Category.IDENTITY, purpose=Purpose.CARE))
        raise NotYourUnit


def _refuse_known(numbers: Sequence[tuple[UUID, str]], *, by: User, now: datetime) -> None:
    """Refuse a number twice, also of a person whom `by` cannot see: then the attempt is told to who reads the log."""
    wanted = [pair for pair in numbers if pair[1]]
    known = Person.objects.filter(national_number_index__in=[index for _tenant, index in wanted])
    taken = {(person.tenant_id, person.national_number_index): person.pk for person in known}
    for pair in set(wanted) & set(taken):
        refusal = Refusal(
            action=Action.RECORD, at=now, actor_id=by.pk, person_id=taken[pair], category=Category.IDENTITY
        )
        note(refusal)
    if len(set(wanted)) < len(wanted) or set(wanted) & set(taken):
        raise AlreadyRegistered


@contextmanager
def _refusing() -> Iterator[None]:
    """Turn the database's refusal of a number twice into the sentence: the other row may be hidden from a look-up."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise AlreadyRegistered from error


def _person(entry: Entry, now: datetime) -> Person:
    details = checked(entry.details, now=now)
    return Person(
        tenant_id=entry.membership.unit.organisation_id,
        national_number_index=details.number_index,
        created_at=now,
        **{name: getattr(details, name) for name in FIELDS},
    )


def _residence(person: Person, home: Home, now: datetime) -> Residence:
    if home.starts_at > now:
        raise MoveInFuture
    return Residence(
        tenant_id=person.tenant_id,
        person=person,
        municipality=home.municipality,
        address=home.address.strip(),
        starts_at=home.starts_at,
    )


def _first_network(person: Person, entry: Entry, now: datetime) -> tuple[NetworkMember, ...]:
    """Return the unit, and the worker who becomes the contact or whose role sees nobody through the unit."""
    membership = entry.membership
    common = {
        "tenant_id": person.tenant_id,
        "person": person,
        "basis": Basis.HEALTHCARE,
        "categories": SEES_AT_FIRST,
        "starts_at": now,
        "created_at": now,
    }
    unit = NetworkMember(kind=PartyKind.UNIT, unit_id=membership.unit_id, role=NetworkRole.SERVICE, **common)
    if _sees_through_unit(Role(membership.role)) and not entry.is_primary_contact:
        return (unit,)
    role = NetworkRole.PRIMARY_CONTACT if entry.is_primary_contact else NetworkRole.CASE_WORKER
    return (unit, NetworkMember(kind=PartyKind.WORKER, membership=membership, role=role, **common))


def _sees_through_unit(role: Role) -> bool:
    rules = rules_for(Action.READ, Category.IDENTITY, Purpose.CARE)
    return any(role in rule.roles and rule.reaches & _BY_UNIT for rule in rules)


def _event(person: Person, *, by: User, basis: str, what: str, now: datetime) -> audit.Event:
    return audit.Event(
        action=Action.RECORD,
        at=now,
        actor_id=by.pk,
        tenant_id=person.tenant_id,
        person_id=person.pk,
        subject=f"people.person {person.pk} {what}",
        categories=(Category.IDENTITY,),
        purpose=Purpose.CARE,
        basis=basis,
    )
