"""
The door to a person, and the relations that the room binds to reaches.

From an id to a person only through `access_person`; an unknown person and a hidden one answer the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db.models import F, IntegerField, Q, QuerySet, Value

from samhold.foundation.errors import NotAvailable
from samhold.infrastructure.prepared import prepared
from samhold.rooms.access import engine, sources
from samhold.rooms.access.actions import audit
from samhold.rooms.access.anchors import Through
from samhold.rooms.access.enums import EVERYTHING, Action, Category, Purpose, Reach, Role
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.access.sources import Source
from samhold.rooms.people.enums import NetworkRole, PartyKind
from samhold.rooms.people.models import Block, Conflict, Consent, Grant, NetworkMember, Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.access.anchors import Anchor
    from samhold.rooms.access.compiled import Given
    from samhold.rooms.access.engine import Actor

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
    Return a person whom the actor may read, with their standing, municipality and home, and write it in the audit log.

    :param subject: what was opened, in a word, for the log ("person", "network").
    :param categories: what is shown; those that may not be read are left out of the log, and must be of the page.
    :raises NotAvailable: if the person is unknown or hidden; the attempt is logged as refused.
    """
    standing = engine.standing_of(actor, person_id, now)
    person = next(iter(_at_the_door(person_id=person_id, now=now)), None)
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
        audit.Reading(
            actor_id=actor.pk,
            tenant_id=person.tenant_id,
            person_id=person.pk,
            subject=subject,
            categories=frozenset({Category.IDENTITY, *categories}) & standing.readable(purpose),
            purpose=purpose,
            basis=basis,
        ),
        now=now,
    )
    return person


@prepared
def _at_the_door(*, person_id: UUID, now: datetime) -> QuerySet[Person]:
    rows: QuerySet[Person] = Person.objects.filter(pk=person_id).with_municipality(now).with_home()
    return rows.select_related("tenant")[:1]


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


def access_own_conflict(*, actor: Actor, person_id: UUID, conflict_id: UUID) -> Conflict:
    """
    Return a conflict of interest that the actor declared; the person is hidden from them by it, mostly.

    :raises NotAvailable: if there is none, or somebody else declared it.
    """
    rows = Conflict.objects.select_related("person", "home_unit", "routed_unit__organisation")
    row = rows.filter(pk=conflict_id, person_id=person_id, recorded_by_id=actor.pk).first()
    if row is None:
        raise NotAvailable
    return row


def _of(person: Person, rows: QuerySet[RowT], row_id: UUID) -> RowT:
    """Give the row the person as it came through the door, so that what follows knows the standing."""
    row = rows.filter(person_id=person.pk, pk=row_id).first()
    if row is None or person.standing is None or not person.standing.allows(Action.READ, Category.NETWORK):
        raise NotAvailable
    row.person = person
    return row


def note_listed(
    persons: Iterable[Person],
    *,
    actor: Actor,
    purpose: Purpose,
    now: datetime,
    subject: str,
    categories: Iterable[Category] = (),
) -> None:
    """
    Write in the audit log that these persons were shown in a list to the actor.

    :param categories: what was shown of them besides who they are.
    """
    shown = frozenset({Category.IDENTITY, *categories})
    for person in persons:
        audit.read(
            audit.Reading(
                actor_id=actor.pk,
                tenant_id=person.tenant_id,
                person_id=person.pk,
                subject=subject,
                categories=shown,
                purpose=purpose,
                basis="listed within what the actor may find",
            ),
            now=now,
        )


def note_review(grant: Grant, *, actor: Actor, basis: str, now: datetime) -> None:
    """Write in the audit log that the actor opened the review of an emergency access to a person."""
    audit.read(
        audit.Reading(
            actor_id=actor.pk,
            tenant_id=grant.tenant_id,
            person_id=grant.person_id,
            subject="review",
            categories=frozenset({Category.IDENTITY}),
            purpose=Purpose.QUALITY,
            basis=basis,
        ),
        now=now,
    )


def bind_reaches() -> None:
    """Bind each reach that rests on the room's tables."""
    for reach, found in _SOURCES.items():
        sources.bind(reach, *found)


def _open(now: datetime) -> Q:
    return Q(starts_at__lte=now) & (Q(ends_at__isnull=True) | Q(ends_at__gt=now))


def _relation(rows: QuerySet, anchor: str, mask: str | int, person: str = "person_id") -> QuerySet:  # type: ignore[type-arg]
    mask_key = Value(mask, IntegerField()) if isinstance(mask, int) else F(mask)
    return rows.values(person_key=F(person), anchor_key=F(anchor), mask_key=mask_key)


def _own(given: Given) -> QuerySet:  # type: ignore[type-arg]
    return _relation(Person.objects.filter(account_id=given.account), "account_id", EVERYTHING, "pk")


def _by_post(given: Given) -> QuerySet:  # type: ignore[type-arg]
    rows = NetworkMember.objects.filter(_open(given.now), membership_id__held=given.posts, kind=PartyKind.WORKER)
    return _relation(rows, "membership_id", "categories")


def _as_primary_contact(given: Given) -> QuerySet:  # type: ignore[type-arg]
    return _by_post(given).filter(role=NetworkRole.PRIMARY_CONTACT)


def _by_unit(given: Given) -> QuerySet:  # type: ignore[type-arg]
    rows = NetworkMember.objects.filter(_open(given.now), unit_id__held=given.units, kind=PartyKind.UNIT)
    return _relation(rows, "unit_id", "categories")


def _by_account(given: Given) -> QuerySet:  # type: ignore[type-arg]
    return NetworkMember.objects.filter(_open(given.now), account_id=given.account, kind=PartyKind.NEXT_OF_KIN)


def _as_kin(given: Given) -> QuerySet:  # type: ignore[type-arg]
    return _relation(_by_account(given).exclude(role=NetworkRole.GUARDIAN), "account_id", "categories")


def _as_guardian(given: Given) -> QuerySet:  # type: ignore[type-arg]
    return _relation(_by_account(given).filter(role=NetworkRole.GUARDIAN), "account_id", "categories")


def _by_consent(given: Given) -> QuerySet:  # type: ignore[type-arg]
    rows = Consent.objects.filter(_open(given.now), recipient_id__held=given.units)
    return _relation(rows, "recipient_id", "categories")


def _by_grant(given: Given) -> QuerySet:  # type: ignore[type-arg]
    rows = Grant.objects.filter(_open(given.now), membership_id__held=given.posts)
    return _relation(rows, "membership_id", EVERYTHING)


def _by_tenant(given: Given) -> QuerySet:  # type: ignore[type-arg]
    rows = Person.objects.filter(tenant_id__held=given.organisations)
    return _relation(rows, "tenant_id", EVERYTHING, "pk")


def _user_blocked(given: Given) -> QuerySet:  # type: ignore[type-arg]
    return _relation(Block.objects.filter(_open(given.now), user_id=given.account), "user_id", "categories")


def _unit_blocked(given: Given) -> QuerySet:  # type: ignore[type-arg]
    return _relation(Block.objects.filter(_open(given.now), unit_id__held=given.units), "unit_id", "categories")


def _user_conflicted(given: Given) -> QuerySet:  # type: ignore[type-arg]
    return _relation(Conflict.objects.filter(_open(given.now), user_id=given.account), "user_id", EVERYTHING)


def _unit_conflicted(given: Given) -> QuerySet:  # type: ignore[type-arg]
    rows = Conflict.objects.filter(_open(given.now), home_unit_id__held=given.units)
    return _relation(rows, "home_unit_id", EVERYTHING)


def _in_role(role: Role) -> Callable[[Anchor], bool]:
    return lambda anchor: anchor.role == role


_SOURCES: dict[Reach, tuple[Source, ...]] = {
    Reach.OWN: (Source(through=Through.ACCOUNT, rows=_own, counts=_in_role(Role.PERSON)),),
    Reach.IN_NETWORK: (Source(through=Through.POST, rows=_by_post),),
    Reach.PRIMARY_CONTACT: (Source(through=Through.POST, rows=_as_primary_contact),),
    Reach.UNIT_CARES: (Source(through=Through.UNIT, rows=_by_unit, counts=lambda anchor: not anchor.is_team),),
    Reach.TEAM_CASELOAD: (Source(through=Through.UNIT, rows=_by_unit, counts=lambda anchor: anchor.is_team),),
    Reach.LEADS_UNIT: (Source(through=Through.UNIT, rows=_by_unit, counts=lambda anchor: anchor.role in LEADING),),
    Reach.KIN_CONSENTED: (Source(through=Through.ACCOUNT, rows=_as_kin, counts=_in_role(Role.NEXT_OF_KIN)),),
    Reach.GUARDIAN_SCOPE: (Source(through=Through.ACCOUNT, rows=_as_guardian, counts=_in_role(Role.GUARDIAN)),),
    Reach.CONSENTED: (Source(through=Through.UNIT, rows=_by_consent),),
    Reach.GRANTED: (Source(through=Through.POST, rows=_by_grant),),
    Reach.AGREEMENT: (Source(through=Through.ORGANISATION, rows=_by_tenant),),
    Reach.BLOCKED: (
        Source(through=Through.ACCOUNT, rows=_user_blocked),
        Source(through=Through.UNIT, rows=_unit_blocked),
    ),
    Reach.CONFLICTED: (
        Source(through=Through.ACCOUNT, rows=_user_conflicted),
        Source(through=Through.UNIT, rows=_unit_conflicted),
    ),
}
