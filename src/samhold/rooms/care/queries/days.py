"""A worker's day: what is planned, in the order of time."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from samhold.foundation.time import day_bounds
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.access.models import User
from samhold.rooms.care.enums import AppointmentState
from samhold.rooms.care.models import Appointment, AppointmentWorker, Draft

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from samhold.rooms.people.models import Person


MOST_WORKERS = 8
"""How many workers of an appointment a list looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An appointment, and who comes."""

    appointment: Appointment
    workers: tuple[User, ...]


def day_of(*, worker: User, day: date, now: datetime) -> QuerySet[Appointment]:
    """Return the worker's appointments of a local day that the worker may read, in the order of time."""
    start, end = day_bounds(day)
    mine = Appointment.objects.visible_to(worker, Action.READ, now=now).filter(
        staffing__user_id=worker.pk,
        starts_at__gte=start,
        starts_at__lt=end,
    )
    return _with_all(mine.exclude(state=AppointmentState.CANCELLED)).order_by("starts_at", "pk")


def upcoming(*, person: Person, now: datetime, limit: int = 5) -> tuple[Planned, ...]:
    """Return the next planned appointments with a person and who comes, if the one at the door may read them."""
    if person.standing is None or not person.standing.allows(Action.READ, Category.APPOINTMENTS):
        return ()
    coming = AppointmentWorker.objects.filter(
        appointment__person_id=person.pk,
        appointment__state=AppointmentState.PLANNED,
        starts_at__gte=now,
    )
    coming = coming.select_related("user", "appointment__unit", "appointment__place").order_by("starts_at", "pk")
    found: dict[UUID, Planned] = {}
    for row in coming[: limit * MOST_WORKERS]:
        if row.appointment_id not in found and len(found) == limit:
            break
        planned = found.setdefault(row.appointment_id, Planned(appointment=row.appointment, workers=()))
        found[row.appointment_id] = replace(planned, workers=(*planned.workers, row.user))
    return tuple(found.values())


def drafts_of(*, author: User, now: datetime) -> QuerySet[Draft]:
    """Return the drafts of somebody, newest first, about persons they may still record contacts with."""
    rows = Draft.objects.visible_to(author, Action.RECORD, now=now).filter(author_id=author.pk)
    return rows.select_related("person").order_by("-saved_at", "-pk")


def draft(*, author: User, person: Person, form: str) -> Draft | None:
    """Return somebody's draft of a form about a person, if there is one."""
    return Draft.objects.filter(author_id=author.pk, person_id=person.pk, form=form).first()


def fields_of(draft: Draft) -> dict[str, str]:
    """Return the fields of a draft as they were typed."""
    return {str(name): str(value) for name, value in json.loads(draft.body).items()}


def _with_all(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    return rows.select_related("person", "unit", "place").prefetch_related("workers")
