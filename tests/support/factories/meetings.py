from datetime import date, timedelta

import factory

from samhold.rooms.meetings.enums import AttendeeKind, MeetingKind, OwnerKind
from samhold.rooms.meetings.models import (
    AgendaItem,
    Attendee,
    Meeting,
    MeetingAction,
    MeetingDecision,
    Minutes,
    MinutesDraft,
)
from tests.support.factories.access import UserFactory
from tests.support.factories.organisations import STARTED
from tests.support.factories.people import PersonFactory


class MeetingFactory(factory.django.DjangoModelFactory):
    """A responsibility group to which nobody is invited yet."""

    class Meta:
        model = Meeting

    person = factory.SubFactory(PersonFactory)
    tenant = factory.SelfAttribute("person.tenant")
    kind = MeetingKind.RESPONSIBILITY_GROUP
    starts_at = STARTED
    chair = factory.SubFactory(UserFactory)
    called_by = factory.SelfAttribute("chair")


class OfMeeting(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    meeting = factory.SubFactory(MeetingFactory)
    person = factory.SelfAttribute("meeting.person")
    tenant = factory.SelfAttribute("meeting.tenant")


class AttendeeFactory(OfMeeting):
    """The person is invited; for a line of the network, say `kind`, `member` and what it repeats."""

    class Meta:
        model = Attendee

    kind = AttendeeKind.PERSON
    invited_at = STARTED
    reaches_until = factory.LazyAttribute(lambda row: row.meeting.starts_at + timedelta(days=30))


class AgendaItemFactory(OfMeeting):
    class Meta:
        model = AgendaItem

    position = 1
    title = "Bolig"
    added_by = factory.SelfAttribute("meeting.chair")


class MinutesFactory(OfMeeting):
    class Meta:
        model = Minutes

    text = "Snakket om boligen."
    saved_by = factory.SelfAttribute("meeting.chair")
    saved_at = STARTED


class MinutesDraftFactory(OfMeeting):
    class Meta:
        model = MinutesDraft

    author = factory.SelfAttribute("meeting.chair")
    saved_at = STARTED


class MeetingDecisionFactory(OfMeeting):
    class Meta:
        model = MeetingDecision

    line = 1
    text = "Ola blir boende."


class MeetingActionFactory(OfMeeting):
    class Meta:
        model = MeetingAction

    line = 1
    text = "Ringe fastlegen"
    owner_kind = OwnerKind.WORKER
    owner = factory.SelfAttribute("meeting.chair")
    due_date = date(2026, 2, 1)
