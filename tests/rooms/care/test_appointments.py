from datetime import timedelta

import pytest

from samhold.foundation.errors import NotAllowed
from samhold.rooms.access.engine import may
from samhold.rooms.access.enums import Action, Category, Role
from samhold.rooms.care.actions import appointments
from samhold.rooms.care.enums import AppointmentKind
from samhold.rooms.people.models import Person
from tests.rooms.conftest import NOW
from tests.support.factories.care import AppointmentFactory, AppointmentWorkerFactory
from tests.support.factories.organisations import MembershipFactory


def plan(near, *, by=None, **changes):
    values = {"kind": AppointmentKind.HOME_VISIT, "starts_at": NOW, "minutes": 45, "workers": (near.worker,)}
    appointment = appointments.NewAppointment(**values | changes)
    return appointments.plan(person=near.person, unit=near.unit, appointment=appointment, by=by or near.worker, now=NOW)


def test_a_planned_appointment_is_staffed_and_logged(near, log):
    visit = plan(near)

    assert (list(visit.workers.all()), log()) == ([near.worker], ("PLAN", "DONE", near.person.pk))


def test_somebody_comes(near):
    with pytest.raises(appointments.NobodyComes):
        plan(near, workers=())


def test_two_are_two(near):
    with pytest.raises(appointments.OneIsNotEnough):
        plan(near, needs_two_workers=True, workers=(near.worker, near.worker))


def test_a_worker_of_the_unit_comes(near, stranger):
    with pytest.raises(appointments.WorkerElsewhere):
        plan(near, workers=(stranger,))


def test_a_stranger_plans_nothing(near, stranger):
    with pytest.raises(NotAllowed):
        plan(near, by=stranger)


def test_an_appointment_is_cancelled_once(near):
    visit = appointments.cancel(appointment=plan(near), by=near.worker, now=NOW)

    with pytest.raises(appointments.NotPlannedAnyMore):
        appointments.cancel(appointment=visit, by=near.worker, now=NOW)


@pytest.mark.parametrize("role", [Role.HOME_CARE_WORKER, Role.PEER_WORKER, Role.CARE_WORKER])
@pytest.mark.parametrize(
    ("hours", "state", "can_see"),
    [(0, "PLANNED", True), (12, "PLANNED", False), (-36, "PLANNED", False), (0, "CANCELLED", False)],
    ids=["today", "the next local day", "the day before", "cancelled"],
)
def test_whoever_comes_today_sees_to_whom(near, role, hours, state, can_see):
    post = MembershipFactory(role=role)
    starts_at = NOW.replace(hour=11) + timedelta(hours=hours)
    visit = AppointmentFactory(person=near.person, unit=post.unit, starts_at=starts_at, state=state)
    AppointmentWorkerFactory(appointment=visit, user=post.user)
    person = Person.objects.get(pk=near.person.pk)

    assert may(post.user, Action.READ, person, Category.IDENTITY, now=NOW) is can_see
