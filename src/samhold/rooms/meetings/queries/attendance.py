"""How often next of kin and guardians are invited, and come: a measure of a service that takes them along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from samhold.rooms.access.enums import Action, Purpose
from samhold.rooms.meetings.enums import AttendeeKind, AttendeeState, MeetingState
from samhold.rooms.meetings.models import Attendee

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Of one kind of party: in how many held meetings it was invited, in how many it was there."""

    kind: AttendeeKind
    invited: int
    present: int


def attendance(
    *,
    viewer: User,
    since: datetime,
    until: datetime,
    now: datetime,
    person: Person | None = None,
    purpose: Purpose = Purpose.CARE,
) -> tuple[Attendance, ...]:
    """
    Return how each kind of party was invited and there in `[since, until)`, in meetings the viewer may read of.

    Each meeting counts once for a kind, however many of the kind came. The numbers are of rows that the viewer may
    open; a number that leaves the house goes through `core.disclosure`.
    """
    rows = Attendee.objects.visible_to(viewer, Action.READ, now=now, purpose=purpose).filter(
        meeting__state=MeetingState.HELD,
        meeting__starts_at__gte=since,
        meeting__starts_at__lt=until,
    )
    rows = rows.exclude(state=AttendeeState.WITHDRAWN)
    if person is not None:
        rows = rows.filter(person_id=person.pk)
    counted = (
        rows.order_by()
        .values("kind")
        .annotate(
            invited=Count("meeting_id", distinct=True),
            present=Count("meeting_id", distinct=True, filter=Q(state=AttendeeState.PRESENT)),
        )
    )
    found = {row["kind"]: (row["invited"], row["present"]) for row in counted}
    return tuple(
        Attendance(kind=kind, invited=found[kind][0], present=found[kind][1]) for kind in AttendeeKind if kind in found
    )
