from datetime import timedelta

import pytest
from django.utils import timezone

from samhold.foundation.errors import NotAllowed
from samhold.foundation.identifiers import new_id
from samhold.infrastructure.database import unit_of_work
from samhold.infrastructure.idempotency import MutationKey
from samhold.rooms.access.enums import Role
from samhold.rooms.care.actions import watches
from samhold.rooms.care.models import VisitWatch
from samhold.rooms.care.safety_enums import WatchState
from samhold.rooms.care.watching import LEADER_AFTER, look
from samhold.rooms.notices.enums import Level, NoticeKind
from samhold.rooms.notices.models import Notice
from tests.rooms.conftest import NOW
from tests.support.factories.care import AppointmentFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.jobs import work_off

OUT = NOW + timedelta(hours=1)


@pytest.fixture
def colleague(near):
    return MembershipFactory(unit=near.unit).user


@pytest.fixture
def leader(near):
    return MembershipFactory(unit=near.unit, role=Role.UNIT_LEADER).user


def check_in(near, colleague, *, at=OUT, by=None, key=None, **changes):
    new = watches.NewWatch(colleague=colleague, expected_at=at, **changes)
    return watches.check_in(person=near.person, watch=new, by=by or near.worker, now=NOW, key=key)


def told():
    return list(Notice.objects.order_by("created_at", "pk").values_list("recipient_id", "kind", "level"))


def test_check_in_is_logged_and_belongs_to_the_worker_s_organisation(near, colleague, log):
    made = check_in(near, colleague)

    assert (made.state, made.tenant_id) == (WatchState.UNDER_WAY, near.unit.organisation_id)
    assert log() == ("RECORD", "DONE", near.person.pk)


def test_check_in_twice_with_one_key_is_one_watch(near, colleague):
    key = MutationKey(new_id(), near.worker.pk, sent_at=NOW)

    assert check_in(near, colleague, key=key) == check_in(near, colleague, key=key)


@pytest.mark.parametrize("minutes", [0, 12 * 60 + 1])
def test_check_in_needs_a_time_soon(near, colleague, minutes):
    with pytest.raises(watches.NotSoonOut):
        check_in(near, colleague, at=NOW + timedelta(minutes=minutes))


def test_check_in_needs_another_from_the_unit(near, stranger):
    for nobody in (near.worker, stranger):
        with pytest.raises(watches.NobodyWaits):
            check_in(near, nobody)


def test_check_in_on_two_visits_at_once_is_refused(near, colleague):
    check_in(near, colleague)

    with pytest.raises(watches.CheckedInElsewhere):
        check_in(near, colleague)


def test_check_in_on_another_persons_appointment_is_an_error(near, colleague):
    with pytest.raises(ValueError, match="another person's"):
        check_in(near, colleague, appointment=AppointmentFactory())


def test_a_stranger_does_not_check_in(near, colleague, stranger):
    with pytest.raises(NotAllowed):
        check_in(near, colleague, by=stranger)


def test_nobody_is_told_of_a_visit_that_is_over_in_time(near, colleague, leader):
    made = check_in(near, colleague)
    watches.check_out(watch=made, by=near.worker, now=OUT)

    assert (look(watch_id=made.pk, now=OUT + timedelta(hours=9)), told()) == (None, [])


def test_the_colleague_is_told_and_a_quarter_of_an_hour_later_the_leaders_each_once(near, colleague, leader):
    made = check_in(near, colleague)

    steps = [
        look(watch_id=made.pk, now=OUT + late) for late in (-timedelta(seconds=1), timedelta(), timedelta(minutes=9))
    ]
    steps += [look(watch_id=made.pk, now=OUT + LEADER_AFTER + late) for late in (timedelta(), timedelta(hours=1))]

    assert steps == [None, WatchState.COLLEAGUE_TOLD, None, WatchState.LEADER_TOLD, None]
    assert told() == [
        (colleague.pk, NoticeKind.VISIT_OVERDUE, Level.NOW),
        (leader.pk, NoticeKind.VISIT_UNANSWERED, Level.NOW),
    ]


def test_staying_longer_keeps_quiet_until_the_new_time_and_begins_anew(near, colleague, leader):
    made = check_in(near, colleague)
    look(watch_id=made.pk, now=OUT)
    made.refresh_from_db()

    watches.extend(watch=made, expected_at=OUT + timedelta(hours=1), by=near.worker, now=OUT)

    assert look(watch_id=made.pk, now=OUT + LEADER_AFTER) is None
    assert look(watch_id=made.pk, now=OUT + timedelta(hours=1)) == WatchState.COLLEAGUE_TOLD
    assert len(told()) == 2


def test_whoever_was_told_may_check_the_worker_out(near, colleague, leader):
    for by in (colleague, leader):
        made = check_in(near, colleague)

        assert watches.check_out(watch=made, by=by, now=OUT).ended_at == OUT


def test_somebody_else_neither_checks_out_nor_prolongs(near, colleague, stranger):
    made = check_in(near, colleague)

    with pytest.raises(NotAllowed):
        watches.check_out(watch=made, by=stranger, now=OUT)
    with pytest.raises(NotAllowed):
        watches.extend(watch=made, expected_at=OUT + timedelta(hours=1), by=stranger, now=NOW)


def test_what_is_over_is_over(near, colleague):
    made = check_in(near, colleague)
    watches.check_out(watch=made, by=near.worker, now=OUT)

    with pytest.raises(watches.CheckedOut):
        watches.check_out(watch=made, by=near.worker, now=OUT)
    with pytest.raises(watches.CheckedOut):
        watches.extend(watch=made, expected_at=OUT + timedelta(hours=1), by=near.worker, now=OUT)


def test_the_queue_looks_when_the_time_has_come(near, colleague):
    started = timezone.now() - timedelta(minutes=50)
    new = watches.NewWatch(colleague=colleague, expected_at=started + timedelta(minutes=40))
    with unit_of_work(near.worker.pk):
        watches.check_in(person=near.person, watch=new, by=near.worker, now=started)

    first = work_off()

    assert first[0] == ("look_after_visit", "SUCCESSFUL", "COLLEAGUE_TOLD")
    assert told() == [(colleague.pk, NoticeKind.VISIT_OVERDUE, Level.NOW)]
    assert VisitWatch.objects.get().state == WatchState.COLLEAGUE_TOLD
