import pytest

from samhold.rooms.access.enums import Role
from samhold.rooms.care.enums import AppointmentState, CancelledBy
from samhold.rooms.care.models import Contact
from tests.sites.staff.test_contacts import newest, typed
from tests.support.factories.life import AbsencePlanFactory
from tests.support.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(scene):
    return f"/persons/{scene.person.pk}/"


@pytest.mark.parametrize(
    ("then", "onward"), [("PHONE", "/persons/{}/"), ("NEW_TIME", "/persons/{}/appointments/new/"), ("", "/persons/{}/")]
)
def test_why_nobody_was_met_is_asked_beside_the_outcome(scene, worker_client, address, then, onward):
    sent = typed(scene, outcome="NOT_MET", absence_reason="FORGOT", absence_next=then)

    answer = worker_client.post(f"{address}contacts/new/", sent)

    assert answer["Location"] == onward.format(scene.person.pk)
    assert (newest().absence_reason, newest().absence_next) == ("FORGOT", then)


def test_who_met_explains_nothing(scene, worker_client, address):
    worker_client.post(f"{address}contacts/new/", typed(scene, absence_reason="FORGOT", absence_next="PHONE"))

    assert (newest().absence_reason, newest().absence_next) == ("", "")


def test_what_the_person_wants_when_they_do_not_come_stands_where_it_is_needed(scene, worker_client, address):
    AbsencePlanFactory(person=scene.person, text="Ring søstera mi først.")
    visit = scene.visits[0]
    page = f"{address}appointments/{visit.pk}/"

    form = worker_client.get(f"{address}contacts/new/").content.decode()
    answer = worker_client.post(f"{page}not-met/?from=my_day")
    shown = worker_client.get(answer["Location"]).content.decode()
    saved = worker_client.post(answer["Location"], {"absence_reason": "ELSEWHERE", "absence_next": "LOOK_IN"})

    told = Contact.objects.get(appointment=visit)
    assert answer["Location"] == f"{page}why-not/?from=my_day"
    assert ["Ring søstera mi først." in text for text in (form, shown)] == [True, True]
    assert (told.absence_reason, told.absence_next, told.version) == ("ELSEWHERE", "LOOK_IN", 2)
    assert saved["Location"].startswith("/my-day/")


def test_a_visit_that_somebody_else_recorded_is_not_explained(scene, worker_client, address):
    answer = worker_client.get(f"{address}appointments/{scene.visits[0].pk}/why-not/", follow=True)

    assert 'data-tone="danger"' in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (
            {"cancelled_by": "PERSON", "absence_reason": "UNWELL", "absence_next": "PHONE"},
            ("PERSON", "UNWELL", "PHONE"),
        ),
        ({"cancelled_by": "SERVICE"}, ("SERVICE", "", "")),
        ({}, ("", "", "")),
    ],
    ids=["said", "not asked", "a plan taken back"],
)
def test_cancelling_keeps_by_whom_why_and_what_then(scene, worker_client, address, sent, kept):
    visit = scene.visits[3]

    worker_client.post(f"{address}appointments/{visit.pk}/cancel/", sent)

    visit.refresh_from_db()
    assert visit.state == AppointmentState.CANCELLED
    assert (visit.cancelled_by, visit.absence_reason, visit.absence_next) == kept


def test_cancelling_by_an_unknown_word_cancels_nothing(scene, worker_client, address):
    visit = scene.visits[3]

    answer = worker_client.post(f"{address}appointments/{visit.pk}/cancel/", {"cancelled_by": "CAT"})

    visit.refresh_from_db()
    assert (answer.status_code, visit.state) == (400, AppointmentState.PLANNED)


def test_leader_sees_how_often_and_why(scene, client):
    leader = MembershipFactory(unit=scene.unit, role=Role.UNIT_LEADER).user
    visit = scene.visits[3]
    visit.state, visit.cancelled_by, visit.absence_reason = "CANCELLED", CancelledBy.SERVICE, "STAFF"
    visit.starts_at = Contact.objects.earliest("took_place_at").took_place_at
    visit.save()
    client.force_login(leader)

    page = client.get("/quality/")

    rows = {row.reason: row.by_service for row in page.context["absences"].rows}
    assert ('id="absences"' in page.content.decode(), rows["STAFF"]) == (True, 1)
