"""A worker's day: visits and meetings in the order of time, and what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Purpose, Role
from samhold.rooms.care.enums import AppointmentKind, AppointmentState
from samhold.rooms.care.queries.caseload import quiet
from samhold.rooms.care.queries.days import day_of, drafts_of
from samhold.rooms.notices.queries import waiting
from samhold.rooms.organisations.queries.roads import minutes_between
from samhold.rooms.people.access import note_listed
from samhold.rooms.people.forms.fields import FIRST_DAY, LAST_DAY
from samhold.rooms.people.queries.emergency import open_grants, waiting_for_review
from samhold.sites.staff.pages.timeline import day_title
from samhold.sites.staff.pages.workplace import Workplace, workplace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from samhold.rooms.access.models import User
    from samhold.rooms.care.models import Appointment, Draft  # noqa: TC004 -- sites import no tables
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
    """

    appointment: Appointment
    icon: str
    drive: int | None
    colleagues: tuple[str, ...]
    is_open: bool

    @property
    def is_settled(self) -> bool:
        """Whether something has been recorded."""
        return self.appointment.state != AppointmentState.PLANNED


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for the worker, besides the visits."""

    notices: tuple[Notice, ...]
    drafts: tuple[Draft, ...]
    reviews: tuple[Grant, ...]
    grants: tuple[Grant, ...]
    quiet: tuple[Person, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not (self.notices or self.drafts or self.reviews or self.grants or self.quiet)


@dataclass(frozen=True, slots=True, kw_only=True)
class MyDay:
    """A day of a worker."""

    day: date
    title: str
    is_today: bool
    before: date
    after: date
    stops: tuple[Stop, ...]


def my_day(request: StaffRequest, *, now: datetime) -> dict[str, object]:
    """Return the day that was asked for, today unless another, and what waits; those who are shown are logged."""
    today = local_day(now)
    day = _asked(request.GET.get("day", ""), today)
    user, place = request.user, workplace(request)
    rows = tuple(day_of(worker=user, day=day, now=now))
    waits = _waiting(user, place, now)
    shown = [row.person for row in rows] + [draft.person for draft in waits.drafts] + list(waits.quiet)
    unique = {person.pk: person for person in shown}.values()
    note_listed(unique, actor=user, purpose=Purpose.CARE, now=now, subject="my day")
    found = MyDay(
        day=day,
        title=day_title(day, today),
        is_today=day == today,
        before=day - timedelta(days=1),
        after=day + timedelta(days=1),
        stops=_stops(rows, user, place, today),
    )
    return {"section": "my_day", "my_day": found, "waiting": waits}


def _asked(written: str, today: date) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return today
    return day if FIRST_DAY <= day <= LAST_DAY else today


def _stops(rows: Sequence[Appointment], user: User, place: Workplace, today: date) -> tuple[Stop, ...]:
    legs = _legs(rows, place)
    minutes = minutes_between(leg for leg in legs if leg is not None)
    return tuple(
        Stop(
            appointment=row,
            icon=ICONS[AppointmentKind(row.kind)],
            drive=None if leg is None else minutes.get(leg),
            colleagues=tuple(worker.name for worker in row.workers.all() if worker.pk != user.pk),
            is_open=row.state == AppointmentState.PLANNED and local_day(row.starts_at) <= today,
        )
        for row, leg in zip(rows, legs, strict=True)
    )


def _legs(rows: Sequence[Appointment], place: Workplace) -> list[tuple[UUID, UUID] | None]:
    """Return the way to each stop: from the one before, the first from where the worker's unit is."""
    here = place.units[0].place_id if place.units else None
    legs: list[tuple[UUID, UUID] | None] = []
    for row in rows:
        there = row.place_id
        legs.append((here, there) if here and there else None)
        here = there or here
    return legs


def _waiting(user: User, place: Workplace, now: datetime) -> Waiting:
    reviews = waiting_for_review(user_id=user.pk, now=now)[:MOST] if place.roles & REVIEWS else ()
    return Waiting(
        notices=waiting(user_id=user.pk, limit=MOST) if place.waiting else (),
        drafts=tuple(drafts_of(author=user, now=now)[:MOST]),
        reviews=tuple(reviews),
        grants=tuple(open_grants(user_id=user.pk, now=now)) if place.grant_ends_at else (),
        quiet=quiet(viewer=user, now=now, limit=MOST),
    )
