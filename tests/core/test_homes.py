from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhold.core.homes import Stay, days_in, is_among_active_use, stable_since

TODAY = date(2026, 6, 1)


def ago(days):
    return TODAY - timedelta(days=days)


def stay(first, last=None, *, is_stable=True):
    return Stay(first_date=ago(first), last_date=None if last is None else ago(last), is_stable=is_stable)


@pytest.mark.parametrize(
    ("one", "days"), [(stay(0), 1), (stay(9), 10), (stay(9, 5), 5), (stay(9, 9), 1), (stay(-1), 0)]
)
def test_days_are_counted_with_the_first_and_the_last(one, days):
    assert days_in(one, today=TODAY) == days


@pytest.mark.parametrize(
    ("stays", "since"),
    [
        ((), None),
        ((stay(30),), ago(30)),
        ((stay(30, 5),), None),
        ((stay(30, is_stable=False),), None),
        ((stay(90, 31), stay(30)), ago(90)),
        ((stay(90, 32), stay(30)), ago(30)),
        ((stay(90, 31, is_stable=False), stay(30)), ago(30)),
        ((stay(90, 31), stay(30, is_stable=False)), None),
    ],
)
def test_stable_is_without_a_gap_until_today(stays, since):
    assert stable_since(stays, today=TODAY) == since


def test_a_stay_does_not_end_before_it_starts():
    with pytest.raises(ValueError, match="ends on its first day"):
        stay(1, 2)


@given(st.lists(st.tuples(st.integers(1, 40), st.booleans()), max_size=8))
def test_stable_days_are_those_that_a_slow_count_finds(parts):
    """Homes that follow each other without a gap, the last of them still: walk back day by day."""
    stays, day, before = [], TODAY + timedelta(days=1), None
    for length, is_stable in parts:
        first = day - timedelta(days=length)
        stays.append(Stay(first_date=first, last_date=before, is_stable=is_stable))
        day, before = first, first - timedelta(days=1)

    lived = {
        row.first_date + timedelta(days=n): row.is_stable for row in stays for n in range(days_in(row, today=TODAY))
    }
    slow = TODAY
    while lived.get(slow):
        slow -= timedelta(days=1)

    assert stable_since(stays, today=TODAY) == (None if slow == TODAY else slow + timedelta(days=1))


@pytest.mark.parametrize(
    ("lives_sober", "is_substance_free", "warns"),
    [(True, False, True), (True, True, False), (False, False, False), (False, True, False)],
)
def test_somebody_newly_sober_and_a_place_that_is_not_substance_free(lives_sober, is_substance_free, warns):
    assert is_among_active_use(lives_sober=lives_sober, is_substance_free=is_substance_free) is warns
