"""What is to be done since a meeting: somebody's own, a person's, a meeting's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.foundation.time import day_bounds
from samhold.rooms.access.engine import not_taken_away, scope
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.meetings.agenda_sources import Suggestion, offer
from samhold.rooms.meetings.models import Meeting, MeetingAction

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person

OPEN_ACTION = "meetings.action"
"""The name under which what is still to be done is offered to the next agenda."""


def mine(*, worker: User, now: datetime, limit: int = 20) -> tuple[MeetingAction, ...]:
    """Return what the worker is to do after meetings about persons they may still open, what is due first first."""
    known = scope(worker, Action.READ, Category.IDENTITY, now=now)
    rows = MeetingAction.objects.filter(known & not_taken_away(worker, Category.PLAN, now=now))
    rows = rows.filter(owner_id=worker.pk, done_at__isnull=True).select_related("person")
    return tuple(rows.order_by("due_date", "pk")[:limit])


def done_on(*, worker: User, day: date, now: datetime) -> tuple[MeetingAction, ...]:
    """Return what the worker was to do and has ticked off on a local day."""
    start, end = day_bounds(day)
    known = scope(worker, Action.READ, Category.IDENTITY, now=now)
    rows = MeetingAction.objects.filter(known & not_taken_away(worker, Category.PLAN, now=now))
    rows = rows.filter(owner_id=worker.pk, done_at__gte=start, done_at__lt=end).select_related("person")
    return tuple(rows.order_by("-done_at", "-pk"))


def open_of(*, person: Person) -> tuple[MeetingAction, ...]:
    """Return what is still to be done for a person who came through the door, if the plan may be read."""
    if not _sees_plan(person):
        return ()
    rows = MeetingAction.objects.filter(person_id=person.pk, done_at__isnull=True).select_related("owner")
    return tuple(rows.order_by("due_date", "pk"))


def of_meeting(*, meeting: Meeting, viewer: User) -> tuple[MeetingAction, ...]:
    """Return what was agreed in a meeting that came through the door; without the plan just the viewer's own."""
    rows: QuerySet[MeetingAction] = MeetingAction.objects.filter(meeting_id=meeting.pk).select_related("owner")
    if not meeting.shows_content:
        rows = rows.filter(owner_id=viewer.pk)
    return tuple(rows.order_by("line", "pk"))


def offer_open_actions() -> None:
    """Offer what is still to be done as items of the next agenda."""
    offer(OPEN_ACTION, _suggestions)


def _suggestions(*, person: Person, viewer: User, now: datetime) -> tuple[Suggestion, ...]:
    del viewer, now
    return tuple(Suggestion(key=str(action.pk), title=action.text) for action in open_of(person=person))


def _sees_plan(person: Person) -> bool:
    return person.standing is not None and person.standing.allows(Action.READ, Category.PLAN)
