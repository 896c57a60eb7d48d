"""The doors to a contact and an appointment, and the relation that the room binds: on shift for the person today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, IntegerField, Q, QuerySet, Value

from samhold.foundation.errors import NotAvailable
from samhold.foundation.time import day_bounds, local_day
from samhold.rooms.access import sources
from samhold.rooms.access.enums import EVERYTHING, Action, Category, Purpose, Reach
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.care.enums import AppointmentState
from samhold.rooms.care.models import Appointment, Contact
from samhold.rooms.people.access import access_person

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.access.engine import Actor
    from samhold.rooms.people.models import Person


def access_contact(*, actor: Actor, person_id: UUID, contact_id: UUID, now: datetime) -> Contact:
    """
    Return a contact with a person whom the actor may read; its `person` has the actor's standing.

    :raises NotAvailable: if person or contact is unknown or hidden; the attempt is logged as refused.
    """
    person = _person(actor, person_id, Category.CONTACTS, "contact", now)
    rows = Contact.objects.filter(pk=contact_id, person_id=person_id).select_related("recorded_by", "unit")
    contact = rows.select_related("appointment").first()
    if contact is None:
        raise NotAvailable
    contact.person = person
    return contact


def access_appointment(*, actor: Actor, person_id: UUID, appointment_id: UUID, now: datetime) -> Appointment:
    """
    Return an appointment with a person whom the actor may read; its `person` has the actor's standing.

    :raises NotAvailable: if person or appointment is unknown or hidden; the attempt is logged as refused.
    """
    person = _person(actor, person_id, Category.APPOINTMENTS, "appointment", now)
    rows = Appointment.objects.filter(pk=appointment_id, person_id=person_id).select_related("unit", "place")
    appointment = rows.first()
    if appointment is None:
        raise NotAvailable
    appointment.person = person
    return appointment


def _person(actor: Actor, person_id: UUID, category: Category, subject: str, now: datetime) -> Person:
    person = access_person(
        actor=actor,
        person_id=person_id,
        purpose=Purpose.CARE,
        now=now,
        subject=subject,
        categories=(category,),
    )
    if person.standing is None or not person.standing.allows(Action.READ, category):
        note(
            Refusal(
                action=Action.READ,
                at=now,
                actor_id=actor.pk,
                person_id=person_id,
                category=category,
                subject=subject,
                purpose=Purpose.CARE,
            ),
        )
        raise NotAvailable
    return person


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
    sources.bind(Reach.ON_SHIFT, on_shift)
