"""Everybody who helps a person, as the person needs to know them: who, from where, and how to reach them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.rooms.people.queries.network import involved

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.people.models import Person
    from samhold.rooms.people.queries.network import Involved

FIRST = 3


def first_people(person: Person, *, now: datetime) -> tuple[tuple[Involved, ...], int]:
    """Return those to show first, the primary contact before others, and how many more there are."""
    found = involved(person=person, now=now)
    return found[:FIRST], len(found[FIRST:])


def closest(person: Person, *, now: datetime) -> Involved | None:
    """Return whom to ask: the primary contact, else the first in the network."""
    return next(iter(involved(person=person, now=now)), None)
