from datetime import timedelta

import pytest

from samhold.foundation.errors import NotAllowed
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.access.engine import may
from samhold.rooms.access.enums import Action, Category, Role
from samhold.rooms.care.actions import appointments, cancellings
from samhold.rooms.care.concerned import AnothersAppointment
from samhold.rooms.care.enums import AppointmentKind, CancelledBy
from samhold.rooms.care.models import Appointment, AppointmentWorker
from samhold.rooms.notices.enums import Level, NoticeKind
from samhold.rooms.notices.models import Notice
from samhold.rooms.people.models import Person
from tests.rooms.conftest import NOW
from tests.support.factories.care import AppointmentFactory, AppointmentWorkerFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NetworkMemberFactory

HOUR = timedelta(hours=1)


def plan(near, *, by=None, **changes):
    values = {"kind": AppointmentKind.HOME_VISIT, "starts_at": NOW, "minutes": 45, "workers": (near.worker,)}
    appointment = appointments.NewAppointment(**values | changes)
    return appointments.plan(person=near.person, unit=near.unit, appointment=appointment, by=by or near.worker, now=NOW)


def cancel(near, visit, cancelled_by=CancelledBy.SERVICE):
    return cancellings.cancel(appointment=visit, cancelled_by=cancelled_by, by=near.worker, now=NOW)


def move(near, visit, starts_at, by=None):
    by, version = by or near.worker, visit.version
    return appointments.move(appointment=visit, starts_at=starts_at, base_version=version, by=by, now=NOW)


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
    visit = cancel(near, plan(near))

    with pytest.raises(appointments.NotPlannedAnyMore):
        cancel(near, visit)


def test_a_cancelling_tells_who_and_restoring_forgets_it(near):
    visit = cancel(near, plan(near), cancelled_by=CancelledBy.PERSON)
    told = visit.cancelled_by

    cancellings.restore(appointment=visit, by=near.worker, now=NOW)

    assert (told, Appointment.objects.get().cancelled_by) == (CancelledBy.PERSON, "")


def test_an_appointment_is_moved_with_its_workers_and_back(near, log):
    visit = move(near, plan(near), NOW + HOUR)
    times = {row.starts_at for row in AppointmentWorker.objects.all()}

    back = appointments.move_back(appointment=visit, by=near.worker, now=NOW)

    assert (times, back.starts_at, back.moved_from) == ({NOW + HOUR}, NOW, None)
    assert (log(), AppointmentWorker.objects.get().starts_at) == (("PLAN", "DONE", near.person.pk), NOW)


def test_an_appointment_is_not_moved_to_where_it_is(near):
    with pytest.raises(appointments.SameTime):
        move(near, plan(near), NOW)


def test_an_appointment_is_moved_to_an_earlier_hour_of_today_but_not_to_yesterday(near):
    visit = move(near, plan(near), NOW - HOUR)

    with pytest.raises(appointments.MovedToThePast):
        move(near, visit, NOW - 24 * HOUR)


def test_what_is_cancelled_is_not_moved(near):
    with pytest.raises(appointments.NotPlannedAnyMore):
        move(near, cancel(near, plan(near)), NOW + HOUR)


@pytest.mark.parametrize("is_cancelled", [False, True])
def test_what_is_not_moved_or_no_longer_planned_is_not_moved_back(near, is_cancelled):
    visit = cancel(near, move(near, plan(near), NOW + HOUR)) if is_cancelled else plan(near)

    with pytest.raises(appointments.NotMoved):
        appointments.move_back(appointment=visit, by=near.worker, now=NOW)


def test_two_who_move_it_do_not_do_so_unseen(near):
    visit = plan(near)
    move(near, Appointment.objects.get(), NOW + HOUR)

    with pytest.raises(StaleVersion):
        move(near, visit, NOW + 2 * HOUR)


@pytest.mark.parametrize("verb", ["cancel", "restore", "move", "move_back"])
def test_only_those_concerned_change_an_appointment(near, verb):
    elsewhere = NetworkMemberFactory(person=near.person, membership__role=Role.CARE_WORKER).membership.user
    visit = move(near, plan(near), NOW + HOUR)
    room = appointments if verb.startswith("move") else cancellings
    more = {"cancel": {"cancelled_by": CancelledBy.SERVICE}, "move": {"starts_at": NOW, "base_version": visit.version}}

    with pytest.raises(AnothersAppointment):
        getattr(room, verb)(appointment=visit, by=elsewhere, now=NOW, **more.get(verb, {}))


def test_whoever_takes_part_changes_an_appointment_of_another_unit(near):
    guest = NetworkMemberFactory(person=near.person, membership__role=Role.CARE_WORKER).membership.user
    visit = plan(near)
    AppointmentWorkerFactory(appointment=visit, user=guest)

    assert move(near, visit, NOW + HOUR, by=guest).starts_at == NOW + HOUR


def test_a_stranger_moves_nothing(near, stranger):
    with pytest.raises(NotAllowed):
        move(near, plan(near), NOW + HOUR, by=stranger)


@pytest.mark.parametrize(("hours", "level"), [(0, Level.NOW), (48, Level.TODAY)])
@pytest.mark.parametrize("act", ["cancel", "move"])
def test_the_others_who_take_part_are_told_without_a_name(near, act, hours, level):
    colleague = MembershipFactory(unit=near.unit).user
    visit = plan(near, workers=(near.worker, colleague), starts_at=NOW + hours * HOUR)

    cancel(near, visit) if act == "cancel" else move(near, visit, visit.starts_at + HOUR)

    told = Notice.objects.values_list("recipient_id", "kind", "level")
    assert list(told) == [(colleague.pk, NoticeKind.APPOINTMENT_CHANGED, level)]


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


def test_nothing_is_planned_on_a_day_that_has_passed_but_earlier_today_is(near):
    early = NOW.replace(hour=1)

    with pytest.raises(appointments.PlannedInThePast):
        plan(near, starts_at=NOW - timedelta(days=1))

    assert plan(near, starts_at=early).starts_at == early
