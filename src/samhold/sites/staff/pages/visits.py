"""The visit that a worker is in on: the clock, who waits, and the form to check in with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from samhold.rooms.care.forms.safety import CheckIn
from samhold.rooms.care.queries.safety import on_visits
from samhold.rooms.care.queries.watches import colleagues, latest, whom
from samhold.sites.staff.pages.marks import safety_marks

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.care.models import Appointment, VisitWatch  # noqa: TC004 -- sites import no tables
    from samhold.rooms.care.safety_access import Watched
    from samhold.rooms.people.models import Person  # noqa: TC004 -- sites import no tables
    from samhold.sites.staff.requests import StaffRequest

MARGIN = 15
"""Minutes that are added to what a visit is planned to take."""

MORE = timedelta(minutes=30)
"""How much longer one press lets somebody stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """
    A visit under way as a page shows it.

    :param left: whole minutes until one should be out; below nought when it is late.
    :param person: whom it is with; nobody for those who may not know.
    """

    watch: VisitWatch
    left: int
    person: Person | None

    @property
    def late(self) -> int:
        """How many minutes it is late."""
        return max(0, -self.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtWork:
    """The visit somebody is in on now, and who waited last time: one press is enough to check in with the same."""

    clock: Clock | None = None
    colleague_id: UUID | None = None
    colleague_name: str = ""

    @property
    def person(self) -> Person | None:
        """Whom the visit is with, if one is in and may know."""
        return None if self.clock is None else self.clock.person


def at_work(user: User, *, now: datetime) -> AtWork:
    """Return where a worker is; one query, and one more while they are in."""
    watch = latest(worker=user)
    if watch is None:
        return AtWork()
    clock = None
    if watch.ended_at is None:
        clock = clock_of(watch, whom(watch=watch, viewer=user, now=now), now=now)
    return AtWork(clock=clock, colleague_id=watch.colleague_id, colleague_name=watch.colleague.name)


def clock_of(watch: VisitWatch, person: Person | None, *, now: datetime) -> Clock:
    """Return the clock of a watch."""
    seconds = (watch.expected_at - now).total_seconds()
    return Clock(watch=watch, left=int(seconds // 60), person=person)


def check_in_form(request: StaffRequest, appointment: Appointment | None, *, now: datetime) -> CheckIn:
    """Return the form to check in with: who waited last time, and as long as the visit is planned to take."""
    before = latest(worker=request.user)
    minutes = (appointment.minutes if appointment is not None else 45) + MARGIN
    first = {"colleague": "" if before is None else str(before.colleague_id), "expected": minutes}
    sent = request.POST if request.method == "POST" else None
    return CheckIn(sent, colleagues=colleagues(worker=request.user, now=now), initial=first)


def watch_page(watched: Watched, *, viewer: User, now: datetime) -> dict[str, object]:
    """Return what those who take part in a watch see: the person and the address only if they may know who it is."""
    watch, person = watched.watch, watched.person
    return {
        "section": "my_day",
        "watch": watch,
        "clock": clock_of(watch, person, now=now),
        "is_mine": watch.worker_id == viewer.pk,
        "where": "" if person is None else _where(watch, person),
        "marks": () if person is None else safety_marks(on_visits(person=person, now=now)),
    }


def _where(watch: VisitWatch, person: Person) -> str:
    """Return where to drive to: what was written on the visit, else where the person lives, else the place."""
    visit = watch.appointment
    where = visit.where if visit is not None else ""
    place = visit.place.name if visit is not None and visit.place is not None else ""
    return where or (person.home.address if person.home is not None else "") or place
