"""Half-open periods of days or instants: `[start, end)`, with no end for "still"."""

from samhold.core.periods.period import Period, first_overlap, gaps, merged

__all__ = ["Period", "first_overlap", "gaps", "merged"]
