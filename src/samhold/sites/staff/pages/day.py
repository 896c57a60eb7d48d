"""A worker's day: visits and meetings in the order of time, and what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Purpose, Role
from samhold.rooms.access.rules import STAFF_WHO_HELP
from samhold.rooms.care.enums import AppointmentKind, AppointmentState
from samhold.rooms.care.queries.caseload import quiet
from samhold.rooms.care.queries.days import day_of, drafts_of
from samhold.rooms.care.queries.safety import OnVisits, on_visits_to
from samhold.rooms.care.safety_enums import Measure
from samhold.rooms.meetings.queries.actions import mine
from samhold.rooms.meetings.queries.meetings import day_of as meetings_of
from samhold.rooms.notices.queries import waiting
from samhold.rooms.organisations.queries.roads import minutes_between
from samhold.rooms.people.access import note_listed
from samhold.rooms.people.forms.fields import FIRST_DAY, LAST_DAY
from samhold.rooms.people.queries.emergency import open_grants, waiting_for_review
from samhold.sites.staff.pages.clock import Clock, clock_of, heading
from samhold.sites.staff.pages.duties import duties_of
from samhold.sites.staff.pages.marks import Mark, safety_marks
from samhold.sites.staff.pages.visits import MARGIN, at_work
from samhold.sites.staff.pages.workplace import Workplace, workplace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from samhold.rooms.access.models import User
    from samhold.rooms.care.models import Appointment, Draft  # noqa: TC004 -- sites import no tables
    from samhold.rooms.meetings.models import Meeting, MeetingAction  # noqa: TC004 -- sites import no tables
    from samhold.rooms.notices.models import Notice  # noqa: TC004 -- sites import no tables
    from samhold.rooms.people.models import Grant, Person  # noqa: TC004 -- sites import no tables
    from samhold.sites.staff.requests import StaffRequest

REVIEWS = frozenset({Role.UNIT_LEADER, Role.PRIVACY_OFFICER})
MOST = 5
ICONS = {
    AppointmentKind.HOME_VISIT: "house",
    AppointmentKind.MEETING: "people",
    AppointmentKind.CALL: "phone",
    AppointmentKind.OFFICE: "building",
    AppointmentKind.CLINIC: "heart",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """
    One appointment of the day.

    :param drive: minutes by road from the place before; unknown is `None`, the same place nought.
    :param is_open: its day has come and nothing is recorded of it.
    :param marks: what is done to keep it safe.
    :param check_in_minutes: for how long one checks in on it; `None` where one does not.
    :param address: where to drive to at a home visit: what was written, else where the person lives.
    """

    appointment: Appointment
    icon: str
    drive: int | None
    colleagues: tuple[str, ...]
    is_open: bool
    address: str = ""
    marks: tuple[Mark, ...] = ()
    check_in_minutes: int | None = None

    @property
    def id(self) -> UUID:
        """Return the appointment's id."""
        return self.appointment.pk

    @property
    def starts_at(self) -> datetime:
        """Return when it starts."""
        return self.appointment.starts_at

    @property
    def minutes(self) -> int:
        """Return how long it takes."""
        return self.appointment.minutes

    @property
    def is_settled(self) -> bool:
        """Whether something has been recorded."""
        return self.appointment.state != AppointmentState.PLANNED


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingStop:
    """One meeting of the day; `drive` as of a stop."""

    meeting: Meeting
    drive: int | None

    @property
    def id(self) -> UUID:
        """Return the meeting's id."""
        return self.meeting.pk

    @property
    def starts_at(self) -> datetime:
        """Return when it starts."""
        return self.meeting.starts_at

    @property
    def minutes(self) -> int:
        """Return how long it takes."""
        return self.meeting.minutes

    @property
    def is_settled(self) -> bool:
        """Whether it is held."""
        return not self.meeting.is_planned


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """Something that the worker is to do after a meeting."""

    action: MeetingAction
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for the worker, besides the visits."""

    notices: tuple[Notice, ...]
    drafts: tuple[Draft, ...]
    reviews: tuple[Grant, ...]
    grants: tuple[Grant, ...]
    quiet: tuple[Person, ...]

    @property
    def count(self) -> int:
        """How much waits."""
        return len(self.notices) + len(self.drafts) + len(self.reviews) + len(self.grants) + len(self.quiet)

    @property
    def begun(self) -> frozenset[str]:
        """The ids of the appointments that a draft has been begun about."""
        return frozenset(draft.about for draft in self.drafts)


@dataclass(frozen=True, slots=True, kw_only=True)
class MyDay:
    """A day of a worker."""

    day: date
    title: str
    is_today: bool
    before: date
    after: date
    stops: tuple[Stop | MeetingStop, ...]
    clock: Clock | None


def my_day(request: StaffRequest, *, now: datetime) -> dict[str, object]:
    """Return the day that was asked for, today unless another, and what waits; those who are shown are logged."""
    today = local_day(now)
    day = _asked(request.GET.get("day", ""), today)
    user, place = request.user, workplace(request)
    visits, meetings = tuple(day_of(worker=user, day=day, now=now)), meetings_of(worker=user, day=day, now=now)
    to_do, duties, work = mine(worker=user, now=now), duties_of(user, place, now), at_work(user, now=now)
    waits = _waiting(user, place, now, duties.missed)
    around = (*waits.quiet, *(task.person for task in duties.tasks), work.person)
    met = (*(row.person for row in (*visits, *waits.drafts)), *(row.about for row in (*meetings, *to_do)))
    _note((*around, *met), user, now)
    stops = _stops(visits, meetings, user, place, now)
    found = MyDay(
        day=day,
        title=heading(day, today),
        is_today=day == today,
        before=day - timedelta(days=1),
        after=day + timedelta(days=1),
        stops=stops,
        clock=clock_of(stops, day=day, today=today, now=now),
    )
    late = tuple(ToDo(action=action, is_late=action.due_date < today) for action in to_do)
    return {
        "section": "my_day",
        "my_day": found,
        "waiting": waits,
        "to_do": late,
        "duties": duties,
        "at_work": work,
        "helps": bool(place.roles & STAFF_WHO_HELP),
    }


def _note(shown: Iterable[Person | None], user: User, now: datetime) -> None:
    """Write in the log who was shown, each once."""
    unique = {person.pk: person for person in shown if person is not None}.values()
    note_listed(unique, actor=user, purpose=Purpose.CARE, now=now, subject="my day")


def _asked(written: str, today: date) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return today
    return day if FIRST_DAY <= day <= LAST_DAY else today


def _stops(
    visits: Sequence[Appointment],
    meetings: Sequence[Meeting],
    user: User,
    place: Workplace,
    now: datetime,
) -> tuple[Stop | MeetingStop, ...]:
    rows: list[Appointment | Meeting] = [*visits, *meetings]
    rows.sort(key=lambda row: (row.starts_at, str(row.pk)))
    legs = _legs(rows, place)
    minutes = minutes_between(leg for leg in legs if leg is not None)
    drives = {row.pk: None if leg is None else minutes.get(leg) for row, leg in zip(rows, legs, strict=True)}
    safe = on_visits_to(persons=[row.person_id for row in visits], viewer=user, now=now)
    stops: dict[UUID, Stop | MeetingStop] = {
        row.pk: _stop(row, drives[row.pk], user, safe.get(row.person_id, OnVisits()), now) for row in visits
    }
    stops |= {row.pk: MeetingStop(meeting=row, drive=drives[row.pk]) for row in meetings}
    return tuple(stops[row.pk] for row in rows)


def _stop(row: Appointment, drive: int | None, user: User, safe: OnVisits, now: datetime) -> Stop:
    today, day = local_day(now), local_day(row.starts_at)
    marks = _marks(row, safe)
    is_visit = row.kind == AppointmentKind.HOME_VISIT or (safe.measures and row.kind != AppointmentKind.CALL)
    is_now = row.state == AppointmentState.PLANNED and day == today and is_visit
    return Stop(
        appointment=row,
        icon=ICONS[AppointmentKind(row.kind)],
        drive=drive,
        colleagues=tuple(worker.name for worker in row.workers.all() if worker.pk != user.pk),
        is_open=row.state == AppointmentState.PLANNED and day <= today,
        address=_address(row),
        marks=marks,
        check_in_minutes=row.minutes + MARGIN if is_now else None,
    )


def _marks(row: Appointment, safe: OnVisits) -> tuple[Mark, ...]:
    """Return the measures that hold on every visit, and that this one was planned for two."""
    planned = row.needs_two_workers and Measure.TWO_PERSONS not in safe.measures
    two = (Mark(text=Measure.TWO_PERSONS.label, icon="people"),)
    return (*safety_marks(safe), *(two if planned else ()))


def _address(row: Appointment) -> str:
    if row.kind != AppointmentKind.HOME_VISIT:
        return ""
    lives = row.home.address if row.home is not None and row.knows_person else ""
    return row.where or lives


def _legs(rows: Sequence[Appointment | Meeting], place: Workplace) -> list[tuple[UUID, UUID] | None]:
    """Return the way to each stop: from the one before, the first from where the worker's unit is."""
    here = place.units[0].place_id if place.units else None
    legs: list[tuple[UUID, UUID] | None] = []
    for row in rows:
        there = row.place_id
        legs.append((here, there) if here and there else None)
        here = there or here
    return legs


def _waiting(user: User, place: Workplace, now: datetime, missed: frozenset[UUID]) -> Waiting:
    reviews = waiting_for_review(user_id=user.pk, now=now)[:MOST] if place.roles & REVIEWS else ()
    return Waiting(
        notices=waiting(user_id=user.pk, limit=MOST) if place.waiting else (),
        drafts=tuple(drafts_of(author=user, now=now)[:MOST]),
        reviews=tuple(reviews),
        grants=tuple(open_grants(user_id=user.pk, now=now)) if place.grant_ends_at else (),
        quiet=tuple(person for person in quiet(viewer=user, now=now, limit=MOST) if person.pk not in missed),
    )
