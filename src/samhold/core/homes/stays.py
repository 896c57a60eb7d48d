"""Stays in homes as plain days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """
    A time in one home.

    :param last_date: the last day, with it; `None` is "still".
    :param is_stable: such a home counts as a stable one.
    """

    first_date: date
    last_date: date | None = None
    is_stable: bool = False

    def __post_init__(self) -> None:
        """Refuse what ends before it starts."""
        if self.last_date is not None and self.last_date < self.first_date:
            raise ValueError("a stay ends on its first day or later")


def days_in(stay: Stay, *, today: date) -> int:
    """Return how many days somebody has lived there, the first and the last one, or today, with them."""
    return max(0, ((stay.last_date or today) - stay.first_date).days + 1)


def stable_since(stays: Iterable[Stay], *, today: date) -> date | None:
    """
    Return the first day of the stable homes that somebody has had without a gap until today; `None` without any.

    Moving from one stable home to the next breaks nothing; a day without a stable home does.
    """
    begun: date | None = None
    for stay in sorted(stays, key=lambda one: one.first_date, reverse=True):
        is_next = stay.last_date is None if begun is None else stay.last_date == begun - DAY
        if stay.is_stable and is_next and stay.first_date <= today:
            begun = stay.first_date
        elif begun is not None:
            break
    return begun


def is_among_active_use(*, lives_sober: bool, is_substance_free: bool) -> bool:
    """
    Say whether a place needs a second thought: somebody newly sober, and a place that is not substance-free.

    It rests on what the place is, never on who lives there: a warning that came and went with one neighbour would tell
    of them.
    """
    return lives_sober and not is_substance_free
