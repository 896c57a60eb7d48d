"""
The door to a person, and the relations that the room binds to reaches.

From an id to a person only through `access_person`; an unknown person and a hidden one answer the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value

from samhold.foundation.errors import NotAvailable
from samhold.rooms.access import engine, sources
from samhold.rooms.access.actions import audit
from samhold.rooms.access.enums import EVERYTHING, Action, Category, Purpose, Reach, Role
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.organisations.enums import ServiceKind
from samhold.rooms.people.enums import NetworkRole, PartyKind
from samhold.rooms.people.models import Block, Conflict, Consent, Grant, NetworkMember, Person

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.access.engine import Actor
    from samhold.rooms.access.sources import Source

RowT = TypeVar("RowT", NetworkMember, Consent, Block, Conflict)

LEADING = (Role.UNIT_LEADER, Role.SERVICE_DIRECTOR)


def access_person(
    *,
    actor: Actor,
    person_id: UUID,
    purpose: Purpose,
    now: datetime,
    subject: str = "",
    categories: Iterable[Category] = (),
) -> Person:
    """
    Return a person whom the actor may read, with their standing and municipality, and write it in the audit log.

    :param subject: what was opened, in a word, for the log ("person", "network").
    :param categories: what is shown; those that may not be read are left out of the log, and must be of the page.
    :raises NotAvailable: if the person is unknown or hidden; the attempt is logged as refused.
    """
    standing = engine.standing_of(actor, person_id, now)
    person = Person.objects.select_related("tenant").with_municipality(now).filter(pk=person_id).first()
    basis = standing.basis(Action.READ, Category.IDENTITY, purpose)
    if person is None or basis is None:
        note(
            Refusal(
                action=Action.READ,
                at=now,
                actor_id=actor.pk,
                person_id=person_id,
                subject=subject,
                purpose=purpose,
            ),
        )
        raise NotAvailable
    person.standing = standing
    audit.read(
        actor_id=actor.pk,
        tenant_id=person.tenant_id,
        person_id=person.pk,
        subject=subject,
        categories={Category.IDENTITY, *categories} & standing.readable(purpose),
        purpose=purpose,
        basis=basis,
        now=now,
    )
    return person


def access_member(*, person: Person, member_id: UUID) -> NetworkMember:
    """
    Return a line of the network of a person who came through the door, also one that has ended.

    :raises NotAvailable: if the person has no such line, or the viewer may not see the network.
    """
    rows = NetworkMember.objects.select_related(
        "membership__user", "membership__unit__organisation", "unit__organisation"
    )
    return _of(person, rows, member_id)


def access_consent(*, person: Person, consent_id: UUID) -> Consent:
    """
    Return a consent of a person who came through the door.

    :raises NotAvailable: if the person has no such consent, or the viewer may not see the network.
    """
    return _of(person, Consent.objects.select_related("recipient__organisation"), consent_id)


def access_block(*, person: Person, block_id: UUID) -> Block:
    """
    Return a block of a person who came through the door.

    :raises NotAvailable: if the person has no such block, or the viewer may not see the network.
    """
    return _of(person, Block.objects.select_related("user", "unit__organisation"), block_id)


def access_conflict(*, person: Person, conflict_id: UUID) -> Conflict:
    """
    Return a conflict of interest of a person who came through the door.

    :raises NotAvailable: if the person has no such conflict, or the viewer may not see the network.
    """
    return _of(person, Conflict.objects.select_related("user", "home_unit", "routed_unit"), conflict_id)


def _of(person: Person, rows: QuerySet[RowT], row_id: UUID) -> RowT:
    """Give the row the person as it came through the door, so that what follows knows the standing."""
    row = rows.filter(person_id=person.pk, pk=row_id).first()
    if row is None or person.standing is None or not person.standing.allows(Action.READ, Category.NETWORK):
        raise NotAvailable
    row.person = person
    return row


def note_listed(persons: Iterable[Person], *, actor: Actor, purpose: Purpose, now: datetime, subject: str) -> None:
    """Write in the audit log that these persons were shown in a list to the actor."""
    for person in persons:
        audit.read(
            actor_id=actor.pk,
            tenant_id=person.tenant_id,
            person_id=person.pk,
            subject=subject,
            categories=(Category.IDENTITY,),
            purpose=purpose,
            basis="listed within what the actor may find",
            now=now,
        )


def note_review(grant: Grant, *, actor: Actor, basis: str, now: datetime) -> None:
    """Write in the audit log that the actor opened the review of an emergency access to a person."""
    audit.read(
        actor_id=actor.pk,
        tenant_id=grant.tenant_id,
        person_id=grant.person_id,
        subject="review",
        categories=(Category.IDENTITY,),
        purpose=Purpose.QUALITY,
        basis=basis,
        now=now,
    )


def bind_reaches() -> None:
    """Bind each reach that rests on the room's tables."""
    for reach, source in _SOURCES.items():
        sources.bind(reach, source)


def _open(prefix: str, now: datetime) -> Q:
    return Q(**{f"{prefix}starts_at__lte": now}) & (
        Q(**{f"{prefix}ends_at__isnull": True}) | Q(**{f"{prefix}ends_at__gt": now})
    )


def _membership(prefix: str, actor_id: UUID, now: datetime) -> Q:
    """Return: the path leads to an open membership of the actor. One `filter` call, so that it is one row."""
    return Q(**{f"{prefix}user_id": actor_id}) & _open(prefix, now)


def _relation(rows: QuerySet, role: str | Role, mask: str | int, person: str = "person_id") -> QuerySet:  # type: ignore[type-arg]
    role_key = Value(role.value, CharField()) if isinstance(role, Role) else F(role)
    mask_key = Value(mask, IntegerField()) if isinstance(mask, int) else F(mask)
    return rows.values(person_key=F(person), role_key=role_key, mask_key=mask_key)


def _own(actor_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg]
    del now
    return _relation(Person.objects.filter(account_id=actor_id), Role.PERSON, EVERYTHING, "pk")


def _in_network(actor_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg]
    rows = NetworkMember.objects.filter(
        _open("", now),
        _membership("membership__", actor_id, now),
        kind=PartyKind.WORKER,
    )
    return _relation(rows, "membership__role", "categories")


def _primary_contact(actor_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg]
    return _in_network(actor_id, now).filter(role=NetworkRole.PRIMARY_CONTACT)


def _unit(actor_id: UUID, now: datetime, extra: Q) -> QuerySet:  # type: ignore[type-arg]
    rows = NetworkMember.objects.filter(
        _open("", now),
        _membership("unit__memberships__", actor_id, now) & extra,
        kind=PartyKind.UNIT,
    )
    return _relation(rows, "unit__memberships__role", "categories")


def _unit_cares(actor_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg]
    return _unit(actor_id, now, ~Q(unit__service=ServiceKind.TEAM))


def _team_caseload(actor_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg]
    return _unit(actor_id, now, Q(unit__service=ServiceKind.TEAM))


def _leads_unit(actor_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg]
    return _unit(actor_id, now, Q(unit__memberships__role__in=LEADING))


def _kin(actor_id: UUID, now: datetime, roles: Q, role: Role) -> QuerySet:  # type: ignore[type-arg]
    rows = NetworkMember.objects.filter(_open("", now), roles, kind=PartyKind.NEXT_OF_KIN, account_id=actor_id)
    return _relation(rows, role, "categories")


def _kin_consented(actor_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg]
    return _kin(actor_id, now, ~Q(role=NetworkRole.GUARDIAN), Role.NEXT_OF_KIN)


def _guardian_scope(actor_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg]
    return _kin(actor_id, now, Q(role=NetworkRole.GUARDIAN), Role.GUARDIAN)


def _consented(actor_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg]
    rows = Consent.objects.filter(_open("", now), _membership("recipient__memberships__", actor_id, now))
    return _relation(rows, "recipient__memberships__role", "categories")


def _granted(actor_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg]
    rows = Grant.objects.filter(_open("", now), _membership("membership__", actor_id, now))
    return _relation(rows, "membership__role", EVERYTHING)


def _agreement(actor_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg]
    rows = Person.objects.filter(
        _open("tenant__agreements__", now) & _membership("tenant__agreements__unit__memberships__", actor_id, now),
    )
    return _relation(rows, "tenant__agreements__unit__memberships__role", EVERYTHING, "pk")


def _blocked(actor_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg]
    against = Q(user_id=actor_id) | _membership("unit__memberships__", actor_id, now)
    return _relation(Block.objects.filter(_open("", now), against), Role.VISITOR, "categories")


def _conflicted(actor_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg]
    hidden_from = Q(user_id=actor_id) | _membership("home_unit__memberships__", actor_id, now)
    return _relation(Conflict.objects.filter(_open("", now), hidden_from), Role.VISITOR, EVERYTHING)


_SOURCES: dict[Reach, Source] = {
    Reach.OWN: _own,
    Reach.IN_NETWORK: _in_network,
    Reach.PRIMARY_CONTACT: _primary_contact,
    Reach.UNIT_CARES: _unit_cares,
    Reach.TEAM_CASELOAD: _team_caseload,
    Reach.LEADS_UNIT: _leads_unit,
    Reach.KIN_CONSENTED: _kin_consented,
    Reach.GUARDIAN_SCOPE: _guardian_scope,
    Reach.CONSENTED: _consented,
    Reach.GRANTED: _granted,
    Reach.AGREEMENT: _agreement,
    Reach.BLOCKED: _blocked,
    Reach.CONFLICTED: _conflicted,
}
