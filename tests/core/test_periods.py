"""Half-open periods, against a day-by-day oracle."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhold.core.periods import Period, end_of, first_overlap, gaps, is_over, merged

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(40)]


def period(start: int, length: int | None) -> Period[date]:
    end = None if length is None else FIRST + timedelta(days=start + length)
    return Period(start=FIRST + timedelta(days=start), end=end)


periods = st.builds(period, st.integers(0, 30), st.none() | st.integers(1, 9))
many = st.lists(periods, max_size=6)


def covered(some: list[Period[date]] | tuple[Period[date], ...]) -> list[bool]:
    return [any(each.contains(day) for each in some) for day in DAYS]


def test_period_holds_its_start_and_not_its_end() -> None:
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    hour = Period(start=noon, end=noon + timedelta(hours=1))

    held = [hour.contains(noon + timedelta(minutes=minute)) for minute in (-1, 0, 59, 60)]

    assert held == [False, True, True, False]


@pytest.mark.parametrize("length", [0, -1])
def test_period_that_holds_nothing_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="ends after"):
        period(3, length)


@given(periods, periods)
def test_overlap_and_intersection_agree_with_the_days(one: Period[date], other: Period[date]) -> None:
    both = [one.contains(day) and other.contains(day) for day in DAYS]
    common = one.intersection(other)

    assert one.overlaps(other) == other.overlaps(one) == any(both)
    assert covered([] if common is None else [common]) == both


@given(many)
def test_merged_covers_the_same_days_with_space_between(some: list[Period[date]]) -> None:
    result = merged(some)

    assert covered(result) == covered(some)
    assert all(a.end is not None and a.end < b.start for a, b in pairwise(result))


@given(many, periods)
def test_gaps_are_the_days_within_that_nobody_covers(some: list[Period[date]], within: Period[date]) -> None:
    found = gaps(some, within=within)

    assert covered(found) == [within.contains(day) and not any(each.contains(day) for each in some) for day in DAYS]
    assert merged(found) == found


@given(many)
def test_first_overlap_is_found_just_when_two_overlap(some: list[Period[date]]) -> None:
    found = first_overlap(some)

    assert (found is not None) == any(a.overlaps(b) for a, b in combinations(some, 2))
    assert found is None or found[0].overlaps(found[1])


@pytest.mark.parametrize(
    ("minutes", "lasts"), [(-60, timedelta.resolution), (0, timedelta.resolution), (60, timedelta(hours=1))]
)
def test_what_is_ended_never_ends_before_it_began_and_is_over(minutes: int, lasts: timedelta) -> None:
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    now = noon + timedelta(minutes=minutes)

    end = end_of(noon, now=now)

    assert end - noon == lasts
    assert [is_over(noon, at, now=now) for at in (end, end + timedelta(hours=2), None)] == [True, False, False]
