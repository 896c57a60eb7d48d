"""The timeline's type: each room that knows something about a person gives lines of it, and the page merges them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samhold.rooms.people.enums import TimelineCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """
    One line: when, what, in a title and a text, by whom, and where it leads.

    `key` orders lines of the same instant: newest first is by `(at, id)` descending.
    """

    id: UUID
    at: datetime
    category: TimelineCategory
    title: str
    text: str = ""
    who: str = ""
    detail: str = ""
    link: str = ""
    can_undo: bool = False

    @property
    def key(self) -> tuple[datetime, UUID]:
        """Return what the timeline is ordered by."""
        return self.at, self.id


def merge(*parts: tuple[TimelineEntry, ...], limit: int) -> tuple[TimelineEntry, ...]:
    """Return the newest lines of several parts that are each newest first, at most `limit`."""
    lines = [line for part in parts for line in part]
    return tuple(sorted(lines, key=lambda line: line.key, reverse=True)[:limit])
