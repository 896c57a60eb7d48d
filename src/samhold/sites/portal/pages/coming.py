"""What comes: appointments and meetings as one list, in the order of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from samhold.rooms.care.queries.days import upcoming
from samhold.rooms.meetings.queries.meetings import coming_of_person

if TYPE_CHECKING:
    from samhold.rooms.care.queries.days import Planned
    from samhold.rooms.meetings.models import Meeting
    from samhold.rooms.people.models import Person

MOST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """Who comes, and the number to call when it does not fit."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """
    Something that is planned, in the person's words.

    That two come is a measure of safety, so nothing here tells it but who they are.

    :param video: how one takes part from home, as the worker wrote it.
    """

    what: str
    starts_at: datetime
    where: str
    who: tuple[Somebody, ...]
    is_meeting: bool
    video: str = ""

    @property
    def has_link(self) -> bool:
        """Tell whether one can press it; what is no address of the web is only read."""
        return self.video.startswith("https://") and len(self.video.split()) == 1


def coming_of(person: Person, *, now: datetime, limit: int = MOST) -> tuple[Coming, ...]:
    """Return what comes for a person who came through the door, what comes first being first."""
    visits = [_visit(planned) for planned in upcoming(person=person, now=now, limit=limit)]
    meetings = [_meeting(meeting) for meeting in coming_of_person(person=person, now=now, limit=limit)]
    return tuple(sorted([*visits, *meetings], key=lambda one: one.starts_at)[:limit])


def _visit(planned: Planned) -> Coming:
    row = planned.appointment
    return Coming(
        what=str(row.get_kind_display()),
        starts_at=row.starts_at,
        where=row.where,
        who=tuple(Somebody(name=worker.name, phone=worker.phone) for worker in planned.workers),
        is_meeting=False,
    )


def _meeting(meeting: Meeting) -> Coming:
    return Coming(
        what=str(meeting.get_kind_display()),
        starts_at=meeting.starts_at,
        where=meeting.where,
        who=(Somebody(name=meeting.chair.name, phone=meeting.chair.phone),),
        is_meeting=True,
        video=meeting.video,
    )
