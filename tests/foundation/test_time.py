"""Instants and local days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhold.foundation.time import OSLO, age_on, day_bounds, is_open, local_day

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
days = st.dates(date(1900, 1, 1), date(2200, 1, 1))


def test_local_day_late_in_the_evening_is_the_next_local_day() -> None:
    assert local_day(datetime(2026, 6, 1, 22, 30, tzinfo=UTC)) == date(2026, 6, 2)


def test_local_day_of_a_naive_instant_raises() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 6, 1))  # noqa: DTZ001 -- the point of the test


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)],
)
def test_day_bounds_follow_summer_time(day: date, hours: int) -> None:
    start, end = day_bounds(day)

    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=hours)


@given(days)
def test_day_bounds_hold_just_their_day(day: date) -> None:
    start, end = day_bounds(day)
    last = (end.astimezone(UTC) - timedelta(microseconds=1)).astimezone(OSLO)

    assert (local_day(start), local_day(last), local_day(end)) == (day, day, day + timedelta(days=1))


@given(days, days)
def test_age_on_counts_birthdays(birth_date: date, today: date) -> None:
    if today < birth_date:
        with pytest.raises(ValueError, match="before"):
            age_on(birth_date, today)
        return

    age = age_on(birth_date, today)

    assert age == sum(
        1
        for year in range(birth_date.year + 1, today.year + 1)
        if (year, birth_date.month, birth_date.day) <= (today.year, today.month, today.day)
    )


@pytest.mark.parametrize(("offset", "expected"), [(-1, False), (0, True), (59, True), (60, False)])
def test_is_open_holds_its_start_and_not_its_end(offset: int, expected: bool) -> None:  # noqa: FBT001 -- parametrized
    assert is_open(NOON, NOON + timedelta(minutes=60), NOON + timedelta(minutes=offset)) is expected


def test_is_open_without_end_never_closes() -> None:
    assert is_open(NOON, None, NOON + timedelta(days=36_500))
