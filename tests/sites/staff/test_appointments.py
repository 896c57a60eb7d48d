import pytest

from samhold.foundation.identifiers import new_id
from samhold.rooms.access.enums import Role
from samhold.rooms.care.enums import AppointmentState
from samhold.rooms.care.models import Appointment
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


def test_visit_of_two_is_planned_with_two(scene, worker_client, address):
    both = [str(scene.worker.pk), str(scene.colleague.pk)]

    worker_client.post(f"{address}appointments/new/", typed(scene, workers=both, needs_two_workers="on"))

    assert planned(scene).get().workers.count() == 2


def test_appointment_is_cancelled_and_restored(scene, worker_client, address):
    visit = scene.visits[3]

    answer = worker_client.post(f"{address}appointments/{visit.pk}/cancel/", follow=True)
    visit.refresh_from_db()
    assert visit.state == AppointmentState.CANCELLED
    assert f"{address}appointments/{visit.pk}/restore/".encode() in answer.content

    worker_client.post(f"{address}appointments/{visit.pk}/restore/")
    visit.refresh_from_db()
    assert visit.state == AppointmentState.PLANNED


@pytest.mark.parametrize(("path", "times"), [("cancel", 2), ("restore", 1)])
def test_appointment_in_another_state_says_so(scene, worker_client, address, path, times):
    visit = scene.visits[3]

    for _number in range(times):
        answer = worker_client.post(f"{address}appointments/{visit.pk}/{path}/", follow=True)

    assert 'data-tone="danger"' in answer.content.decode()


@pytest.mark.parametrize("path", ["cancel", "restore"])
def test_appointment_of_a_hidden_person_is_not_found(scene, stranger_client, address, path):
    assert stranger_client.post(f"{address}appointments/{scene.visits[3].pk}/{path}/").status_code == 404


@pytest.mark.parametrize("path", ["cancel", "restore"])
def test_appointment_of_another_person_is_not_found(scene, worker_client, path):
    other = f"/persons/{scene.others[0].pk}/"

    assert worker_client.post(f"{other}appointments/{scene.visits[3].pk}/{path}/").status_code == 404


def test_worker_who_may_not_plan_does_not_get_the_form(scene, client, address):
    nav = MembershipFactory(role=Role.NAV_WORKER)
    NetworkMemberFactory(person=scene.person, membership=nav)
    client.force_login(nav.user)

    assert client.get(f"{address}appointments/new/").status_code == 403
