from datetime import timedelta

import pytest

from samhold.foundation.errors import NotAllowed, NotAvailable
from samhold.foundation.identifiers import new_id
from samhold.infrastructure.idempotency import KeyReused, MutationKey
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.access import noted
from samhold.rooms.care.access import access_contact
from samhold.rooms.care.actions import cancellings, contacts, drafts
from samhold.rooms.care.enums import CancelledBy, ContactKind, ContactOutcome
from samhold.rooms.care.models import Appointment, Contact, Draft
from samhold.rooms.care.queries.timeline import contacts as timeline
from samhold.rooms.people.actions.taken_back import NothingToTakeBack
from samhold.rooms.people.timeline import LATEST
from tests.rooms.conftest import NOW
from tests.support.factories.care import AppointmentFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NetworkMemberFactory, PersonFactory


def new(**changes):
    values = {"kind": ContactKind.HOME_VISIT, "outcome": ContactOutcome.MET, "minutes": 45, "text": " Talked. "}
    return contacts.NewContact(**values | {"took_place_at": NOW - timedelta(hours=1)} | changes)


def record(near, contact=None, *, by=None, **more):
    contact = contact or new()
    return contacts.record(
        person=near.person, unit=near.unit, contact=contact, by=by or near.worker, **{"now": NOW} | more
    )


def test_a_recorded_contact_is_logged_and_its_draft_is_gone(near, log):
    form, fields = contacts.CONTACT_FORM, {"text": "Tal"}
    draft = drafts.save(person=near.person, form=form, fields=fields, by=near.worker, now=NOW)

    made = record(near, draft=draft)

    assert (made.text, made.tenant_id, made.recorded_by) == ("Talked.", near.person.tenant_id, near.worker)
    assert (log(), Draft.objects.count()) == (("RECORD", "DONE", near.person.pk), 0)


def test_one_key_makes_one_contact_and_no_other_text(near):
    key = MutationKey(value=new_id(), actor_id=near.worker.pk, payload={"text": "a"}, sent_at=NOW)
    first, second = record(near, key=key), record(near, key=key)

    with pytest.raises(KeyReused):
        record(near, key=MutationKey(value=key.value, actor_id=near.worker.pk, payload={"text": "b"}, sent_at=NOW))

    assert (first.pk, Contact.objects.count()) == (second.pk, 1)


def test_a_stranger_records_nothing(near, stranger):
    with pytest.raises(NotAllowed):
        record(near, by=stranger)


def test_nothing_is_recorded_before_it_happened(near):
    with pytest.raises(contacts.ContactInFuture):
        record(near, new(took_place_at=NOW + timedelta(seconds=1)))


@pytest.mark.parametrize("minutes", [-1, 1441])
def test_a_contact_fits_in_a_day(near, minutes):
    with pytest.raises(contacts.TooManyMinutes):
        record(near, new(minutes=minutes))


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ("MET", "DONE"),
        ("NOT_MET", "NOT_MET"),
        ("CANCELLED_BY_PERSON", "CANCELLED"),
        ("CANCELLED_BY_SERVICE", "CANCELLED"),
    ],
)
def test_the_appointment_gets_its_state_and_gives_it_back_when_undone(near, outcome, state):
    visit = AppointmentFactory(person=near.person, unit=near.unit)

    made = record(near, new(outcome=ContactOutcome(outcome), appointment=visit))
    states = [Appointment.objects.get().state]
    contacts.undo(contact=made, by=near.worker, now=NOW)
    states.append(Appointment.objects.get().state)
    contacts.redo(contact=made, by=near.worker, now=NOW)

    assert [*states, Appointment.objects.get().state] == [state, "PLANNED", state]


def test_an_undone_contact_is_kept_and_not_shown(near):
    made = record(near)
    contacts.undo(contact=made, by=near.worker, now=NOW)
    found = access_contact(actor=near.worker, person_id=near.person.pk, contact_id=made.pk, now=NOW)

    assert timeline(person=found.person, viewer=near.worker, before=(NOW, LATEST), limit=5, now=NOW) == ()
    with pytest.raises(contacts.UndoneAlready):
        contacts.undo(contact=made, by=near.worker, now=NOW)


def test_a_contact_is_undone_within_a_day(near):
    made = record(near)

    with pytest.raises(contacts.TooLateToUndo):
        contacts.undo(contact=made, by=near.worker, now=NOW + timedelta(hours=24, seconds=1))


@pytest.mark.parametrize("change", [contacts.undo, contacts.redo])
def test_only_ones_own_contact_is_taken_back(near, change):
    colleague = NetworkMemberFactory(person=near.person, membership=MembershipFactory(unit=near.unit))
    made = record(near)

    with pytest.raises(NotAllowed):
        change(contact=made, by=colleague.membership.user, now=NOW)

    assert [(one.action, one.person_id) for one in noted.take()] == [("RECORD", near.person.pk)]


def test_a_stale_text_loses_neither(near):
    made = record(near)
    contacts.change_text(contact=Contact.objects.get(), base_version=made.version, text="One", by=near.worker, now=NOW)

    with pytest.raises(StaleVersion) as stale:
        contacts.change_text(
            contact=Contact.objects.get(), base_version=made.version, text="Two", by=near.worker, now=NOW
        )

    assert stale.value.differences() == (("text", "One", "Two"),)


def test_a_contact_of_another_person_is_not_there(near):
    made = record(near)
    other = NetworkMemberFactory(membership=near.post, person=PersonFactory(tenant=near.person.tenant))

    with pytest.raises(NotAvailable):
        access_contact(actor=near.worker, person_id=other.person_id, contact_id=made.pk, now=NOW)


def test_a_text_is_not_in_the_database_as_it_was_written(near):
    from django.db import connection

    record(near, new(text="Kanarifugl"))

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM care_contact")
        assert "Kanarifugl" not in str(cursor.fetchall())


def test_a_second_contact_settles_nothing_again_and_undone_leaves_the_first(near):
    visit = AppointmentFactory(person=near.person, unit=near.unit)

    def state():
        return Appointment.objects.values_list("state", "version").get()

    missed, met = (new(outcome=ContactOutcome(outcome), appointment=visit) for outcome in ("NOT_MET", "MET"))
    first = record(near, missed)
    states = [state()]
    second = record(near, met)
    states.append(state())
    third = record(near, missed)
    states.append(state())
    contacts.undo(contact=third, by=near.worker, now=NOW)
    contacts.undo(contact=first, by=near.worker, now=NOW)
    states.append(state())
    contacts.undo(contact=second, by=near.worker, now=NOW)

    assert [*states, state()] == [("NOT_MET", 2), ("DONE", 3), ("DONE", 3), ("DONE", 3), ("PLANNED", 4)]


@pytest.mark.parametrize("outcome", ["MET", "NOT_MET", "CANCELLED_BY_PERSON"])
def test_a_visit_that_the_planner_cancelled_stays_so_when_a_contact_of_it_is_undone(near, outcome):
    visit = AppointmentFactory(person=near.person, unit=near.unit)
    cancellings.cancel(appointment=visit, cancelled_by=CancelledBy.SERVICE, by=near.worker, now=NOW)
    made = record(near, new(outcome=ContactOutcome(outcome), appointment=visit))

    contacts.undo(contact=made, by=near.worker, now=NOW)
    contacts.redo(contact=made, by=near.worker, now=NOW)
    contacts.undo(contact=made, by=near.worker, now=NOW)

    assert Appointment.objects.values_list("state", "version").get() == ("CANCELLED", 2)


def test_a_visit_that_was_missed_and_met_is_missed_again_when_the_meeting_is_undone(near):
    visit = AppointmentFactory(person=near.person, unit=near.unit)
    record(near, new(outcome=ContactOutcome.NOT_MET, appointment=visit))
    met = record(near, new(appointment=visit))

    contacts.undo(contact=met, by=near.worker, now=NOW)

    assert Appointment.objects.get().state == "NOT_MET"


def test_a_visit_that_the_person_cancelled_and_kept_is_done_when_the_cancelling_is_undone(near):
    visit = AppointmentFactory(person=near.person, unit=near.unit)
    cancelled = record(near, new(outcome=ContactOutcome.CANCELLED_BY_PERSON, appointment=visit))
    record(near, new(appointment=visit))

    contacts.undo(contact=cancelled, by=near.worker, now=NOW)

    assert Appointment.objects.get().state == "DONE"


def test_a_visit_that_is_planned_again_and_cancelled_owes_nothing_to_earlier_contacts(near):
    visit = AppointmentFactory(person=near.person, unit=near.unit)
    made = record(near, new(outcome=ContactOutcome.CANCELLED_BY_PERSON, appointment=visit))
    cancellings.restore(appointment=Appointment.objects.get(), by=near.worker, now=NOW)
    cancellings.cancel(appointment=Appointment.objects.get(), cancelled_by=CancelledBy.SERVICE, by=near.worker, now=NOW)

    contacts.undo(contact=Contact.objects.get(pk=made.pk), by=near.worker, now=NOW)

    assert Appointment.objects.get().state == "CANCELLED"


def test_nobody_is_missed_before_the_day_of_the_visit(near):
    visit = AppointmentFactory(person=near.person, unit=near.unit, starts_at=NOW + timedelta(days=1))

    with pytest.raises(contacts.ContactInFuture):
        record(near, new(outcome=ContactOutcome.NOT_MET, appointment=visit))

    assert Appointment.objects.get().state == "PLANNED"


@pytest.mark.parametrize(("is_undone", "later"), [(False, timedelta()), (True, timedelta(hours=24, seconds=1))])
def test_a_contact_that_stands_or_is_old_is_not_taken_up_again(near, is_undone, later):
    made = record(near)
    if is_undone:
        contacts.undo(contact=made, by=near.worker, now=NOW)

    with pytest.raises(NothingToTakeBack):
        contacts.redo(contact=made, by=near.worker, now=NOW + later)
