"""Meetings about a person: the list, one meeting, and the form that calls or changes one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.meetings.access import access_meeting, invitation_of, sees_all
from samhold.rooms.meetings.agenda_sources import suggestions
from samhold.rooms.meetings.forms.meetings import PlanMeeting, first_values, values_of
from samhold.rooms.meetings.forms.minutes import AddItem
from samhold.rooms.meetings.queries import meetings as queries
from samhold.rooms.meetings.queries.actions import of_meeting, open_of
from samhold.rooms.people.access import access_person
from samhold.rooms.people.queries.network import members
from samhold.sites.staff.pages.details import Difference, Differences
from samhold.sites.staff.pages.head import head_of
from samhold.sites.staff.pages.words import moment

if TYPE_CHECKING:
    from uuid import UUID

    from samhold.infrastructure.versioned import StaleVersion
    from samhold.rooms.meetings.models import Meeting
    from samhold.rooms.people.models import NetworkMember, Person
    from samhold.sites.staff.requests import StaffRequest

SHOWN = (Category.APPOINTMENTS, Category.PLAN)


def open_person(request: StaffRequest, person_id: UUID, *, now: datetime) -> Person:
    """
    Return a person some of whose meetings the reader may see.

    :raises NotAvailable: if the person is unknown or hidden.
    :raises NotAllowed: if the reader sees no appointments and is invited to nothing.
    """
    person = access_person(
        actor=request.user,
        person_id=person_id,
        purpose=Purpose.CARE,
        now=now,
        subject="meetings",
        categories=SHOWN,
    )
    if not queries.is_invited_to_something(person, request.user, now):
        require(request.user, Action.READ, person, Category.APPOINTMENTS, now=now)
    return person


def open_meeting(request: StaffRequest, person_id: UUID, meeting_id: UUID, *, now: datetime) -> Meeting:
    """
    Return a meeting that the reader may see.

    :raises NotAvailable: if person or meeting is unknown or hidden.
    """
    return access_meeting(actor=request.user, person_id=person_id, meeting_id=meeting_id, now=now)


def frame(person: Person, *, now: datetime) -> dict[str, object]:
    """Return what every page about meetings needs."""
    return {"section": "persons", "tab": "meetings", "head": head_of(person, now=now), "person": person}


def list_page(request: StaffRequest, person: Person, *, now: datetime) -> dict[str, object]:
    """Return the meetings of a person, those to come first, and what is still to be done."""
    found = queries.of_person(person=person, viewer=request.user, now=now)
    coming = [meeting for meeting in found if meeting.is_planned]
    return frame(person, now=now) | {
        "coming": coming[::-1],
        "earlier": [meeting for meeting in found if not meeting.is_planned],
        "actions": open_of(person=person),
        "sees_all": sees_all(person),
        "may_plan": queries.may_plan(person),
        "may_write": queries.may_write(person),
    }


def meeting_page(request: StaffRequest, meeting: Meeting, *, now: datetime) -> dict[str, object]:
    """Return what the page of one meeting shows to the reader."""
    person = meeting.about
    agenda = queries.agenda(meeting=meeting)
    may_write = queries.may_write(person)
    on_agenda = {item.source_key for item in agenda}
    writes_agenda = may_write and meeting.is_planned
    found = suggestions(person=person, viewer=request.user, now=now) if writes_agenda else ()
    return frame(person, now=now) | {
        "meeting": meeting,
        "attendees": queries.attendees(meeting=meeting),
        "agenda": agenda,
        "suggestions": [one for one in found if one.key not in on_agenda],
        "add_item": AddItem() if writes_agenda else None,
        "minutes": queries.minutes_of(meeting=meeting),
        "decisions": queries.decisions(meeting=meeting),
        "actions": of_meeting(meeting=meeting, viewer=request.user),
        "invitation": invitation_of(meeting, request.user, now) if meeting.is_planned else None,
        "may_plan": queries.may_plan(person),
        "may_write": may_write,
        "has_begun": meeting.starts_at <= now,
    }


def plan_form(
    request: StaffRequest,
    person: Person,
    *,
    now: datetime,
    meeting: Meeting | None = None,
) -> PlanMeeting:
    """Return the form of a new meeting, or of one that is called, as sent if it was."""
    lines = _lines(person, now)
    if meeting is None:
        initial = first_values(members=lines, viewer=request.user, now=now)
    else:
        initial = values_of(meeting, queries.attendees(meeting=meeting))
    sent = request.POST if request.method == "POST" else None
    return PlanMeeting(sent, person=person, members=lines, viewer=request.user, initial=initial)


def after_stale(
    request: StaffRequest,
    meeting: Meeting,
    stale: StaleVersion,
    *,
    now: datetime,
) -> tuple[PlanMeeting, Differences]:
    """Return the form as typed but based on what is saved now, and where the two differ."""
    sent = request.POST.copy()
    sent["base_version"] = str(stale.current.version)
    form = PlanMeeting(sent, person=meeting.about, members=_lines(meeting.about, now), viewer=request.user, initial={})
    found = tuple(
        Difference(label=_label(form, name), mine=_in_words(mine), theirs=_in_words(theirs))
        for name, theirs, mine in stale.differences()
        if name != "place"
    )
    return form, Differences(found)


def _label(form: PlanMeeting, name: str) -> str:
    return _("When") if name == "starts_at" else str(form.fields[name].label)


def _in_words(value: object) -> str:
    if isinstance(value, datetime):
        return moment(value)
    return str(getattr(value, "name", value) or "-")


def _lines(person: Person, now: datetime) -> tuple[NetworkMember, ...]:
    """Return the lines of the network, if they may be seen; else one can invite the person alone."""
    if person.standing is None or not person.standing.allows(Action.READ, Category.NETWORK):
        return ()
    return tuple(members(person=person, now=now).order_by("starts_at", "pk"))
