"""What an invitation opens: this meeting, for a while, and nothing that the person has blocked."""

from datetime import timedelta

import pytest

from samhold.foundation.errors import NotAvailable
from samhold.rooms.access.engine import may, standing_of
from samhold.rooms.access.enums import Action, Category, Purpose, Reach, mask_of
from samhold.rooms.access.models import AuditEvent
from samhold.rooms.meetings.access import access_action, access_meeting
from samhold.rooms.meetings.enums import AttendeeState
from samhold.rooms.meetings.models import Attendee
from samhold.rooms.meetings.queries.actions import mine, of_meeting
from samhold.rooms.meetings.queries.meetings import agenda, day_of, minutes_of, of_person
from samhold.rooms.people.access import access_person
from tests.rooms.conftest import NOW
from tests.rooms.meetings.conftest import LATER
from tests.support.factories.meetings import (
    AgendaItemFactory,
    MeetingActionFactory,
    MeetingFactory,
    MinutesFactory,
)
from tests.support.factories.people import BlockFactory, ConflictFactory


def open_person(group, user):
    return access_person(actor=user, person_id=group.near.person.pk, purpose=Purpose.CARE, now=LATER)


def test_the_invited_see_whom_it_is_about_and_nothing_else_of_the_rules(group):
    standing = standing_of(group.partner.user, group.near.person.pk, NOW)

    assert {relation.reach for relation in standing.relations} == {Reach.IN_NETWORK, Reach.INVITED}
    assert standing.readable() == {Category.IDENTITY}


def test_the_invited_open_their_meeting_and_no_other(group):
    other = MeetingFactory(person=group.near.person)

    opened = group.open(group.partner.user)

    assert (opened.is_invited, opened.shows_content) == (True, False)
    with pytest.raises(NotAvailable):
        access_meeting(actor=group.partner.user, person_id=other.person.pk, meeting_id=other.pk, now=LATER)


def test_lists_show_the_invited_their_meeting_and_those_who_plan_all(group):
    MeetingFactory(person=group.near.person)
    partner, worker = group.partner.user, group.near.worker

    assert of_person(person=open_person(group, partner), viewer=partner, now=LATER) == (group.meeting,)
    assert len(of_person(person=open_person(group, worker), viewer=worker, now=LATER)) == 2
    assert day_of(worker=partner, day=NOW.date(), now=LATER) == (group.meeting,)


def test_what_was_said_is_shown_to_those_to_whom_the_minutes_were_sent(group):
    AgendaItemFactory(meeting=group.meeting)
    minutes = MinutesFactory(meeting=group.meeting)
    before = group.open(group.partner.user)
    Attendee.objects.filter(member=group.lines[2]).update(gets_minutes=True)
    after = group.open(group.partner.user)

    assert (agenda(meeting=before), minutes_of(meeting=before)) == ((), None)
    assert (len(agenda(meeting=after)), minutes_of(meeting=after)) == (1, minutes)


def test_the_log_tells_that_it_was_the_invitation(group):
    group.open(group.partner.user)

    payload = AuditEvent.objects.order_by("pk").last().payload
    assert "invited to this meeting" in payload
    assert '"categories":["APPOINTMENTS"]' in payload


def test_whoever_is_to_do_something_sees_that_and_not_the_rest(group):
    own = MeetingActionFactory(meeting=group.meeting, owner=group.partner.user)
    MeetingActionFactory(meeting=group.meeting, owner=group.near.worker)
    user = group.partner.user

    assert of_meeting(meeting=group.open(user), viewer=user) == (own,)
    assert mine(worker=user, now=LATER) == (own,)
    assert access_action(actor=user, person_id=own.person.pk, action_id=own.pk, now=LATER) == own


def test_an_action_of_another_is_hidden_from_the_invited(group):
    other = MeetingActionFactory(meeting=group.meeting, owner=group.near.worker)

    with pytest.raises(NotAvailable):
        access_action(actor=group.partner.user, person_id=other.person.pk, action_id=other.pk, now=LATER)


@pytest.mark.parametrize(
    "changes",
    [{"state": AttendeeState.WITHDRAWN}, {"reaches_until": NOW}, {"invited_at": LATER + timedelta(days=1)}],
)
def test_an_invitation_that_does_not_hold_opens_nothing(group, changes):
    if "invited_at" in changes:
        changes["reaches_until"] = changes["invited_at"]
    Attendee.objects.filter(member=group.lines[2]).update(**changes)

    with pytest.raises(NotAvailable):
        group.open(group.partner.user)
    assert day_of(worker=group.partner.user, day=NOW.date(), now=LATER) == ()


def test_a_colleague_of_an_invited_worker_is_not_invited(group, stranger):
    group.partner.unit.memberships.create(user=stranger, role="PARTNER", starts_at=NOW - timedelta(days=9))

    assert not may(stranger, Action.READ, group.near.person, Category.IDENTITY, now=NOW)


def test_a_block_of_appointments_shuts_the_meeting(group):
    BlockFactory(person=group.near.person, user=group.partner.user, categories=mask_of([Category.APPOINTMENTS]))

    with pytest.raises(NotAvailable):
        group.open(group.partner.user)
    assert day_of(worker=group.partner.user, day=NOW.date(), now=LATER) == ()


def test_a_block_of_the_plan_shuts_what_was_said_and_what_is_to_be_done(group):
    Attendee.objects.filter(member=group.lines[2]).update(gets_minutes=True)
    own = MeetingActionFactory(meeting=group.meeting, owner=group.partner.user)
    BlockFactory(person=group.near.person, user=group.partner.user, categories=mask_of([Category.PLAN]))

    assert group.open(group.partner.user).shows_content is False
    assert mine(worker=group.partner.user, now=LATER) == ()
    with pytest.raises(NotAvailable):
        access_action(actor=group.partner.user, person_id=own.person.pk, action_id=own.pk, now=LATER)


def test_a_conflict_hides_the_meeting(group):
    ConflictFactory(person=group.near.person, user=group.partner.user, home_unit=group.partner.unit)

    with pytest.raises(NotAvailable):
        group.open(group.partner.user)
    assert day_of(worker=group.partner.user, day=NOW.date(), now=LATER) == ()
