"""
Two years before and two years after follow-up began.

Alna's evaluation and those of the first ACT teams compare the two years before with the two years after (`domain.md`
§§ 2.1, 11). When fewer days have passed since the start, both sides are also given per year, and the number of days
seen is told, so that nobody reads a short "after" as a good one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from samhold.core.periods import Period, merged

if TYPE_CHECKING:
    from collections.abc import Iterable

SPAN = timedelta(days=730)
"""How far back and forth it is looked."""

DAYS_OF_YEAR = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """
    Something that happened or lasted, such as an admission or a home.

    :param kind: the caller's own word for what it was.
    :param last_date: the last day, with it; `None` is "still".
    """

    kind: str
    first_date: date
    last_date: date | None = None

    def __post_init__(self) -> None:
        """Refuse what ends before it starts."""
        if self.last_date is not None and self.last_date < self.first_date:
            raise ValueError("what happened ends on its first day or later")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """
    What is counted: how often it began, or how many days it lasted.

    :param kinds: which happenings count.
    :param in_days: count days instead of happenings.
    :param with_last_day: the last day counts, as in a home; without, nights are counted, as in a ward.
    """

    name: str
    kinds: frozenset[str]
    in_days: bool = False
    with_last_day: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """
    One side of the start.

    :param count: happenings, or days.
    :param days: how many days of this side have been seen; at most two years.
    """

    count: int
    days: int

    @property
    def per_year(self) -> float:
        """Return what a whole year at this pace would come to; 0 while no day has been seen."""
        return self.count * DAYS_OF_YEAR / self.days if self.days else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One measure on both sides."""

    measure: Measure
    before: Side
    after: Side

    @property
    def is_whole(self) -> bool:
        """Tell whether two years have passed since the start."""
        return self.after.days == SPAN.days


def compare(
    measures: Iterable[Measure],
    happenings: Iterable[Happening],
    *,
    started: date,
    today: date,
    known_since: date | None = None,
) -> tuple[Comparison, ...]:
    """
    Count each measure in the two years before and after the start.

    Days on which two happenings of a measure overlap count once. The first day of follow-up belongs to the after.

    :param known_since: nothing earlier is known of; the before is no longer than that.
    :raises ValueError: if follow-up starts after today.
    """
    if started > today:
        raise ValueError("follow-up starts today or earlier")
    earliest = max(started - SPAN, known_since or date.min)
    latest = min(started + SPAN, today + timedelta(days=1))
    rows = tuple(happenings)
    return tuple(
        Comparison(
            measure=measure,
            before=_side(measure, rows, earliest, started),
            after=_side(measure, rows, started, latest),
        )
        for measure in measures
    )


def _side(measure: Measure, rows: tuple[Happening, ...], start: date, end: date) -> Side:
    days = max(0, (end - start).days)
    if not days:
        return Side(count=0, days=0)
    chosen = [row for row in rows if row.kind in measure.kinds]
    window = Period(start=start, end=end)
    if not measure.in_days:
        return Side(count=sum(window.contains(row.first_date) for row in chosen), days=days)
    lasted = (_lasted(row, with_last_day=measure.with_last_day) for row in chosen)
    inside = (period.intersection(window) for period in lasted if period is not None)
    covered = merged(period for period in inside if period is not None)
    return Side(count=sum((period.end - period.start).days for period in covered if period.end is not None), days=days)


def _lasted(row: Happening, *, with_last_day: bool) -> Period[date] | None:
    """Return the days it lasted; nothing for a night that was not spent."""
    if row.last_date is None:
        return Period(start=row.first_date)
    end = row.last_date + timedelta(days=1) if with_last_day else row.last_date
    return None if end <= row.first_date else Period(start=row.first_date, end=end)
