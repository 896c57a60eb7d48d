"""How long somebody has lived in stable homes, without a break."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from samhold.core.outcomes.before_after import Happening


def stable_since(homes: Iterable[Happening], *, stable: Collection[str], today: date) -> date | None:
    """
    Return the first day of the unbroken stretch of stable homes that reaches today; nothing if there is none.

    A move from one stable home to another, from one day to the next, is no break.
    """
    begun: date | None = None
    for home in sorted(homes, key=lambda each: each.first_date, reverse=True):
        until = today if begun is None else begun - timedelta(days=1)
        if home.kind not in stable or (home.last_date is not None and home.last_date < until):
            break
        begun = home.first_date
    return begun
