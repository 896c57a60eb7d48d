"""Where now is among the stops of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.utils import translation

from samhold.sites.staff.pages.clock import clock_of, heading

DAY = date(2026, 3, 4)


@dataclass(frozen=True)
class Timed:
    number: int
    hour: int
    is_settled: bool = False
    minutes: int = 60

    @property
    def id(self) -> UUID:
        return UUID(int=self.number)

    @property
    def starts_at(self) -> datetime:
        return datetime(2026, 3, 4, self.hour, tzinfo=UTC)


STOPS = (Timed(1, 8, is_settled=True), Timed(2, 9), Timed(3, 12))


@pytest.mark.parametrize(
    ("hour", "before", "next_stop"),
    [(7, 1, 2), (9, 3, 2), (10, 3, 3), (12, None, 3), (13, None, None)],
    ids=["before all", "in the second", "between", "in the last", "after all"],
)
def test_now_stands_before_what_has_not_begun_and_next_is_what_is_not_over(hour, before, next_stop):
    clock = clock_of(STOPS, day=DAY, today=DAY, now=datetime(2026, 3, 4, hour, tzinfo=UTC))

    assert (clock.before, clock.next_stop) == (before and UUID(int=before), next_stop and UUID(int=next_stop))


def test_another_day_has_no_now():
    assert clock_of(STOPS, day=DAY, today=DAY + timedelta(days=1), now=datetime(2026, 3, 5, 9, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("days", "named"),
    [(0, "I dag, onsdag 4. mars"), (1, "I g\u00e5r, onsdag 4. mars"), (5, "onsdag 4. mars")],
)
def test_day_is_called_by_its_weekday(days, named):
    with translation.override("nb"):
        assert heading(DAY, DAY + timedelta(days=days)) == named
