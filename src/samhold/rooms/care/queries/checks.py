"""What should be done now or soon: mine, one person's, a unit's; computed from facts, and gone when it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from samhold.core.checks import RULES, Check, CheckKind, Knowledge, Owner, open_checks
from samhold.foundation.time import local_day
from samhold.infrastructure.prepared import prepared
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.absence_enums import AbsenceNext
from samhold.rooms.care.models import ChildrenQuestion, Contact, FollowUp
from samhold.rooms.care.queries.facts import facts_of, known_of, with_facts
from samhold.rooms.people.enums import NetworkRole
from samhold.rooms.people.models import NetworkMember, Person

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from samhold.rooms.access.models import User

_OWNING = (NetworkRole.PRIMARY_CONTACT, NetworkRole.COORDINATOR)
_SAID = (AbsenceNext.PHONE, AbsenceNext.LOOK_IN)
MOST_PERSONS = 500
"""How many persons of a unit are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A check of one person, and who is to do it; nobody, where the person has neither contact nor coordinator."""

    person: Person
    check: Check
    owner_id: UUID | None
    owner_name: str
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfUnit:
    """Whom a unit follows up, and what should be done for them."""

    persons: int
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfPerson:
    """What should be done for a person, and what was looked at: not what the viewer may not know of."""

    duties: tuple[Duty, ...]
    looked_at: frozenset[CheckKind]


def mine(*, worker: User, now: datetime, limit: int | None = None) -> tuple[Duty, ...]:
    """
    Return what a worker is to do for persons they may find, what is due first first.

    One query, and one more where there is something: what the worker may know is asked of those persons alone.
    """
    found = [
        (person, check)
        for person in _owned(user_id=worker.pk, now=now)
        for check in _open(person, frozenset(Knowledge), now)
        if _owner(person, check) == worker.pk
    ]
    if not found:
        return ()
    known = known_of(persons={person.pk for person, _check in found}, viewer=worker, now=now)
    told = {rule.kind: rule.knowledge for rule in RULES}
    allowed = [
        (person, check) for person, check in found if told[check.kind] in known.get(person.pk, frozenset[Knowledge]())
    ]
    return _in_order(_duty(person, check, known[person.pk], now) for person, check in allowed)[:limit]


def of_person(*, person: Person, now: datetime) -> OfPerson:
    """Return what should be done for a person who came through the door; one query."""
    standing = person.standing
    known = frozenset(kind for kind in Knowledge if standing and standing.allows(Action.READ, Category(kind)))
    row = next(iter(_one(person_id=person.pk, now=now)))
    is_followed = facts_of(row, known).begun is not None
    return OfPerson(
        duties=_in_order(_duty(row, check, known, now) for check in _open(row, known, now)),
        looked_at=frozenset(rule.kind for rule in RULES if rule.knowledge in known and is_followed),
    )


def of_unit(*, unit_id: UUID, viewer: User, now: datetime) -> OfUnit:
    """Return what should be done for those whom a unit follows up, as far as the viewer may know; two queries."""
    rows = _followed(unit_id=unit_id, now=now)
    known = known_of(persons=[row.pk for row in rows], viewer=viewer, now=now)
    persons = [row for row in rows if row.pk in known]
    duties = (_duty(row, check, known[row.pk], now) for row in persons for check in _open(row, known[row.pk], now))
    return OfUnit(persons=len(persons), duties=_in_order(duties))


@prepared
def _owned(*, user_id: UUID, now: datetime) -> QuerySet[Person]:
    """Those whose primary contact or coordinator somebody is, whose children are theirs, or whom they tried last."""
    lines = NetworkMember.objects.open_at(now).filter(membership__user_id=user_id, role__in=_OWNING)
    asked = ChildrenQuestion.objects.filter(in_charge_id=user_id, followed_up_date__isnull=True)
    near = Q()
    for rows in (lines, asked, _tried_last(user_id)):
        near |= Q(pk__among=rows.values("person_id"))
    return with_facts(Person.objects.filter(near).select_related("tenant"), now=now)


def _tried_last(user_id: UUID) -> QuerySet[Contact]:
    """The contacts at which somebody said that one rings or looks in, and after which nobody has tried."""
    later = Contact.objects.filter(
        Q(took_place_at__gt=OuterRef("took_place_at"))
        | Q(took_place_at=OuterRef("took_place_at"), pk__gt=OuterRef("pk")),
        person_id=OuterRef("person_id"),
    ).standing()
    said: QuerySet[Contact] = Contact.objects.filter(recorded_by_id=user_id, absence_next__in=_SAID).standing()
    return said.filter(~Exists(later))


@prepared
def _one(*, person_id: UUID, now: datetime) -> QuerySet[Person]:
    return with_facts(Person.objects.filter(pk=person_id).select_related("tenant"), now=now)


@prepared
def _followed(*, unit_id: UUID, now: datetime) -> QuerySet[Person]:
    """Those whom a unit follows up, or whose primary contact works there."""
    followed = FollowUp.objects.filter(unit_id=unit_id, last_date__isnull=True, undone_at__isnull=True)
    contacts = NetworkMember.objects.open_at(now).filter(membership__unit_id=unit_id, role=NetworkRole.PRIMARY_CONTACT)
    ours = Q(pk__among=followed.values("person_id")) | Q(pk__among=contacts.values("person_id"))
    rows = with_facts(Person.objects.filter(ours).select_related("tenant"), now=now)
    return rows.order_by("family_name", "given_name", "pk")[:MOST_PERSONS]


def _open(person: Person, known: frozenset[Knowledge], now: datetime) -> tuple[Check, ...]:
    return open_checks(facts_of(person, known), today=local_day(now))


def _in_order(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    return tuple(sorted(duties, key=lambda duty: (duty.check.due_date, duty.check.kind, str(duty.person.pk))))


def _post(person: Person, check: Check) -> str:
    """Name who of those around a person does something; nobody, where there is none of them."""
    who = {
        Owner.PRIMARY_CONTACT: ("primary",),
        Owner.COORDINATOR: ("coordinator", "primary"),
        Owner.IN_CHARGE_OF_CHILDREN: ("in_charge", "primary"),
        Owner.WHO_TRIED: ("primary", "tried"),
    }[check.owner]
    return next((name for name in who if vars(person)[f"{name}_id"] is not None), "")


def _owner(person: Person, check: Check) -> UUID | None:
    post = _post(person, check)
    owner_id: UUID | None = vars(person)[f"{post}_id"] if post else None
    return owner_id


def _duty(person: Person, check: Check, known: frozenset[Knowledge], now: datetime) -> Duty:
    post = _post(person, check)
    return Duty(
        person=person,
        check=check,
        owner_id=_owner(person, check),
        owner_name=str(vars(person)[f"{post}_name"]) if post and Knowledge.NETWORK in known else "",
        is_late=check.is_late(local_day(now)),
    )
