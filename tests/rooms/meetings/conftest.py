"""A responsibility group: a person, their primary contact, a clinician, a NAV office, a sister and a guardian."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from samhold.rooms.access.enums import Role
from samhold.rooms.meetings.access import access_meeting
from samhold.rooms.meetings.actions import meetings
from samhold.rooms.meetings.actions.calling import Details, Invitation
from samhold.rooms.meetings.enums import MeetingKind
from samhold.rooms.meetings.models import Attendee, Meeting
from samhold.rooms.organisations.enums import ServiceKind
from samhold.rooms.organisations.models import Membership
from samhold.rooms.people.enums import NetworkRole
from samhold.rooms.people.models import NetworkMember
from tests.rooms.conftest import NOW, Near
from tests.support.factories.organisations import MembershipFactory, UnitFactory
from tests.support.factories.people import NetworkMemberFactory, NetworkUnitFactory, NextOfKinFactory

LATER = NOW + timedelta(hours=2)
"""After the meeting has begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Who is in the group, and the meeting, called by the primary contact."""

    near: Near
    clinician: Membership
    partner: Membership
    lines: tuple[NetworkMember, ...]
    meeting: Meeting

    def attendee(self, line: NetworkMember | None) -> Attendee:
        return Attendee.objects.get(meeting=self.meeting, member=line)

    def open(self, user: object = None) -> Meeting:
        """Open the meeting as somebody, through the door."""
        person_id, meeting_id = self.near.person.pk, self.meeting.pk
        return access_meeting(actor=user or self.near.worker, person_id=person_id, meeting_id=meeting_id, now=LATER)


@pytest.fixture
def group(near: Near) -> Group:
    clinician = MembershipFactory(role=Role.CLINICIAN)
    partner = MembershipFactory(role=Role.PARTNER)
    nav = UnitFactory(service=ServiceKind.NAV)
    lines = (
        near.line,
        NetworkMemberFactory(person=near.person, membership=clinician, role=NetworkRole.CLINICIAN),
        NetworkMemberFactory(person=near.person, membership=partner, role=NetworkRole.HELPER),
        NetworkUnitFactory(person=near.person, unit=nav),
        NextOfKinFactory(person=near.person),
        NextOfKinFactory(person=near.person, role=NetworkRole.GUARDIAN, name="Testguardian Lind"),
    )
    meeting = meetings.call(
        person=near.person,
        kind=MeetingKind.RESPONSIBILITY_GROUP,
        details=Details(starts_at=NOW + timedelta(hours=1), chair=near.worker, where="Kommunehuset"),
        invitation=Invitation(members=lines),
        by=near.worker,
        now=NOW,
    )
    return Group(near=near, clinician=clinician, partner=partner, lines=lines, meeting=meeting)
