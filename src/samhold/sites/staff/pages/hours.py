"""A leader's page of hours: what the unit has granted and given in a month or a week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Purpose
from samhold.rooms.care.queries.hours import hours_in
from samhold.rooms.people.access import note_listed
from samhold.rooms.people.forms.fields import FIRST_DAY, LAST_DAY
from samhold.sites.staff.pages.asked import LEADS, units_that_take
from samhold.sites.staff.pages.decisions import HoursBar, bar_of

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.care.queries.hours import HoursLine
    from samhold.rooms.organisations.models import Unit  # noqa: TC004 -- sites import no tables
    from samhold.rooms.people.models import Person  # noqa: TC004 -- sites import no tables
    from samhold.sites.staff.requests import StaffRequest

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One decision of a person, or what they were given without one."""

    person: Person
    bar: HoursBar


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursPage:
    """A unit's hours on some days; `before` and `after` are days of the periods beside it."""

    unit: Unit
    units: tuple[Unit, ...]
    first: date
    last: date
    is_week: bool
    before: date
    after: date
    rows: tuple[Row, ...]
    granted: Decimal
    given: Decimal
    left_out: Decimal
    share: int | None


def hours_page(request: StaffRequest, *, now: datetime) -> HoursPage:
    """
    Return the hours of a unit that the reader leads, in the month (`?by=week`: the week) of a day (`?day=`).

    Whoever is named is logged as seen.

    :raises NotAllowed: if the reader leads none.
    """
    units = units_that_take(request, LEADS)
    unit = next((unit for unit in units if str(unit.pk) == request.GET.get("unit")), units[0])
    is_week = request.GET.get("by") == "week"
    first, last = _bounds(_asked(request.GET.get("day", ""), local_day(now)), is_week=is_week)
    lines = hours_in(unit_id=unit.pk, viewer=request.user, first=first, last=last, now=now)
    seen = {line.person.pk: line.person for line in lines}.values()
    note_listed(seen, actor=request.user, purpose=Purpose.QUALITY, now=now, subject="hours")
    granted = sum((line.account.granted for line in lines), Decimal(0))
    given = sum((line.account.given_hours for line in lines), Decimal(0))
    return HoursPage(
        unit=unit,
        units=units,
        first=first,
        last=last,
        is_week=is_week,
        before=first - ONE_DAY,
        after=last + ONE_DAY,
        rows=tuple(_row(line) for line in lines),
        granted=granted.quantize(Decimal("0.1")),
        given=given.quantize(Decimal("0.1")),
        left_out=sum((line.account.left_out_hours for line in lines), Decimal(0)).quantize(Decimal("0.1")),
        share=round(100 * given / granted) if granted else None,
    )


def _row(line: HoursLine) -> Row:
    return Row(person=line.person, bar=bar_of(line))


def _bounds(day: date, *, is_week: bool) -> tuple[date, date]:
    if is_week:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - ONE_DAY


def _asked(written: str, today: date) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return today
    return day if FIRST_DAY + timedelta(days=31) < day < LAST_DAY - timedelta(days=31) else today
