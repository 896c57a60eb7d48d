"""Call a meeting, or change when and where it is and who is invited."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from samhold.foundation.time import OSLO, local_day
from samhold.rooms.meetings.actions.calling import Details, Invitation
from samhold.rooms.meetings.enums import AttendeeKind
from samhold.rooms.people.forms.fields import Clock, Day, Row
from samhold.rooms.people.queries.network import card

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from samhold.rooms.access.models import User
    from samhold.rooms.meetings.models import Meeting
    from samhold.rooms.meetings.queries.meetings import Invited
    from samhold.rooms.people.models import NetworkMember, Person

SHORTEST, LONGEST = 15, 480
THE_PERSON = "person"
WEEKS_AHEAD = 2


class PlanMeeting(forms.Form):
    """
    When and where, who leads it, and whom of the network to invite.

    :param members: the open lines of the person's network, with who they are.
    """

    day = Day(label=_("Day"))
    time = Clock(label=_("Time"))
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=SHORTEST,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": "5"}),
    )
    where = forms.CharField(label=_("Where"), required=False, max_length=200)
    video = forms.CharField(
        label=_("Video link"),
        required=False,
        max_length=300,
        help_text=_("Only those who see the meeting see it."),
    )
    chair = Row(label=_("Who leads the meeting"))
    invited = forms.MultipleChoiceField(
        label=_("Whom to invite"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Everybody here is in the person's network. Somebody missing? Add them to the network first."),
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        person: Person,
        members: Iterable[NetworkMember],
        viewer: User,
        initial: Mapping[str, object],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.members = {str(member.pk): member for member in members}
        invited, chair = self.fields["invited"], self.fields["chair"]
        if isinstance(invited, forms.MultipleChoiceField):
            invited.choices = [(THE_PERSON, person.name), *((key, _line(row)) for key, row in self.members.items())]
        workers = {row.membership.user for row in self.members.values() if row.membership is not None} | {viewer}
        if isinstance(chair, Row):
            rows: dict[str, object] = {str(user.pk): user for user in sorted(workers, key=lambda user: user.name)}
            chair.offer(rows, [(key, getattr(user, "name", "")) for key, user in rows.items()])

    @property
    def details(self) -> Details:
        """Return when, where and who leads it, once the form is valid."""
        typed = self.cleaned_data
        return Details(
            starts_at=datetime.combine(typed["day"], typed["time"], tzinfo=OSLO),
            minutes=typed["minutes"],
            chair=typed["chair"],
            where=typed["where"],
            video=typed["video"],
        )

    @property
    def invitation(self) -> Invitation:
        """Return who is to come, once the form is valid."""
        chosen = self.cleaned_data["invited"]
        members = tuple(row for key, row in self.members.items() if key in chosen)
        return Invitation(members=members, with_person=THE_PERSON in chosen)


def first_values(*, members: Iterable[NetworkMember], viewer: User, now: datetime) -> dict[str, object]:
    """Return what the form of a new meeting starts with: two weeks ahead, everybody who is involved invited."""
    return {
        "day": local_day(now) + timedelta(weeks=WEEKS_AHEAD),
        "time": "12:00",
        "minutes": 60,
        "chair": str(viewer.pk),
        "invited": [THE_PERSON, *(str(member.pk) for member in members)],
    }


def values_of(meeting: Meeting, invited: Iterable[Invited]) -> dict[str, object]:
    """Return what the form of a meeting that is called starts with."""
    local = meeting.starts_at.astimezone(OSLO)
    return {
        "day": local.date(),
        "time": local.time(),
        "minutes": meeting.minutes,
        "where": meeting.where,
        "video": meeting.video,
        "chair": str(meeting.chair_id),
        "invited": [key for line in invited if (key := _key(line))],
        "base_version": meeting.version,
    }


def _key(line: Invited) -> str:
    if line.kind == AttendeeKind.PERSON:
        return THE_PERSON
    member_id: UUID | None = line.member_id
    return "" if member_id is None else str(member_id)


def _line(member: NetworkMember) -> str:
    shown = card(member)
    return f"{shown.name} · {shown.role.label}"
