"""What the room of meetings adds to the timeline: the meetings that were held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhold.rooms.access.enums import Category
from samhold.rooms.meetings.access import seen_by, sees_all
from samhold.rooms.meetings.enums import AttendeeState, MeetingKind, MeetingState
from samhold.rooms.meetings.models import Meeting
from samhold.rooms.people.enums import TimelineCategory
from samhold.rooms.people.timeline import TimelineEntry, earlier_than, moments

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person
    from samhold.rooms.people.timeline import Key, Moments


def meetings(
    *,
    person: Person,
    viewer: User,
    before: Key,
    limit: int,
    now: datetime,
) -> tuple[TimelineEntry, ...]:
    """Return the newest held meetings before a line that the one at the door may see."""
    rows = _held_before(person.pk, before)
    if not sees_all(person):
        rows = rows.filter(seen_by(viewer, now=now))
    came = Count("attendees", filter=Q(attendees__state=AttendeeState.PRESENT), distinct=True)
    rows = rows.annotate(came=came, agreed=Count("actions", distinct=True)).select_related("chair")
    return tuple(_entry(row) for row in rows.order_by("-starts_at", "-pk")[:limit])


def meeting_moments(*, person_id: UUID, before: Key) -> Moments:
    """Return when the held meetings before a line are, for one who may see all of them."""
    return moments(_held_before(person_id, before), at="starts_at", kind="meetings")


def _held_before(person_id: UUID, before: Key) -> QuerySet[Meeting]:
    rows: QuerySet[Meeting] = Meeting.objects.filter(earlier_than(before), person_id=person_id, state=MeetingState.HELD)
    return rows


def _entry(row: Meeting) -> TimelineEntry:
    came, agreed = int(getattr(row, "came", 0)), int(getattr(row, "agreed", 0))
    there = ngettext("%(count)d was there", "%(count)d were there", came) % {"count": came}
    actions = ngettext("%(count)d action", "%(count)d actions", agreed) % {"count": agreed}
    return TimelineEntry(
        id=row.pk,
        at=row.starts_at,
        category=TimelineCategory.MEETING,
        title=str(MeetingKind(row.kind).label),
        about=frozenset({Category.APPOINTMENTS}),
        who=_("led by %(name)s") % {"name": row.chair.name},
        detail=f"{there} · {actions}",
        link=f"/persons/{row.person_id}/meetings/{row.pk}/",
    )
