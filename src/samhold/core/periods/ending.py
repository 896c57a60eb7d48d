"""Ending what has a period: now, and never before it began, so that nobody invents a past."""

from __future__ import annotations

from datetime import datetime, timedelta

_SHORTEST = timedelta.resolution


def end_of(starts_at: datetime, *, now: datetime) -> datetime:
    """Return when what is ended now ends; what has not begun, or begins at this instant, ends as it begins."""
    return max(now, starts_at + _SHORTEST)


def is_over(starts_at: datetime, ends_at: datetime | None, *, now: datetime) -> bool:
    """Tell whether there is nothing left to end."""
    return ends_at is not None and ends_at <= end_of(starts_at, now=now)
