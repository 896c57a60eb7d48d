"""
Where the items of an agenda can come from: rooms offer their sources here, and know nothing of each other.

A source is a function that gives what it has for a person, as the viewer may see it. An item keeps the source's name
and its own key, `care.goal:0198…`, and this room never reads what stands behind the colon.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """
    Something that may be put on an agenda.

    :param key: the source's own key; from `suggestions`, the whole one with the source's name before it.
    :param link: where it leads, if it is a page.
    """

    key: str
    title: str
    link: str = ""


class Source(Protocol):
    """Gives what could be talked about; nothing of what the viewer may not see."""

    def __call__(self, *, person: Person, viewer: User, now: datetime) -> tuple[Suggestion, ...]:
        """Return the suggestions for a person who came through the door."""


_sources: dict[str, list[Source]] = defaultdict(list)


def offer(name: str, source: Source) -> None:
    """Offer a source under a name such as `care.goal`; a system check demands that each name is offered once."""
    _sources[name].append(source)


def offered() -> dict[str, int]:
    """Return how many sources each name has."""
    return {name: len(found) for name, found in _sources.items()}


def suggestions(*, person: Person, viewer: User, now: datetime) -> tuple[Suggestion, ...]:
    """Return what every source has for a person, with whole keys, in the order of the sources' names."""
    return tuple(
        replace(suggestion, key=f"{name}:{suggestion.key}")
        for name in sorted(_sources)
        for source in _sources[name]
        for suggestion in source(person=person, viewer=viewer, now=now)
    )
