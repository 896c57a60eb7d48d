"""What the room of care adds to the timeline: contacts and appointments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.care.enums import AppointmentKind, AppointmentState, ContactKind, ContactOutcome
from samhold.rooms.care.models import Appointment, Contact
from samhold.rooms.care.models.contact import UNDO_WITHIN
from samhold.rooms.people.enums import TimelineCategory
from samhold.rooms.people.timeline import TimelineEntry, earlier_than

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person
    from samhold.rooms.people.timeline import Key


def contacts(
    *,
    person: Person,
    viewer: User,
    before: Key,
    limit: int,
    now: datetime,
    purpose: Purpose = Purpose.CARE,
) -> tuple[TimelineEntry, ...]:
    """Return the newest contacts before a line, if the one at the door may read them."""
    if person.standing is None or not person.standing.allows(Action.READ, Category.CONTACTS, purpose):
        return ()
    rows = Contact.objects.filter(earlier_than(before, at="took_place_at"), person_id=person.pk).standing()
    rows = rows.latest_first().select_related("recorded_by", "unit")
    return tuple(_contact(row, viewer, now) for row in rows[:limit])


def _contact(row: Contact, viewer: User, now: datetime) -> TimelineEntry:
    outcome = "" if row.outcome == ContactOutcome.MET else str(ContactOutcome(row.outcome).label)
    minutes = _("%(minutes)d min") % {"minutes": row.minutes} if row.minutes else ""
    return TimelineEntry(
        id=row.pk,
        at=row.took_place_at,
        category=TimelineCategory.CONTACT,
        title=str(ContactKind(row.kind).label),
        text=row.text,
        who=f"{row.recorded_by.name}, {row.unit.name}",
        detail=" · ".join(part for part in (outcome, minutes) if part),
        is_own=row.recorded_by_id == viewer.pk,
        can_undo=row.recorded_by_id == viewer.pk and now - row.recorded_at <= UNDO_WITHIN,
        is_attempt=row.outcome != ContactOutcome.MET,
    )


def appointments(
    *,
    person: Person,
    before: Key,
    limit: int,
    now: datetime,
    purpose: Purpose = Purpose.CARE,
) -> tuple[TimelineEntry, ...]:
    """Return the newest past appointments that did not become a contact, if the one at the door may read them."""
    if person.standing is None or not person.standing.allows(Action.READ, Category.APPOINTMENTS, purpose):
        return ()
    rows = Appointment.objects.filter(earlier_than(before), person_id=person.pk, starts_at__lt=now)
    recorded = Contact.objects.filter(appointment_id=OuterRef("pk"), undone_at__isnull=True)
    rows = rows.filter(~Exists(recorded)).exclude(state=AppointmentState.DONE).order_by("-starts_at", "-pk")
    return tuple(
        TimelineEntry(
            id=row.pk,
            at=row.starts_at,
            category=TimelineCategory.APPOINTMENT,
            title=str(AppointmentKind(row.kind).label),
            who=row.unit.name,
            detail=str(AppointmentState(row.state).label),
            is_attempt=True,
            is_open=row.state == AppointmentState.PLANNED,
        )
        for row in rows.select_related("unit")[:limit]
    )
