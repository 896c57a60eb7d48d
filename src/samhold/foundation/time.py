"""Instants and local days: the country has one time zone, and a day is a local day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

OSLO: Final = ZoneInfo("Europe/Oslo")


def require_aware(at: datetime) -> datetime:
    """
    Give the instant back if it knows its time zone.

    :raises ValueError: if it does not; a naive instant is a programming error.
    """
    if at.utcoffset() is None:
        message = "an instant must know its time zone"
        raise ValueError(message)
    return at


def local_day(at: datetime) -> date:
    """Tell on which local day an instant falls."""
    return require_aware(at).astimezone(OSLO).date()


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """Give the first instant of a local day and the first instant after it; 23, 24 or 25 hours apart."""
    start = datetime.combine(day, time.min, tzinfo=OSLO)
    end = datetime.combine(day + timedelta(days=1), time.min, tzinfo=OSLO)
    return start, end


def age_on(birth_date: date, today: date) -> int:
    """
    Tell how many whole years somebody is on a day; one born on 29 February turns on 1 March in other years.

    :raises ValueError: if the day lies before the birth.
    """
    if today < birth_date:
        message = "nobody has an age before the day of birth"
        raise ValueError(message)
    before_birthday = (today.month, today.day) < (birth_date.month, birth_date.day)
    return today.year - birth_date.year - int(before_birthday)


def is_open(starts_at: datetime, ends_at: datetime | None, at: datetime) -> bool:
    """Tell whether the instant lies in `[starts_at, ends_at)`; no end means "still"."""
    return starts_at <= at and (ends_at is None or at < ends_at)
