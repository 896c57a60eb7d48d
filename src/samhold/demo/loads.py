"""
Grows the load database: as many persons as one likes, with networks and contacts, by the same actions in bulk.

One municipality at a time, each in one transaction: whoever is interrupted goes on with the next one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from samhold.demo import towns
from samhold.demo.calendar import at, months_before
from samhold.demo.founding import ADMINISTRATOR, begin
from samhold.demo.growth import quickly
from samhold.demo.world import World
from samhold.infrastructure.database import acting_as, unit_of_work
from samhold.rooms.access.models import User
from samhold.rooms.organisations.models import Organisation

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a load is: persons in all, and months before today with a contact each."""

    persons: int
    months: int

    def __post_init__(self) -> None:
        """Refuse what is no size."""
        if self.persons < 1 or self.months < 0:
            raise ValueError("a load has at least one person, and not fewer than no months")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What this run made; what was there before is not counted."""

    persons: int
    contacts: int


def grow(
    *,
    size: Size,
    seed: int,
    today: date,
    progress: Callable[[int, int, str], None] = lambda _done, _of, _name: None,
) -> Made:
    """Grow the load, from the first municipality that is not there yet."""
    started = months_before(today, size.months + 1)
    persons = contacts = 0
    with quickly():
        administrator = _administrator(started)
        there = set(Organisation.objects.values_list("name", flat=True))
        for number, first in enumerate(range(0, size.persons, towns.PERSONS), start=1):
            count = min(towns.PERSONS, size.persons - first)
            name = towns.name_of(number)
            if name not in there:
                with unit_of_work(None):
                    persons += count
                    contacts += _town(number, first, count, size, by=administrator, seed=seed, today=today)
            progress(first + count, size.persons, name)
    return Made(persons=persons, contacts=contacts)


def _administrator(day: date) -> User:
    found = User.objects.filter(name=ADMINISTRATOR, is_demo=True).first()
    if found is not None:
        return found
    world = World()
    with unit_of_work(None):
        begin(world, now=at(day, 8 * 60))
    return world.users[ADMINISTRATOR]


def _town(number: int, first: int, count: int, size: Size, *, by: User, seed: int, today: date) -> int:
    founded = at(months_before(today, size.months + 1) + timedelta(days=1), 9 * 60)
    with acting_as(by.pk):
        town = towns.build(number, first, by=by, now=founded)
    shares = towns.people(town, count, seed=seed, now=founded + timedelta(hours=2))
    return towns.year(town, shares, months=size.months, seed=seed, today=today)
