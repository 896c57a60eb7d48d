"""A worker's day: what is planned, in the order of time."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from samhold.foundation.time import day_bounds
from samhold.infrastructure.prepared import prepared
from samhold.rooms.access.engine import scope
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.access.models import User
from samhold.rooms.care.enums import AppointmentState
from samhold.rooms.care.models import Appointment, AppointmentWorker, Contact, Draft

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from samhold.rooms.people.models import Person


MOST_WORKERS = 8
"""How many workers of an appointment a list looks at."""

_OF_WHAT_COMES = tuple(
    f"appointment__{name}"
    for name in ("tenant", "kind", "starts_at", "minutes", "where", "needs_two_workers", "state", "unit_id")
)
"""The columns that the list of what comes shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An appointment, and who comes."""

    appointment: Appointment
    workers: tuple[User, ...]

    def concerns(self, *, user_id: UUID, unit_ids: Collection[UUID]) -> bool:
        """Say whether somebody takes part, or works in the unit that planned it."""
        takes_part = any(worker.pk == user_id for worker in self.workers)
        return takes_part or self.appointment.unit_id in unit_ids


def day_of(*, worker: User, day: date, now: datetime) -> QuerySet[Appointment]:
    """
    Return the worker's appointments of a local day that the worker may read, in the order of time.

    Each has `home`, where the person lives, `knows_person`, whether the worker may read that and the phone, and
    `may_change`, whether the worker may move and cancel it.
    """
    start, end = day_bounds(day)
    mine = Appointment.objects.visible_to(worker, Action.READ, now=now).filter(
        staffing__user_id=worker.pk,
        starts_at__gte=start,
        starts_at__lt=end,
    )
    to_know = scope(worker, Action.READ, Category.IDENTITY, now=now)
    to_plan = scope(worker, Action.PLAN, Category.APPOINTMENTS, now=now)
    mine = mine.exclude(state=AppointmentState.CANCELLED).with_home().with_leave(to_know=to_know, to_plan=to_plan)
    rows: QuerySet[Appointment] = mine.prefetch_related("workers").order_by("starts_at", "pk")
    return rows


def upcoming(*, person: Person, now: datetime, limit: int = 5) -> tuple[Planned, ...]:
    """Return the next planned appointments with a person and who comes, if the one at the door may read them."""
    if person.standing is None or not person.standing.allows(Action.READ, Category.APPOINTMENTS):
        return ()
    found: dict[UUID, Planned] = {}
    for row in _coming(person_id=person.pk, now=now, limit=limit * MOST_WORKERS):
        if row.appointment_id not in found and len(found) == limit:
            break
        planned = found.setdefault(row.appointment_id, Planned(appointment=row.appointment, workers=()))
        found[row.appointment_id] = replace(planned, workers=(*planned.workers, row.user))
    return tuple(found.values())


def staffing_of(appointment: Appointment) -> Planned:
    """Return an appointment that was asked for by its door, with those who come, by name."""
    return Planned(appointment=appointment, workers=tuple(appointment.workers.order_by("name", "pk")))


def recorded_of(*, appointment: Appointment, by: User) -> Contact | None:
    """Return somebody's own newest standing contact of an appointment that came through the door."""
    rows = Contact.objects.filter(appointment_id=appointment.pk, recorded_by_id=by.pk).standing().latest_first()
    found: Contact | None = rows.first()
    if found is not None:
        found.person = appointment.person
    return found


@prepared
def _coming(*, person_id: UUID, now: datetime, limit: int) -> QuerySet[AppointmentWorker]:
    rows = AppointmentWorker.objects.filter(
        appointment__person_id=person_id,
        appointment__state=AppointmentState.PLANNED,
        starts_at__gte=now,
    )
    rows = rows.select_related("user", "appointment").only("starts_at", "user__name", "user__phone", *_OF_WHAT_COMES)
    return rows.order_by("starts_at", "pk")[:limit]


def drafts_of(*, author: User, now: datetime) -> QuerySet[Draft]:
    """Return the drafts of somebody, newest first, about persons they may still record contacts with."""
    rows = Draft.objects.visible_to(author, Action.RECORD, now=now).filter(author_id=author.pk)
    return rows.select_related("person").order_by("-saved_at", "-pk")


def draft(*, author: User, person: Person, form: str, about: str | None = None) -> Draft | None:
    """
    Return somebody's draft of a form about a person, if there is one.

    :param about: the id of what it is written about, empty for what stands alone; without it, the newest draft.
    """
    return next(iter(_newest_draft(author_id=author.pk, person_id=person.pk, form=form, about=about)), None)


@prepared
def _newest_draft(*, author_id: UUID, person_id: UUID, form: str, about: str | None) -> QuerySet[Draft]:
    rows = Draft.objects.filter(author_id=author_id, person_id=person_id, form=form)
    if about is not None:
        rows = rows.filter(about=about)
    return rows.order_by("-saved_at", "-pk")[:1]


def fields_of(draft: Draft) -> dict[str, str]:
    """Return the fields of a draft as they were typed."""
    return {str(name): str(value) for name, value in json.loads(draft.body).items()}
