"""Actions with several persons at once leave the rows that the actions with one leave, and refuse what they refuse."""

from datetime import UTC, datetime, timedelta

import pytest

from samhold.foundation.errors import NotAllowed
from samhold.rooms.access.models import AuditEvent
from samhold.rooms.care.actions import appointments, contacts
from samhold.rooms.care.enums import AppointmentKind, AppointmentState, ContactKind, ContactOutcome
from samhold.rooms.care.models import Appointment, AppointmentWorker, Contact
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NetworkMemberFactory, PersonFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 4, 15, tzinfo=UTC)
OUTCOMES = (ContactOutcome.MET, ContactOutcome.NOT_MET, ContactOutcome.CANCELLED_BY_PERSON, ContactOutcome.MET)


@pytest.fixture
def place():
    return MembershipFactory()


@pytest.fixture
def persons(place):
    members = [
        NetworkMemberFactory(membership=place, person=PersonFactory(tenant=place.unit.organisation)) for _ in OUTCOMES
    ]
    return [member.person for member in members]


def visit(place, hour):
    return appointments.NewAppointment(
        kind=AppointmentKind.HOME_VISIT,
        starts_at=NOW + timedelta(hours=hour, minutes=1),
        minutes=45,
        workers=(place.user,),
    )


def contact(outcome, appointment=None):
    return contacts.NewContact(
        kind=ContactKind.HOME_VISIT,
        outcome=outcome,
        took_place_at=NOW - timedelta(hours=1),
        minutes=40,
        text=f" {outcome} ",
        appointment=appointment,
    )


def rows(model):
    leave_out = {"id", "appointment_id", "contact_id"}
    names = [field.attname for field in model._meta.concrete_fields if field.attname not in leave_out]
    return [{name: getattr(row, name) for name in names} for row in model.objects.order_by("pk")]


def events():
    return [(event.actor_id, event.person_id, event.action, event.at) for event in AuditEvent.objects.order_by("pk")]


def left_behind():
    left = [rows(Contact), rows(Appointment), rows(AppointmentWorker), events()]
    Contact.objects.all().delete()
    AppointmentWorker.objects.all().delete()
    Appointment.objects.all().delete()
    return left


def test_many_and_one_leave_equal_rows(place, persons):
    by, unit = place.user, place.unit

    def one_by_one():
        for hour, (person, outcome) in enumerate(zip(persons, OUTCOMES, strict=True)):
            planned = appointments.plan(person=person, unit=unit, appointment=visit(place, hour), by=by, now=NOW)
            made = contact(outcome, planned)
            contacts.record(person=person, unit=unit, contact=made, by=by, now=NOW)

    def together():
        wanted = [
            appointments.Entry(person=person, unit=unit, appointment=visit(place, hour))
            for hour, person in enumerate(persons)
        ]
        planned = appointments.plan_each(entries=wanted, by=by, now=NOW)
        entries = [
            contacts.Entry(person=person, unit=unit, contact=contact(outcome, made))
            for person, outcome, made in zip(persons, OUTCOMES, planned, strict=True)
        ]
        contacts.record_each(entries=entries, by=by, now=NOW)

    one_by_one()
    first = left_behind()
    together()
    second = left_behind()

    assert first[:3] == second[:3]
    count = len(first[3])
    assert sorted(first[3], key=str) == sorted(second[3][count:], key=str)


def test_record_each_with_a_stranger_among_them_records_nothing(place, persons):
    stranger = PersonFactory(tenant=place.unit.organisation)
    entries = [
        contacts.Entry(person=person, unit=place.unit, contact=contact(ContactOutcome.MET))
        for person in (*persons, stranger)
    ]

    with pytest.raises(NotAllowed):
        contacts.record_each(entries=entries, by=place.user, now=NOW)

    assert Contact.objects.count() == 0


def test_record_each_in_the_future_is_refused(place, persons):
    entry = contacts.Entry(person=persons[0], unit=place.unit, contact=contact(ContactOutcome.MET))

    with pytest.raises(contacts.ContactInFuture):
        contacts.record_each(entries=[entry], by=place.user, now=NOW - timedelta(hours=2))


def test_plan_each_with_a_worker_from_elsewhere_plans_nothing(place, persons):
    elsewhere = MembershipFactory()
    wanted = [
        appointments.Entry(person=persons[0], unit=place.unit, appointment=visit(place, 1)),
        appointments.Entry(person=persons[1], unit=place.unit, appointment=visit(elsewhere, 1)),
    ]

    with pytest.raises(appointments.WorkerElsewhere):
        appointments.plan_each(entries=wanted, by=place.user, now=NOW)

    assert Appointment.objects.count() == 0


def test_record_each_settles_every_appointment(place, persons):
    by, unit = place.user, place.unit
    planned = appointments.plan_each(
        entries=[
            appointments.Entry(person=person, unit=unit, appointment=visit(place, hour))
            for hour, person in enumerate(persons)
        ],
        by=by,
        now=NOW,
    )

    contacts.record_each(
        entries=[
            contacts.Entry(person=person, unit=unit, contact=contact(outcome, made))
            for person, outcome, made in zip(persons, OUTCOMES, planned, strict=True)
        ],
        by=by,
        now=NOW,
    )

    states = [Appointment.objects.get(pk=made.pk).state for made in planned]
    expected = [AppointmentState.DONE, AppointmentState.NOT_MET, AppointmentState.CANCELLED, AppointmentState.DONE]
    assert states == expected
