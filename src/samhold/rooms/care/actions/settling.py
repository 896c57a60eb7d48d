"""
What a visit came to: its state follows from the contacts that were recorded of it, unless the planner cancelled it.

A contact settles a visit that was open to it. When it is undone, the visit gets the state that the other contacts
leave; a visit that the planner had cancelled before stays cancelled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from samhold.rooms.care.enums import AppointmentState, ContactOutcome
from samhold.rooms.care.models import Appointment, Contact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

_STATES = {
    ContactOutcome.MET: AppointmentState.DONE,
    ContactOutcome.CANCELLED_BY_PERSON: AppointmentState.CANCELLED,
    ContactOutcome.CANCELLED_BY_SERVICE: AppointmentState.CANCELLED,
    ContactOutcome.NOT_MET: AppointmentState.NOT_MET,
}


def open_to_contacts(appointments: Iterable[UUID]) -> frozenset[UUID]:
    """Return those whose state contacts settle: all but those that the planner cancelled."""
    wanted = set(appointments)
    if not wanted:
        return frozenset()
    states = dict(Appointment.objects.filter(pk__in=wanted).values_list("pk", "state"))
    cancelled = {key for key, state in states.items() if state == AppointmentState.CANCELLED}
    return frozenset(states.keys() - (cancelled - _cancelled_by_contact(cancelled)))


def _cancelled_by_contact(appointments: set[UUID]) -> set[UUID]:
    """Return those that a contact cancelled, not the planner."""
    if not appointments:
        return set()
    rows = Contact.objects.standing().filter(appointment_id__in=appointments, settles=True)
    return set(rows.values_list("appointment_id", flat=True))


def settle(appointments: Iterable[UUID], outcome: ContactOutcome) -> None:
    """Give planned appointments their state; one that another's contact has settled keeps it, unless now they met."""
    open_to = [AppointmentState.PLANNED]
    if outcome == ContactOutcome.MET:
        open_to.append(AppointmentState.NOT_MET)
    rows = Appointment.objects.filter(pk__in=appointments, state__in=open_to)
    rows.update(state=_STATES[outcome], version=F("version") + 1)


def unsettle(contact: Contact) -> None:
    """Give the appointment of an undone contact the state that its other contacts leave, if it rested on this one."""
    if not contact.settles or contact.appointment_id is None:
        return
    others = Contact.objects.standing().filter(appointment_id=contact.appointment_id, settles=True)
    state = AppointmentState.PLANNED
    for outcome in others.exclude(pk=contact.pk).order_by("recorded_at", "pk").values_list("outcome", flat=True):
        state = _after(state, ContactOutcome(outcome))
    rows = Appointment.objects.filter(pk=contact.appointment_id).exclude(state=state)
    rows.update(state=state, cancelled_by="", absence_reason="", absence_next="", version=F("version") + 1)


def plan_again(appointment: Appointment) -> None:
    """Let what the planner says now count from here: contacts recorded before no longer settle the appointment."""
    Contact.objects.filter(appointment_id=appointment.pk, settles=True).update(settles=False)


def _after(state: AppointmentState, outcome: ContactOutcome) -> AppointmentState:
    is_missed_and_met = state == AppointmentState.NOT_MET and outcome == ContactOutcome.MET
    return _STATES[outcome] if state == AppointmentState.PLANNED or is_missed_and_met else state
