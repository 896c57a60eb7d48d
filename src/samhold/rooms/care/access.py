"""The relation that the room binds to a reach: on shift for the person today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, IntegerField, Q, QuerySet, Value

from samhold.foundation.time import day_bounds, local_day
from samhold.rooms.access import engine
from samhold.rooms.access.enums import EVERYTHING, Reach
from samhold.rooms.care.enums import AppointmentState
from samhold.rooms.care.models import Appointment

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def on_shift(actor_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg] # values, not models
    """Return the persons whom the actor is planned to meet today, in the role they have in the unit that comes."""
    start, end = day_bounds(local_day(now))
    in_unit = Q(unit__memberships__user_id=actor_id, unit__memberships__starts_at__lte=now) & (
        Q(unit__memberships__ends_at__isnull=True) | Q(unit__memberships__ends_at__gt=now)
    )
    rows = Appointment.objects.filter(
        in_unit,
        staffing__user_id=actor_id,
        starts_at__gte=start,
        starts_at__lt=end,
    ).exclude(state=AppointmentState.CANCELLED)
    return rows.values(
        person_key=F("person_id"),
        role_key=F("unit__memberships__role"),
        mask_key=Value(EVERYTHING, IntegerField()),
    )


def bind_reaches() -> None:
    """Bind the reach that rests on the room's tables."""
    engine.bind(Reach.ON_SHIFT, on_shift)
