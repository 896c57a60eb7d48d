"""Responsibility groups of the region: called, held about every eighth week, and what is to be done afterwards."""

import pytest

from samhold.demo.calendar import at
from samhold.demo.meetings import EVERY
from samhold.rooms.access.models import User
from samhold.rooms.meetings.enums import AttendeeState, MeetingState
from samhold.rooms.meetings.models import Attendee, Meeting, MeetingAction, Minutes
from samhold.rooms.meetings.queries.actions import mine
from samhold.rooms.meetings.queries.meetings import day_of
from tests.demo.conftest import TODAY

pytestmark = pytest.mark.django_db
NOON = at(TODAY, 12 * 60)


def test_somebody_has_a_meeting_today_and_sees_it(region):
    meeting = Meeting.objects.get(starts_at=NOON)

    assert meeting in day_of(worker=meeting.chair, day=TODAY, now=NOON)


def test_a_held_meeting_has_minutes_actions_and_a_next_date(region):
    held = Meeting.objects.filter(state=MeetingState.HELD)

    assert held.exists()
    assert not Minutes.objects.filter(meeting__in=held, finished_at__isnull=True).exists()
    assert {meeting.actions.count() for meeting in held} == {2}
    for meeting in held:
        following = Meeting.objects.get(follows=meeting)
        assert abs((following.starts_at - meeting.starts_at) - EVERY).days <= 7
    assert not Attendee.objects.filter(meeting__in=held, state=AttendeeState.INVITED).exists()


def test_what_is_to_be_done_stands_in_the_day_of_who_does_it(region):
    action = MeetingAction.objects.filter(done_at__isnull=True).order_by("pk").first()

    assert action in mine(worker=action.owner, now=NOON)
    assert User.objects.filter(meeting_actions__isnull=False).exists()
