from datetime import timedelta

import pytest

from samhold.foundation.errors import NotAllowed
from samhold.rooms.access.enums import Purpose
from samhold.rooms.care.absence_enums import AbsenceNext, AbsenceReason
from samhold.rooms.care.actions import cancellings, contacts, missed
from samhold.rooms.care.enums import AppointmentKind, CancelledBy, ContactKind, ContactOutcome
from samhold.rooms.care.models import Appointment, Contact
from samhold.rooms.care.queries.absences import DAYS, absences_in
from samhold.rooms.care.queries.timeline import appointments as appointments_told
from samhold.rooms.care.queries.timeline import contacts as contacts_told
from samhold.rooms.people.access import access_person
from samhold.rooms.people.timeline import LATEST
from tests.rooms.conftest import NOW
from tests.support.factories.care import AppointmentFactory

HOUR = timedelta(hours=1)


def not_met(near, *, by=None, **changes):
    values = {"kind": ContactKind.HOME_VISIT, "outcome": ContactOutcome.NOT_MET, "minutes": 0}
    contact = contacts.NewContact(**values | {"took_place_at": NOW - HOUR} | changes)
    return contacts.record(person=near.person, unit=near.unit, contact=contact, by=by or near.worker, now=NOW)


def at_the_door(near):
    return access_person(actor=near.worker, person_id=near.person.pk, purpose=Purpose.CARE, now=NOW)


def test_why_and_what_then_are_stored_and_told(near):
    not_met(near, absence_reason=AbsenceReason.FORGOT, absence_next=AbsenceNext.LOOK_IN)

    told = contacts_told(person=at_the_door(near), viewer=near.worker, before=(NOW, LATEST), limit=5, now=NOW)

    stored = Contact.objects.get()
    assert (stored.absence_reason, stored.absence_next) == ("FORGOT", "LOOK_IN")
    assert told[0].detail == "Not met · Forgot it · We look in"


def test_a_cancelling_tells_why_and_restoring_forgets_it(near):
    visit = AppointmentFactory(person=near.person, unit=near.unit, kind=AppointmentKind.CALL, starts_at=NOW - HOUR)
    who, reason, then = CancelledBy.PERSON, AbsenceReason.UNWELL, AbsenceNext.PHONE

    cancellings.cancel(appointment=visit, cancelled_by=who, reason=reason, then=then, by=near.worker, now=NOW)
    told = appointments_told(person=at_the_door(near), before=(NOW, LATEST), limit=5, now=NOW)
    cancellings.restore(appointment=visit, by=near.worker, now=NOW)

    stored = Appointment.objects.get()
    assert told[0].detail == "Cancelled by the person · Ill or unwell · We ring"
    assert (stored.cancelled_by, stored.absence_reason, stored.absence_next) == ("", "", "")


def test_why_is_said_afterwards_by_whoever_recorded(near, log):
    contact = not_met(near)

    missed.explain(contact=contact, reason=AbsenceReason.STAFF, then=None, by=near.worker, now=NOW)

    stored = Contact.objects.get()
    assert (stored.absence_reason, stored.absence_next, stored.version) == ("STAFF", "", 2)
    assert log() == ("RECORD", "DONE", near.person.pk)


def test_only_ones_own_that_was_not_met_is_explained(near, stranger):
    contact, met = not_met(near), not_met(near, outcome=ContactOutcome.MET)

    with pytest.raises(NotAllowed):
        missed.explain(contact=contact, reason=None, then=None, by=stranger, now=NOW)
    with pytest.raises(missed.TheyMet):
        missed.explain(contact=met, reason=AbsenceReason.OTHER, then=None, by=near.worker, now=NOW)


def test_what_did_not_come_about_is_counted_by_whom_and_why(near, stranger):
    not_met(near, absence_reason=AbsenceReason.FORGOT)
    not_met(near, outcome=ContactOutcome.CANCELLED_BY_PERSON, absence_reason=AbsenceReason.FORGOT)
    not_met(near)
    not_met(near, outcome=ContactOutcome.MET, minutes=30)
    not_met(near, took_place_at=NOW - timedelta(days=DAYS + 1))
    visits = [AppointmentFactory(person=near.person, unit=near.unit, starts_at=NOW - HOUR) for _number in range(2)]
    for visit, who in zip(visits, (CancelledBy.SERVICE, None), strict=True):
        cancellings.cancel(
            appointment=visit, cancelled_by=who, reason=who and AbsenceReason.STAFF, by=near.worker, now=NOW
        )

    found = absences_in(unit_id=near.unit.pk, viewer=near.worker, now=NOW)
    hidden = absences_in(unit_id=near.unit.pk, viewer=stranger, now=NOW)

    rows = [(row.reason, row.by_person, row.by_service, row.not_met) for row in found.rows]
    assert rows == [("FORGOT", 1, 0, 1), ("STAFF", 0, 1, 0), (None, 0, 0, 1)]
    assert (found.tried, found.missed, hidden.tried) == (5, 4, 0)
