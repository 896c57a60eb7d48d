"""Half-open periods of days or instants: `[start, end)`, with no end for "still"."""

from samhold.core.periods.ending import end_of, is_over
from samhold.core.periods.period import Period, first_overlap, gaps, merged

__all__ = ["Period", "end_of", "first_overlap", "gaps", "is_over", "merged"]
