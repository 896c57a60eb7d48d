"""A half-open period, and what a list of them covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

# A day, or an instant (which Python counts as a kind of day); one period never mixes them.
PointT = TypeVar("PointT", bound=date)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(Generic[PointT]):
    """From `start` until just before `end`; `None` is "still"."""

    start: PointT
    end: PointT | None = None

    def __post_init__(self) -> None:
        """Refuse a period that holds nothing."""
        if self.end is not None and self.end <= self.start:
            raise ValueError("a period ends after it starts")

    def contains(self, point: PointT) -> bool:
        """Tell whether the point lies inside."""
        return self.start <= point and (self.end is None or point < self.end)

    def overlaps(self, other: Period[PointT]) -> bool:
        """Tell whether some point lies inside both; touching is not overlapping."""
        return self.intersection(other) is not None

    def intersection(self, other: Period[PointT]) -> Period[PointT] | None:
        """Give what lies inside both."""
        start = max(self.start, other.start)
        end = _earlier(self.end, other.end)
        return None if end is not None and end <= start else Period(start=start, end=end)


def merged(periods: Iterable[Period[PointT]]) -> tuple[Period[PointT], ...]:
    """Give the fewest periods that cover the same points, in order; touching ones become one."""
    result: list[Period[PointT]] = []
    for period in sorted(periods, key=lambda each: each.start):
        last = result[-1] if result else None
        if last is None or (last.end is not None and last.end < period.start):
            result.append(period)
        else:
            result[-1] = Period(start=last.start, end=_later(last.end, period.end))
    return tuple(result)


def gaps(periods: Iterable[Period[PointT]], *, within: Period[PointT]) -> tuple[Period[PointT], ...]:
    """Give the periods inside `within` that none of the periods covers, in order."""
    result: list[Period[PointT]] = []
    uncovered: PointT | None = within.start
    for period in merged(part for part in (each.intersection(within) for each in periods) if part is not None):
        if uncovered is not None and uncovered < period.start:
            result.append(Period(start=uncovered, end=period.start))
        uncovered = period.end
    if uncovered is not None and (within.end is None or uncovered < within.end):
        result.append(Period(start=uncovered, end=within.end))
    return tuple(result)


def first_overlap(periods: Iterable[Period[PointT]]) -> tuple[Period[PointT], Period[PointT]] | None:
    """Give the first two periods in order of start that overlap, if any do."""
    ordered = sorted(periods, key=lambda each: each.start)
    return next(((earlier, later) for earlier, later in pairwise(ordered) if earlier.overlaps(later)), None)


def _earlier(one: PointT | None, other: PointT | None) -> PointT | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


def _later(one: PointT | None, other: PointT | None) -> PointT | None:
    return None if one is None or other is None else max(one, other)
