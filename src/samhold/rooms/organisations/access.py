"""How the room answers for who somebody is: their roles, their units, the tenants they act in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from samhold.rooms.access.enums import Role
from samhold.rooms.organisations.models import Agreement, Membership

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def roles_of(user_id: UUID, now: datetime) -> frozenset[Role]:
    """Return the roles of somebody's open memberships."""
    roles = Membership.objects.filter(user_id=user_id).open_at(now).values_list("role", flat=True)
    return frozenset(Role(role) for role in roles)


def memberships_of(user_id: UUID, now: datetime) -> QuerySet[Membership]:
    """Return somebody's open memberships, with unit and organisation."""
    return Membership.objects.filter(user_id=user_id).open_at(now).select_related("unit__organisation")


def tenants_of(user_id: UUID, now: datetime) -> frozenset[UUID]:
    """Return the organisations somebody acts in: their units', and those their units serve by agreement."""
    own = set(Membership.objects.filter(user_id=user_id).open_at(now).values_list("unit__organisation_id", flat=True))
    guests = (
        Agreement.objects.filter(unit__memberships__in=Membership.objects.filter(user_id=user_id).open_at(now))
        .filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), starts_at__lte=now)
        .values_list("guest_id", flat=True)
    )
    return frozenset(own | set(guests))
