"""A worker's day: what is planned, in the order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.foundation.time import day_bounds
from samhold.rooms.access.enums import Action
from samhold.rooms.care.enums import AppointmentState
from samhold.rooms.care.models import Appointment, Draft

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person


def day_of(*, worker: User, day: date, now: datetime) -> QuerySet[Appointment]:
    """Return the worker's appointments of a local day that the worker may read, in the order of time."""
    start, end = day_bounds(day)
    mine = Appointment.objects.visible_to(worker, Action.READ, now=now).filter(
        staffing__user_id=worker.pk,
        starts_at__gte=start,
        starts_at__lt=end,
    )
    return _with_all(mine.exclude(state=AppointmentState.CANCELLED)).order_by("starts_at", "pk")


def upcoming(*, person: Person, now: datetime, limit: int = 5) -> tuple[Appointment, ...]:
    """Return the next planned appointments with a person."""
    rows = Appointment.objects.filter(person_id=person.pk, starts_at__gte=now, state=AppointmentState.PLANNED)
    return tuple(_with_all(rows).order_by("starts_at", "pk")[:limit])


def drafts_of(*, author: User, now: datetime) -> QuerySet[Draft]:
    """Return the drafts of somebody, newest first, about persons they may still record contacts with."""
    rows = Draft.objects.visible_to(author, Action.RECORD, now=now).filter(author_id=author.pk)
    return rows.select_related("person").order_by("-saved_at", "-pk")


def draft(*, author: User, person: Person, form: str) -> Draft | None:
    """Return somebody's draft of a form about a person, if there is one."""
    return Draft.objects.filter(author_id=author.pk, person_id=person.pk, form=form).first()


def _with_all(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    return rows.select_related("person", "unit", "place").prefetch_related("workers")
