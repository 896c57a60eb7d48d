"""Who is involved with a person, as one may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models.functions import Coalesce

from samhold.infrastructure.prepared import prepared
from samhold.rooms.access.enums import Action, Category, Purpose, categories_in
from samhold.rooms.people.enums import Basis, NetworkRole, PartyKind
from samhold.rooms.people.models import Block, Conflict, Consent, NetworkMember, Person

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samhold.rooms.organisations.models import Membership

_FIRST = (NetworkRole.PRIMARY_CONTACT, NetworkRole.SECOND_CONTACT, NetworkRole.COORDINATOR)

_OF_A_CARD = (
    *("tenant", "version", "kind", "role", "name", "relation", "phone", "contact_wish", "basis", "categories"),
    *("starts_at", "ends_at", "membership__user__name", "membership__user__phone", "membership__unit__name"),
    *("membership__unit__organisation__name", "unit__name", "unit__phone", "unit__organisation__name"),
)
"""The columns that a card shows, of the twice as many of the six tables that it is drawn from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Involved:
    """
    One card of the network: who, as what, how to reach them, and when the person wants it.

    :param user_id: the worker's account; services and next of kin have none.
    """

    id: UUID
    version: int
    kind: PartyKind
    role: NetworkRole
    name: str
    where: str
    phone: str
    contact_wish: str
    basis: str
    categories: tuple[Category, ...]
    starts_at: datetime
    ends_at: datetime | None
    user_id: UUID | None = None

    @property
    def is_primary(self) -> bool:
        """Whether this is the primary contact."""
        return self.role == NetworkRole.PRIMARY_CONTACT


def members(*, person: Person, now: datetime) -> QuerySet[NetworkMember]:
    """Return the open lines of a person's network, with who they are."""
    return _open_lines(person.pk, now)


def _open_lines(person_id: UUID, now: datetime) -> QuerySet[NetworkMember]:
    rows = NetworkMember.objects.filter(person_id=person_id).open_at(now)
    return rows.select_related("membership__user", "membership__unit__organisation", "unit__organisation")


def involved(*, person: Person, now: datetime, purpose: Purpose = Purpose.CARE) -> tuple[Involved, ...]:
    """
    Return who is involved with a person who came through the door; nobody, if the viewer may not see the network.

    The primary contact comes first, then those who coordinate, then workers, services and next of kin by name.
    """
    if person.standing is None or not person.standing.allows(Action.READ, Category.NETWORK, purpose):
        return ()
    return tuple(sorted(map(card, _members(person_id=person.pk, now=now)), key=order_of))


@prepared
def _members(*, person_id: UUID, now: datetime) -> QuerySet[NetworkMember]:
    return _open_lines(person_id, now).only(*_OF_A_CARD)


def ended(*, person: Person, now: datetime, limit: int = 20) -> tuple[Involved, ...]:
    """Return who was involved with a person who came through the door, those who left last first."""
    if person.standing is None or not person.standing.allows(Action.READ, Category.NETWORK):
        return ()
    rows = NetworkMember.objects.filter(person_id=person.pk, ends_at__lte=now).order_by("-ends_at", "-pk")
    rows = rows.select_related("membership__user", "membership__unit__organisation", "unit__organisation")
    return tuple(card(member) for member in rows[:limit])


def workers(*, person: Person, now: datetime) -> tuple[Membership, ...]:
    """Return the posts of the workers in a person's network, by name, each worker and post once."""
    rows = members(person=person, now=now).filter(kind=PartyKind.WORKER)
    posts = {member.membership.pk: member.membership for member in rows if member.membership is not None}
    return tuple(sorted(posts.values(), key=lambda post: (post.user.name, str(post.pk))))


def units_involved(*, person: Person, now: datetime) -> frozenset[UUID]:
    """Return the units in a person's network, and those where its workers work."""
    rows = NetworkMember.objects.filter(person_id=person.pk).open_at(now)
    found = rows.annotate(place=Coalesce("unit_id", "membership__unit_id")).exclude(place=None)
    return frozenset(found.values_list("place", flat=True))


def card(member: NetworkMember) -> Involved:
    """Return a line of the network as its card."""
    name, where, phone = _who(member)
    return Involved(
        id=member.pk,
        version=member.version,
        kind=PartyKind(member.kind),
        role=NetworkRole(member.role),
        name=name,
        where=where,
        phone=member.phone or phone,
        contact_wish=member.contact_wish,
        basis=str(Basis(member.basis).label),
        categories=categories_in(member.categories),
        starts_at=member.starts_at,
        ends_at=member.ends_at,
        user_id=None if member.membership is None else member.membership.user.pk,
    )


def _who(member: NetworkMember) -> tuple[str, str, str]:
    if member.membership is not None:
        unit = member.membership.unit
        return member.membership.user.name, f"{unit.name}, {unit.organisation.name}", member.membership.user.phone
    if member.unit is not None:
        return member.unit.name, member.unit.organisation.name, member.unit.phone
    return member.name, member.relation, ""


def order_of(item: Involved) -> tuple[int, int, str]:
    """Return what the network is ordered by: the primary contact first, then those who coordinate, then by name."""
    first = _FIRST.index(item.role) if item.role in _FIRST else len(_FIRST)
    return first, list(PartyKind).index(item.kind), item.name


def consents(*, person: Person) -> QuerySet[Consent]:
    """Return a person's consents, those that hold and those that do not, newest first."""
    rows = Consent.objects.filter(person_id=person.pk).select_related("recipient__organisation", "recorded_by")
    return rows.order_by("-starts_at", "-pk")


def blocks(*, person: Person) -> QuerySet[Block]:
    """Return a person's blocks, newest first."""
    rows = Block.objects.filter(person_id=person.pk).select_related("user", "unit__organisation", "recorded_by")
    return rows.order_by("-starts_at", "-pk")


def conflicts(*, person: Person, now: datetime) -> QuerySet[Conflict]:
    """Return a person's open conflicts of interest."""
    rows = Conflict.objects.filter(person_id=person.pk).open_at(now)
    return rows.select_related("user", "home_unit__organisation", "routed_unit__organisation").order_by("starts_at")
