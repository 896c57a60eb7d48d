"""Where now is among the stops of a day, and how the day is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class Timed(Protocol):
    """What stands in a day: when, for how long, and whether something has been recorded of it."""

    @property
    def id(self) -> UUID:
        """Return what it is known by."""

    @property
    def starts_at(self) -> datetime:
        """Return when it starts."""

    @property
    def minutes(self) -> int:
        """Return how long it takes."""

    @property
    def is_settled(self) -> bool:
        """Say whether something has been recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """
    Now, in a day of today.

    :param before: the first stop that has not begun; `None` when all have.
    :param next_stop: the first stop that is not over, and of which nothing has been recorded.
    """

    at: datetime
    before: UUID | None
    next_stop: UUID | None


def clock_of(stops: Sequence[Timed], *, day: date, today: date, now: datetime) -> Clock | None:
    """Return where now is among the stops; nothing on other days than today."""
    if day != today:
        return None
    later = (stop.id for stop in stops if stop.starts_at > now)
    ahead = (
        stop.id for stop in stops if not stop.is_settled and stop.starts_at + timedelta(minutes=stop.minutes) > now
    )
    return Clock(at=now, before=next(later, None), next_stop=next(ahead, None))


def heading(day: date, today: date) -> str:
    """Name a day with its weekday, and today, yesterday or tomorrow before it."""
    near = {0: _("Today"), -1: _("Yesterday"), 1: _("Tomorrow")}.get((day - today) // timedelta(days=1), "")
    written = date_format(day, "MONTH_DAY_FORMAT" if day.year == today.year else "DATE_FORMAT")
    named = f"{date_format(day, 'l')} {written}"
    return f"{near}, {named}" if near else named
