"""The working days of the simulated years: weekends, public holidays, and the moments at which things happen."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from samhold.foundation.time import OSLO

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIXED: Final = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
_FROM_EASTER: Final = (-3, -2, 0, 1, 39, 49, 50)
_SATURDAY: Final = 5
_FRIDAY: Final = 4


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """Return the public holidays of a year in Norway."""
    easter = _easter(year)
    moving = {easter + timedelta(days=days) for days in _FROM_EASTER}
    return frozenset(moving | {date(year, month, day) for month, day in _FIXED})


def is_working_day(day: date) -> bool:
    """Say whether offices are open."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


def pattern_weekday(day: date, today: date) -> int:
    """
    Return the weekday whose habits a day follows, Monday being 0.

    The day that somebody opens the demo is a working day whenever it falls, so that there is something to see.
    """
    if day == today and not is_working_day(day):
        return day.toordinal() % _SATURDAY
    return day.weekday()


def is_at_work(day: date, today: date) -> bool:
    """Say whether the services work on a day; today they do."""
    return day == today or is_working_day(day)


def days(first: date, last: date) -> Iterator[date]:
    """Give every day from the first to the last."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def at(day: date, minutes: int) -> datetime:
    """Return the instant so many minutes into a local day."""
    return datetime.combine(day, time(minutes // 60, minutes % 60), tzinfo=OSLO)


def last_planning_day(day: date) -> bool:
    """Say whether the week after this day is planned on it."""
    return day.weekday() == _FRIDAY


def working_day(day: date) -> date:
    """Return the day, or the next on which offices are open."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def months_before(day: date, months: int) -> date:
    """Return the day so many months earlier; the last of the month where it has no such day."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(years, month + 1, number)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _easter(year: int) -> date:
    """Return Easter Sunday (Gauss' rule, as it holds from 1900 to 2099)."""
    moon = (19 * (year % 19) + 24) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
    days_after = moon + sunday
    if days_after == 35 or (days_after == 34 and moon == 28 and year % 19 > 10):  # noqa: PLR2004 -- Gauss' exceptions
        days_after -= 7
    return date(year, 3, 22) + timedelta(days=days_after)
