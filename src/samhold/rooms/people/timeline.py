"""The timeline's type: each room that knows something about a person gives lines of it, and the page merges them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from django.db.models import CharField, F, Model, Q, QuerySet, Value

from samhold.rooms.access.enums import Category
from samhold.rooms.people.enums import TimelineCategory

LATEST = UUID(int=(1 << 128) - 1)
"""An id after every other: `(now, LATEST)` is before nothing that has happened."""

Moments: TypeAlias = "QuerySet[Model, Any]"  # values, not models: id, moment, kind
"""The lines of one kind, as no more than when they are; what tells a page which rooms to ask for their words."""

Key = tuple[datetime, UUID]
"""What the timeline is ordered by: the instant, and the id among lines of the same instant."""


def earlier_than(key: Key, *, at: str = "starts_at") -> Q:
    """Return the filter for the lines that come after `key` when read newest first; `at` is the instant's column."""
    instant, last = key
    return Q(**{f"{at}__lte": instant}) & ~Q(**{at: instant, "pk__gte": last})


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """
    One line: when, what, in a title and a text, by whom, and where it leads.

    `key` orders lines of the same instant: newest first is by `(at, id)` descending.

    :param about: what kinds of knowledge the line shows, for the log of what was looked at.
    :param answer: what the person says to it themself, and `answered_at` when they wrote that.
    :param is_own: the viewer wrote it.
    :param is_attempt: it was planned or tried, and did not come about.
    :param is_whole_day: only its day is known, and no time is shown.
    :param is_open: it was planned, its time has come, and nobody has recorded what became of it.
    """

    id: UUID
    at: datetime
    category: TimelineCategory
    title: str
    about: frozenset[Category]
    text: str = ""
    who: str = ""
    detail: str = ""
    link: str = ""
    answer: str = ""
    answered_at: datetime | None = None
    is_own: bool = False
    can_undo: bool = False
    is_attempt: bool = False
    is_whole_day: bool = False
    is_open: bool = False

    @property
    def key(self) -> Key:
        """Return what the timeline is ordered by."""
        return self.at, self.id


def moments(rows: QuerySet[Any], *, at: str, kind: str) -> Moments:
    """Return when the lines of a kind are; `at` is the instant's column."""
    found: Moments = rows.annotate(moment=F(at), told_by=Value(kind, CharField())).values_list(
        "id", "moment", "told_by"
    )
    return found


def merge(*parts: tuple[TimelineEntry, ...], limit: int) -> tuple[TimelineEntry, ...]:
    """Return the newest lines of several parts that are each newest first, at most `limit`."""
    lines = [line for part in parts for line in part]
    return tuple(sorted(lines, key=lambda line: line.key, reverse=True)[:limit])
