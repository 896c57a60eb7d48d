from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhold.core.outcomes import Happening, Measure, Side, compare, faces
from samhold.core.outcomes.before_after import SPAN

STARTED, TODAY = date(2024, 1, 1), date(2026, 6, 1)
NIGHTS = Measure(name="nights", kinds=frozenset({"ward"}), in_days=True, with_last_day=False)
STAYS = Measure(name="stays", kinds=frozenset({"ward"}))
HOME = Measure(name="home", kinds=frozenset({"home"}), in_days=True)
days = st.dates(min_value=STARTED - timedelta(days=900), max_value=STARTED + timedelta(days=900))


def of(kind, first, last=None):
    return Happening(kind=kind, first_date=first, last_date=last)


def one(measure, *happenings, today=TODAY, known_since=None):
    (found,) = compare([measure], happenings, started=STARTED, today=today, known_since=known_since)
    return found


def test_stays_are_counted_on_the_side_on_which_they_began():
    found = one(STAYS, of("ward", date(2023, 12, 30), date(2024, 1, 3)), of("ward", STARTED, STARTED))

    assert (found.before, found.after) == (Side(count=1, days=730), Side(count=1, days=730))


def test_nights_are_parted_at_the_start_and_the_day_of_discharge_is_none():
    found = one(NIGHTS, of("ward", date(2023, 12, 30), date(2024, 1, 3)))

    assert (found.before.count, found.after.count) == (2, 2)


def test_a_stay_of_one_day_is_no_night():
    assert one(NIGHTS, of("ward", STARTED, STARTED)).after.count == 0


def test_overlapping_days_count_once():
    found = one(HOME, of("home", date(2024, 1, 1), date(2024, 1, 10)), of("home", date(2024, 1, 5), date(2024, 1, 12)))

    assert found.after.count == 12


def test_what_still_lasts_counts_until_today():
    assert one(HOME, of("home", STARTED), today=STARTED + timedelta(days=9)).after == Side(count=10, days=10)


def test_a_short_after_is_told_and_given_per_year():
    found = one(STAYS, of("ward", STARTED), today=STARTED + timedelta(days=72))

    assert (found.is_whole, found.after.days, found.after.per_year) == (False, 73, pytest.approx(5.0))


def test_nothing_is_known_before_it_is_known():
    found = one(STAYS, of("ward", date(2023, 6, 1)), known_since=date(2023, 7, 1))

    assert found.before == Side(count=0, days=184)


def test_follow_up_that_has_not_begun_is_refused():
    with pytest.raises(ValueError, match="today or earlier"):
        compare([STAYS], [], started=TODAY + timedelta(days=1), today=TODAY)


def test_a_happening_does_not_end_before_it_starts():
    with pytest.raises(ValueError, match="first day or later"):
        of("ward", TODAY, STARTED)


@given(st.lists(st.tuples(days, st.integers(0, 400)), max_size=8))
def test_days_are_those_of_a_calendar_ticked_day_by_day(rows):
    happenings = [of("home", first, first + timedelta(days=length)) for first, length in rows]

    found = one(HOME, *happenings)

    ticked = {
        row.first_date + timedelta(days=number)
        for row in happenings
        for number in range((row.last_date - row.first_date).days + 1)
    }
    before = {day for day in ticked if STARTED - SPAN <= day < STARTED}
    after = {day for day in ticked if STARTED <= day < STARTED + SPAN}
    assert (found.before.count, found.after.count) == (len(before), len(after))


def test_faces_are_different_workers_of_four_weeks():
    meetings = [(TODAY, "a"), (TODAY - timedelta(days=27), "b"), (TODAY, "b"), (TODAY - timedelta(days=28), "c")]

    assert faces(meetings, until=TODAY) == 2
