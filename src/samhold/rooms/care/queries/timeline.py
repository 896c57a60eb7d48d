"""What the room of care adds to the timeline: contacts and appointments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from samhold.infrastructure.prepared import prepared
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.care.absence_enums import AbsenceNext, AbsenceReason
from samhold.rooms.care.enums import AppointmentKind, AppointmentState, CancelledBy, ContactKind, ContactOutcome
from samhold.rooms.care.models import Appointment, Contact, ContactComment
from samhold.rooms.care.models.contact import UNDO_WITHIN, ContactQuerySet
from samhold.rooms.people.enums import TimelineCategory
from samhold.rooms.people.timeline import TimelineEntry, earlier_than, moments

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person
    from samhold.rooms.people.timeline import Key, Moments

_OF_A_CONTACT = (
    *("tenant", "unit", "kind", "outcome", "took_place_at", "minutes", "text", "recorded_by", "recorded_at"),
    *("recorded_by__name", "unit__name", "absence_reason", "absence_next"),
    *("comment__tenant", "comment__contact", "comment__text", "comment__written_at", "comment__taken_back_at"),
)

_OF_AN_APPOINTMENT = (
    *("kind", "state", "cancelled_by", "absence_reason", "absence_next", "starts_at", "unit", "unit__name"),
)


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
    at, last = before
    return tuple(_contact(row, viewer, now) for row in _contacts(person_id=person.pk, at=at, last=last, limit=limit))


def absence_of(row: Appointment | Contact) -> tuple[str, ...]:
    """Return why it did not come about and what then, in words; nothing where nobody said."""
    reason = str(AbsenceReason(row.absence_reason).label) if row.absence_reason else ""
    then = str(AbsenceNext(row.absence_next).label) if row.absence_next else ""
    return tuple(words for words in (reason, then) if words)


def comment_of(contact: Contact) -> ContactComment | None:
    """Return what the person says to a contact, if it is shown; `contact` comes with its comment."""
    comment: ContactComment | None = getattr(contact, "comment", None)
    return None if comment is None or comment.taken_back_at is not None else comment


def contact_moments(*, person_id: UUID, before: Key) -> Moments:
    """Return when the contacts before a line are."""
    return moments(_contacts_before(person_id, before), at="took_place_at", kind="contacts")


def _contacts_before(person_id: UUID, before: Key) -> ContactQuerySet:
    rows: ContactQuerySet = Contact.objects.filter(earlier_than(before, at="took_place_at"), person_id=person_id)
    return rows.standing()


@prepared
def _contacts(*, person_id: UUID, at: datetime, last: UUID, limit: int) -> QuerySet[Contact]:
    rows = _contacts_before(person_id, (at, last)).latest_first().select_related("recorded_by", "unit", "comment")
    return rows.only(*_OF_A_CONTACT)[:limit]


def _contact(row: Contact, viewer: User, now: datetime) -> TimelineEntry:
    outcome = "" if row.outcome == ContactOutcome.MET else str(ContactOutcome(row.outcome).label)
    minutes = _("%(minutes)d min") % {"minutes": row.minutes} if row.minutes else ""
    comment = comment_of(row)
    return TimelineEntry(
        id=row.pk,
        at=row.took_place_at,
        category=TimelineCategory.CONTACT,
        title=str(ContactKind(row.kind).label),
        about=frozenset({Category.CONTACTS, *([] if comment is None else [Category.FEEDBACK])}),
        text=row.text,
        who=f"{row.recorded_by.name}, {row.unit.name}",
        detail=" · ".join(part for part in (outcome, minutes, *absence_of(row)) if part),
        answer="" if comment is None else comment.text,
        answered_at=None if comment is None else comment.written_at,
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
    at, last = before
    return tuple(
        TimelineEntry(
            id=row.pk,
            at=row.starts_at,
            category=TimelineCategory.APPOINTMENT,
            title=str(AppointmentKind(row.kind).label),
            about=frozenset({Category.APPOINTMENTS}),
            who=row.unit.name,
            detail=" · ".join([_state(row), *absence_of(row)]),
            is_attempt=True,
            is_open=row.state == AppointmentState.PLANNED,
        )
        for row in _appointments(person_id=person.pk, at=at, last=last, now=now, limit=limit)
    )


def appointment_moments(*, person_id: UUID, before: Key, now: datetime) -> Moments:
    """Return when the past appointments before a line are that did not become a contact."""
    return moments(_appointments_before(person_id, before, now), at="starts_at", kind="appointments")


def _appointments_before(person_id: UUID, before: Key, now: datetime) -> QuerySet[Appointment]:
    rows: QuerySet[Appointment] = Appointment.objects.filter(
        earlier_than(before), person_id=person_id, starts_at__lt=now
    )
    recorded = Contact.objects.filter(appointment_id=OuterRef("pk"), undone_at__isnull=True)
    return rows.filter(~Exists(recorded)).exclude(state=AppointmentState.DONE)


@prepared
def _appointments(*, person_id: UUID, at: datetime, last: UUID, now: datetime, limit: int) -> QuerySet[Appointment]:
    rows = _appointments_before(person_id, (at, last), now).order_by("-starts_at", "-pk")
    return rows.select_related("unit").only(*_OF_AN_APPOINTMENT)[:limit]


def _state(row: Appointment) -> str:
    return str(CancelledBy(row.cancelled_by).label if row.cancelled_by else AppointmentState(row.state).label)
