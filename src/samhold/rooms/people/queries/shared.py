"""What is shared with whom: for each in the network what they can read, as the rules, the card and the blocks say."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from samhold.foundation.time import is_open
from samhold.rooms.access.ceilings import readable_at_most
from samhold.rooms.access.enums import Action, Category, Reach, Role, categories_in
from samhold.rooms.organisations.models import Membership
from samhold.rooms.people.enums import NetworkRole, PartyKind
from samhold.rooms.people.models import Block, Consent, NetworkMember
from samhold.rooms.people.queries.network import blocks, card, consents, members, order_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from samhold.rooms.people.models import Person

_BY_UNIT = frozenset({Reach.UNIT_CARES, Reach.TEAM_CASELOAD, Reach.ON_SHIFT, Reach.LEADS_UNIT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """
    Somebody with whom something is shared: who, as what, what they read, and what is closed to them.

    :param has_log_in: whether they can log in at all; kin who cannot are only called.
    """

    id: UUID
    name: str
    where: str
    role: NetworkRole
    kind: PartyKind
    reads: tuple[Category, ...]
    closed: tuple[Category, ...]
    has_log_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidYes:
    """A consent that holds, and what it really opens: what nobody in the unit may read by any rule is left out."""

    consent: Consent
    reads: tuple[Category, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Consents that hold and those that were withdrawn, blocks that hold, and everybody in the network."""

    yes: tuple[SaidYes, ...] = ()
    withdrawn: tuple[Consent, ...] = ()
    no: tuple[Block, ...] = ()
    readers: tuple[Recipient, ...] = ()


def shared_with(*, person: Person, now: datetime) -> Shared:
    """Return with whom what is shared of a person who came through the door, if the network may be read."""
    if person.standing is None or not person.standing.allows(Action.READ, Category.NETWORK):
        return Shared()
    said = tuple(consents(person=person))
    for row in said:
        row.person = person
    held = [row for row in said if is_open(row.starts_at, row.ends_at, now)]
    shut = tuple(row for row in blocks(person=person) if is_open(row.starts_at, row.ends_at, now))
    lines = sorted(members(person=person, now=now), key=lambda row: order_of(card(row)))
    units = {row.recipient_id for row in held} | {row.unit_id for row in lines if row.unit_id is not None}
    roles = _roles(units, now)
    by_consent = {Reach.CONSENTED}
    return Shared(
        yes=tuple(
            SaidYes(consent=row, reads=_within(row.categories, roles[row.recipient_id], by_consent)) for row in held
        ),
        withdrawn=tuple(row for row in said if row.withdrawn_at is not None),
        no=shut,
        readers=tuple(_recipient(row, roles, shut) for row in lines),
    )


def _roles(unit_ids: Iterable[UUID], now: datetime) -> Mapping[UUID, frozenset[Role]]:
    """Return which roles work in each unit now."""
    found: defaultdict[UUID, frozenset[Role]] = defaultdict(frozenset)
    rows = Membership.objects.filter(unit_id__in=set(unit_ids)).open_at(now)
    for unit_id, role in rows.values_list("unit_id", "role").distinct():
        found[unit_id] |= {Role(role)}
    return found


def _recipient(row: NetworkMember, roles: Mapping[UUID, frozenset[Role]], shut: tuple[Block, ...]) -> Recipient:
    shown = card(row)
    reads = _reads(row, roles)
    closed = frozenset(
        category for block in shut if _is_against(block, row) for category in categories_in(block.categories)
    )
    return Recipient(
        id=row.pk,
        name=shown.name,
        where=shown.where,
        role=shown.role,
        kind=shown.kind,
        reads=tuple(category for category in reads if category not in closed),
        closed=tuple(category for category in reads if category in closed),
        has_log_in=row.kind != PartyKind.NEXT_OF_KIN or row.account_id is not None,
    )


def _reads(row: NetworkMember, roles: Mapping[UUID, frozenset[Role]]) -> tuple[Category, ...]:
    if row.membership is not None:
        reaches = {Reach.IN_NETWORK}
        reaches |= {Reach.PRIMARY_CONTACT} if row.role == NetworkRole.PRIMARY_CONTACT else set()
        return _within(row.categories, {Role(row.membership.role)}, reaches)
    if row.unit_id is not None:
        return _within(row.categories, roles[row.unit_id], _BY_UNIT)
    if row.account_id is None:
        return ()
    is_guardian = row.role == NetworkRole.GUARDIAN
    role, reach = (Role.GUARDIAN, Reach.GUARDIAN_SCOPE) if is_guardian else (Role.NEXT_OF_KIN, Reach.KIN_CONSENTED)
    return _within(row.categories, {role}, {reach})


def _within(mask: int, roles: Iterable[Role], reaches: Iterable[Reach]) -> tuple[Category, ...]:
    may = readable_at_most(frozenset(roles), frozenset(reaches))
    return tuple(category for category in categories_in(mask) if category in may)


def _is_against(block: Block, row: NetworkMember) -> bool:
    """Say whether a block concerns a line: its worker, or the unit that it or its worker is of."""
    if row.membership is not None:
        return block.user_id == row.membership.user_id or block.unit_id == row.membership.unit_id
    if row.unit_id is not None:
        return block.unit_id == row.unit_id
    return block.user_id is not None and block.user_id == row.account_id
