from dataclasses import replace
from datetime import timedelta

import pytest

from samhold.foundation.errors import NotAllowed
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.access.enums import Role
from samhold.rooms.meetings.actions import attendees, meetings
from samhold.rooms.meetings.actions.calling import Details, Invitation, NobodyInvited, NotInNetwork, NotPlannedAnyMore
from samhold.rooms.meetings.enums import AttendeeKind, AttendeeState, MeetingKind, MeetingState
from samhold.rooms.meetings.models import Attendee, Meeting
from samhold.rooms.meetings.queries.meetings import attendees as who_is_invited
from samhold.rooms.notices.models import Notice
from tests.rooms.conftest import NOW
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NextOfKinFactory


def details(group, **changes):
    return Details(starts_at=NOW + timedelta(days=1), chair=group.near.worker, **changes)


def call(group, *, by=None, members=(), with_person=True):
    return meetings.call(
        person=group.near.person,
        kind=MeetingKind.RESPONSIBILITY_GROUP,
        details=details(group),
        invitation=Invitation(members=tuple(members), with_person=with_person),
        by=by or group.near.worker,
        now=NOW,
    )


def change(group, *, by=None, base_version=1, members=None, **changes):
    return meetings.change(
        meeting=group.open(),
        base_version=base_version,
        details=replace(details(group), **changes),
        invitation=Invitation(members=group.lines if members is None else members),
        by=by or group.near.worker,
        now=NOW + timedelta(minutes=1),
    )


def told():
    return sorted(Notice.objects.filter(kind__startswith="MEETING").values_list("recipient_id", "kind"))


def test_a_called_meeting_invites_the_lines_of_the_network_and_the_person(group, log):
    found = {(one.kind, one.name) for one in who_is_invited(meeting=group.open())}

    assert found == {
        (AttendeeKind.PERSON, group.near.person.name),
        (AttendeeKind.WORKER, group.near.worker.name),
        (AttendeeKind.WORKER, group.clinician.user.name),
        (AttendeeKind.WORKER, group.partner.user.name),
        (AttendeeKind.UNIT, group.lines[3].unit.name),
        (AttendeeKind.NEXT_OF_KIN, "Testkin Bjork"),
        (AttendeeKind.GUARDIAN, "Testguardian Lind"),
    }


def test_the_invited_workers_are_told_but_not_who_called(group):
    workers = {group.clinician.user_id, group.partner.user_id}

    assert {recipient for recipient, _kind in told()} == workers
    assert Notice.objects.filter(path__contains=str(group.meeting.pk)).count() == len(workers)


def test_the_leader_of_an_invited_unit_is_told(group):
    leader = MembershipFactory(unit=group.lines[3].unit, role=Role.UNIT_LEADER)

    call(group, members=[group.lines[3]])

    assert (leader.user_id, "MEETING_INVITED") in told()


def test_a_stranger_calls_no_meeting(group, stranger):
    with pytest.raises(NotAllowed):
        call(group, by=stranger)


def test_somebody_is_invited(group):
    with pytest.raises(NobodyInvited):
        call(group, with_person=False)


def test_whoever_is_invited_is_in_the_network_of_this_person(group):
    with pytest.raises(NotInNetwork):
        call(group, members=[NextOfKinFactory()])


def test_whoever_has_left_the_network_is_not_invited(group):
    with pytest.raises(NotInNetwork):
        call(group, members=[NextOfKinFactory(person=group.near.person, ends_at=NOW - timedelta(days=1))])


def test_a_moved_meeting_asks_again_and_tells(group):
    Attendee.objects.filter(member=group.lines[1]).update(state=AttendeeState.COMING)
    Notice.objects.all().delete()

    change(group, where="DPS")

    assert group.attendee(group.lines[1]).state == AttendeeState.INVITED
    assert {kind for _recipient, kind in told()} == {"MEETING_CHANGED"}


def test_whoever_is_taken_off_is_no_longer_invited_and_may_be_invited_again(group):
    change(group, members=group.lines[:1])
    off = group.attendee(group.lines[1]).state
    change(group, base_version=2)

    assert (off, group.attendee(group.lines[1]).state) == (AttendeeState.WITHDRAWN, AttendeeState.INVITED)


def test_a_stale_change_carries_both_sides(group):
    change(group, where="DPS")

    with pytest.raises(StaleVersion) as stale:
        change(group, where="NAV")

    assert ("where", "DPS", "NAV") in stale.value.differences()
    assert Meeting.objects.get().where == "DPS"


def test_a_meeting_is_cancelled_and_restored(group):
    cancelled = meetings.cancel(meeting=group.open(), by=group.near.worker, now=NOW).state
    with pytest.raises(NotPlannedAnyMore):
        meetings.cancel(meeting=group.open(), by=group.near.worker, now=NOW)
    with pytest.raises(NotPlannedAnyMore):
        change(group)
    restored = meetings.restore(meeting=group.open(), by=group.near.worker, now=NOW).state
    with pytest.raises(meetings.NotCancelled):
        meetings.restore(meeting=group.open(), by=group.near.worker, now=NOW)

    assert (cancelled, restored) == (MeetingState.CANCELLED, MeetingState.PLANNED)


@pytest.mark.parametrize("action", [meetings.cancel, meetings.restore])
def test_an_invited_partner_cancels_nothing(group, action):
    with pytest.raises(NotAllowed):
        action(meeting=group.open(group.partner.user), by=group.partner.user, now=NOW)


@pytest.mark.parametrize(("is_coming", "state"), [(True, AttendeeState.COMING), (False, AttendeeState.SENT_WORD)])
def test_the_invited_answer(group, is_coming, state):
    meeting = group.open(group.partner.user)

    answered = attendees.answer(meeting=meeting, is_coming=is_coming, by=group.partner.user, now=NOW)

    assert (answered.member, answered.state) == (group.lines[2], state)


def test_whoever_is_not_invited_answers_nothing(group):
    leader = MembershipFactory(unit=group.near.unit)
    with pytest.raises(NotAllowed):
        attendees.answer(meeting=group.meeting, is_coming=True, by=leader.user, now=NOW)

    change(group, members=group.lines[1:])
    with pytest.raises(NotInNetwork):
        attendees.answer(meeting=group.open(), is_coming=True, by=group.near.worker, now=NOW)
