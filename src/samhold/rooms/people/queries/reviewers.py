"""Who reviews an emergency access: somebody else, of the organisation that owns the person's rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from samhold.rooms.access.enums import Role
from samhold.rooms.organisations.models import Membership
from samhold.rooms.people.models import Block, Conflict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from samhold.rooms.people.models import Grant

REVIEWERS = (Role.UNIT_LEADER, Role.PRIVACY_OFFICER)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Post:
    tenant_id: UUID
    user_id: UUID
    role: str


def reviewers_of(grant: Grant, *, now: datetime) -> frozenset[UUID]:
    """Return the accounts that may review an emergency access; see `reviewers_of_each`."""
    return reviewers_of_each((grant,), now=now)[grant.pk]


def reviewers_of_each(grants: Iterable[Grant], *, now: datetime) -> dict[UUID, frozenset[UUID]]:
    """
    Return for each emergency access the accounts that may review it.

    They are the leaders and privacy officers of the organisation that owns the person's rows, but those whom a block or
    a conflict of interest keeps from the person. If that leaves nobody, its privacy officers review all the same: what
    they judge is the worker's act, and they are not shown who it was. Nobody reviews their own.
    """
    wanted = tuple(grants)
    if not wanted:
        return {}
    posts = _posts({grant.tenant_id for grant in wanted}, now)
    barred = _barred({grant.person_id for grant in wanted}, now)
    return {grant.pk: _among(posts, grant, barred.get(grant.person_id, frozenset())) for grant in wanted}


def _among(posts: Iterable[_Post], grant: Grant, barred: frozenset[UUID]) -> frozenset[UUID]:
    others = [post for post in posts if post.tenant_id == grant.tenant_id and post.user_id != grant.membership.user_id]
    free = frozenset(post.user_id for post in others) - barred
    return free or frozenset(post.user_id for post in others if post.role == Role.PRIVACY_OFFICER)


def _posts(tenants: Iterable[UUID], now: datetime) -> tuple[_Post, ...]:
    rows = Membership.objects.filter(unit__organisation_id__in=tenants, role__in=REVIEWERS, user__is_active=True)
    found = rows.open_at(now).values_list("unit__organisation_id", "user_id", "role")
    return tuple(_Post(tenant_id=tenant, user_id=user, role=role) for tenant, user, role in found)


def _barred(persons: Iterable[UUID], now: datetime) -> dict[UUID, frozenset[UUID]]:
    """Return per person whom a block or a conflict of interest names, alone or with their whole unit."""
    named = [
        *Block.objects.filter(person_id__in=persons).open_at(now).values_list("person_id", "user_id", "unit_id"),
        *Conflict.objects.filter(person_id__in=persons)
        .open_at(now)
        .values_list("person_id", "user_id", "home_unit_id"),
    ]
    members = _members({unit for _person, _user, unit in named} - {None}, now)
    found: dict[UUID, frozenset[UUID]] = {}
    for person, user, unit in named:
        users = frozenset({user} - {None}) | members.get(unit, frozenset())
        found[person] = found.get(person, frozenset()) | users
    return found


def _members(units: set[UUID], now: datetime) -> dict[UUID, frozenset[UUID]]:
    if not units:
        return {}
    found: dict[UUID, frozenset[UUID]] = {}
    for unit, user in Membership.objects.filter(unit_id__in=units).open_at(now).values_list("unit_id", "user_id"):
        found[unit] = found.get(unit, frozenset()) | {user}
    return found
