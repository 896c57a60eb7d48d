from datetime import timedelta

import pytest
from django.utils import timezone

from samhold.foundation.identifiers import new_id
from samhold.foundation.time import OSLO, local_day
from samhold.rooms.access.enums import Role
from samhold.rooms.care.enums import AppointmentState, CancelledBy
from samhold.rooms.care.models import Appointment
from samhold.rooms.organisations.models import Membership
from tests.support.factories.life import SafetyAssessmentFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NetworkMemberFactory


@pytest.fixture
def address(scene):
    return f"/persons/{scene.person.pk}/"


def typed(scene, **changes):
    first = {
        "kind": "HOME_VISIT",
        "day": "2031-03-04",
        "time": "10:15",
        "minutes": "45",
        "where": "Storgata 1",
        "workers": [str(scene.worker.pk)],
        "mutation_key": str(new_id()),
    }
    return first | changes


def planned(scene):
    return Appointment.objects.filter(person=scene.person, starts_at__year=2031)


def test_appointment_is_planned_and_its_toast_undoes_it(scene, worker_client, address):
    answer = worker_client.post(f"{address}appointments/new/", typed(scene), follow=True)

    made = planned(scene).get()
    assert (made.where, made.minutes, list(made.workers.all())) == ("Storgata 1", 45, [scene.worker])
    assert f"{address}appointments/{made.pk}/cancel/".encode() in answer.content


def test_appointment_sent_twice_is_planned_once(scene, worker_client, address):
    sent = typed(scene)

    answers = [worker_client.post(f"{address}appointments/new/", sent) for _number in range(2)]

    assert ([answer.status_code for answer in answers], planned(scene).count()) == ([302, 302], 1)


@pytest.mark.parametrize(
    "changes",
    [{"workers": []}, {"needs_two_workers": "on"}, {"minutes": "2"}, {"kind": "DANCE"}, {"workers": [str(new_id())]}],
)
def test_appointment_that_cannot_be_comes_back(scene, worker_client, address, changes):
    answer = worker_client.post(f"{address}appointments/new/", typed(scene, **changes))

    assert (answer.status_code, planned(scene).count()) == (200, 0)
    assert 'class="error-summary"' in answer.content.decode()


@pytest.mark.parametrize("changes", [{"day": "2020-01-01", "time": "10:15"}, {"day": "2020-01-01", "minutes": "2"}])
def test_a_day_that_has_passed_leads_to_a_contact_and_keeps_what_was_typed(scene, worker_client, address, changes):
    answer = worker_client.post(f"{address}appointments/new/", typed(scene, **changes)).content.decode()
    onward = f"{address}contacts/new/?day=2020-01-01&amp;time=10%3A15"
    form = worker_client.get(onward.replace("&amp;", "&")).content.decode()

    assert (onward in answer, 'value="2020-01-01"' in answer, "Storgata 1" in answer) == (True, True, True)
    assert ('value="2020-01-01"' in form, 'value="10:15"' in form) == (True, True)


@pytest.mark.parametrize("knows_second", [True, False])
def test_the_measure_of_two_proposes_two_and_says_so_as_the_measure(scene, worker_client, address, knows_second):
    today = local_day(timezone.now())
    until = today + timedelta(days=30)
    SafetyAssessmentFactory(
        person=scene.person, two_persons=True, hazards="Truet med kniv", assessed_date=today, valid_until_date=until
    )
    if knows_second:
        post = Membership.objects.get(user=scene.colleague)
        NetworkMemberFactory(person=scene.person, membership=post)

    page = worker_client.get(f"{address}appointments/new/")
    form = page.context["page"].form

    proposed = [str(scene.worker.pk), *([str(scene.colleague.pk)] if knows_second else [])]
    assert (form["workers"].value(), form["needs_two_workers"].value()) == (proposed, True)
    assert (page.context["page"].needs_two, "kniv" in page.content.decode()) == (True, False)


def test_without_the_measure_one_is_proposed(scene, worker_client, address):
    form = worker_client.get(f"{address}appointments/new/").context["page"].form

    assert (form["workers"].value(), form["needs_two_workers"].value()) == ([str(scene.worker.pk)], False)


def test_visit_of_two_is_planned_with_two(scene, worker_client, address):
    both = [str(scene.worker.pk), str(scene.colleague.pk)]

    worker_client.post(f"{address}appointments/new/", typed(scene, workers=both, needs_two_workers="on"))

    assert planned(scene).get().workers.count() == 2


def test_appointment_is_cancelled_and_restored(scene, worker_client, address):
    visit = scene.visits[3]

    answer = worker_client.post(f"{address}appointments/{visit.pk}/cancel/", {"cancelled_by": "PERSON"}, follow=True)
    visit.refresh_from_db()
    assert (visit.state, visit.cancelled_by) == (AppointmentState.CANCELLED, CancelledBy.PERSON)
    assert f"{address}appointments/{visit.pk}/restore/".encode() in answer.content

    worker_client.post(f"{address}appointments/{visit.pk}/restore/")
    visit.refresh_from_db()
    assert visit.state == AppointmentState.PLANNED


def moved(scene, visit, **changes):
    at = (visit.starts_at + timedelta(days=1)).astimezone(OSLO)
    return {"day": at.date().isoformat(), "time": "13:45", "base_version": str(visit.version)} | changes


def test_appointment_is_moved_from_my_day_and_its_toast_moves_it_back(scene, worker_client, address):
    visit, was = scene.visits[3], scene.visits[3].starts_at
    page = f"{address}appointments/{visit.pk}/?from=my_day"

    answer = worker_client.post(page, moved(scene, visit), follow=True)
    visit.refresh_from_db()
    assert (visit.starts_at.astimezone(OSLO).strftime("%H:%M"), visit.moved_from) == ("13:45", was)
    assert answer.redirect_chain[0][0].startswith("/my-day/?day=")
    assert scene.person.name in str(next(iter(answer.context["messages"])))

    worker_client.post(f"{address}appointments/{visit.pk}/move-back/?from=my_day")
    visit.refresh_from_db()
    assert visit.starts_at == was


@pytest.mark.parametrize("changes", [{"day": "2020-01-01"}, {"time": "x"}, {"base_version": "7"}])
def test_move_that_cannot_be_comes_back(scene, worker_client, address, changes):
    visit = scene.visits[3]

    answer = worker_client.post(f"{address}appointments/{visit.pk}/", moved(scene, visit, **changes))

    assert (answer.status_code, 'class="error-summary"' in answer.content.decode()) == (200, True)


def test_one_from_elsewhere_is_told_whom_to_ask_and_gets_no_button(scene, client, address):
    elsewhere = NetworkMemberFactory(person=scene.person, membership__role=Role.CARE_WORKER).membership.user
    client.force_login(elsewhere)
    visit = scene.visits[3]

    page = client.get(address).content.decode()
    own = client.get(f"{address}appointments/{visit.pk}/").content.decode()
    client.post(f"{address}appointments/{visit.pk}/cancel/", {"cancelled_by": "PERSON"})

    visit.refresh_from_db()
    assert (f"appointments/{visit.pk}/" in page, 'href="tel:90000001"' in page) == (False, True)
    assert ("cancelled_by" in own, 'name="day"' in own, visit.state) == (False, False, AppointmentState.PLANNED)


def test_day_leads_to_move_or_cancel(scene, worker_client):
    visit = scene.visits[0]

    page = worker_client.get("/my-day/").content.decode()

    assert f"/persons/{visit.person_id}/appointments/{visit.pk}/?from=my_day" in page


@pytest.mark.parametrize(("path", "times"), [("cancel", 2), ("restore", 1), ("move-back", 1)])
def test_appointment_in_another_state_says_so(scene, worker_client, address, path, times):
    visit = scene.visits[3]

    for _number in range(times):
        answer = worker_client.post(f"{address}appointments/{visit.pk}/{path}/", follow=True)

    assert 'data-tone="danger"' in answer.content.decode()


@pytest.mark.parametrize("path", ["", "move-back/", "cancel/", "restore/"])
def test_appointment_of_a_hidden_person_is_not_found(scene, stranger_client, address, path):
    assert stranger_client.post(f"{address}appointments/{scene.visits[3].pk}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["", "move-back/", "cancel/", "restore/"])
def test_appointment_of_another_person_is_not_found(scene, worker_client, path):
    other = f"/persons/{scene.others[0].pk}/"

    assert worker_client.post(f"{other}appointments/{scene.visits[3].pk}/{path}").status_code == 404


def test_worker_who_may_not_plan_does_not_get_the_form(scene, client, address):
    nav = MembershipFactory(role=Role.NAV_WORKER)
    NetworkMemberFactory(person=scene.person, membership=nav)
    client.force_login(nav.user)

    assert client.get(f"{address}appointments/new/").status_code == 403
