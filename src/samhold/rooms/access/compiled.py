"""
Statements that are built from the bound sources once, and filled in afterwards.

Writing a union of a dozen sources as SQL costs Django many times what the database needs to answer it. A source
compares with ids that the actor holds, with the person and with the time, and with the time only as an instant or as
the local day it falls on. So its SQL is the same but for those values (and the day's two bounds), which are put in
where two builds with known values show that they stand. The sources stay the only truth.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import DateTimeField, QuerySet, UUIDField

from samhold.foundation.time import OSLO, day_bounds, local_day
from samhold.rooms.access.among import Ids, ids_for

_IDS: UUIDField[UUID, UUID] = UUIDField()
_INSTANTS: DateTimeField[datetime, datetime] = DateTimeField()


Parameter = str | int | UUID | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a source compares with: ids that the actor holds, the person who is asked about, and the time."""

    account: UUID
    now: datetime
    posts: Ids = ()
    units: Ids = ()
    organisations: Ids = ()
    person: UUID | None = None


Build = Callable[[Given], QuerySet]  # type: ignore[type-arg] # rows are values, not models


@dataclass(frozen=True, slots=True)
class Statement:
    """One SQL statement, with places for what is given (in the order of `as_stored`)."""

    sql: str
    values: tuple[Parameter, ...]
    places: tuple[tuple[int, ...], ...]

    def filled(self, ready: tuple[Parameter, ...]) -> list[Parameter]:
        """Return the parameters for values as they are stored."""
        values = list(self.values)
        for value, places in zip(ready, self.places, strict=True):
            for place in places:
                values[place] = value
        return values


def _known(number: int, now: datetime) -> Given:
    return Given(
        account=UUID(int=0xA0 + number),
        now=now,
        posts=(UUID(int=0xB0 + number),),
        units=(UUID(int=0xC0 + number),),
        organisations=(UUID(int=0xD0 + number),),
        person=UUID(int=0xE0 + number),
    )


_FIRST = _known(1, datetime(2001, 2, 3, 11, 12, 13, 141516, OSLO))
_SECOND = _known(2, datetime(2002, 5, 6, 17, 18, 19, 202122, OSLO))


def statement(build: Build) -> Statement:
    """
    Compile what the builder builds.

    :raises ValueError: if a source computes with its arguments, so that it cannot be filled in later.
    """
    (sql, ones), (other_sql, others) = _compiled(build, _FIRST), _compiled(build, _SECOND)
    if sql != other_sql or len(ones) != len(others):
        raise ValueError("A source writes other SQL for another actor, person or instant.")
    places = tuple(
        tuple(place for place, pair in enumerate(zip(ones, others, strict=True)) if pair == known)
        for known in zip(as_stored(_FIRST), as_stored(_SECOND), strict=True)
    )
    known_places = {place for some in places for place in some}
    if any(ones[place] != others[place] for place in range(len(ones)) if place not in known_places):
        raise ValueError("A source computes with the actor or the instant; compare with them, or with the local day.")
    return Statement(sql, ones, places)


def _compiled(build: Build, given: Given) -> tuple[str, tuple[Parameter, ...]]:
    sql, values = build(given).query.get_compiler(connection=connection).as_sql()
    return sql, tuple(values)


def as_stored(given: Given) -> tuple[Parameter, ...]:
    """Write the values as the database takes them; costs more than filling in, so do it once for many statements."""
    database = connections[DEFAULT_DB_ALIAS]  # `connection` finds it anew at every touch
    return (
        _IDS.get_db_prep_value(given.account, database),
        None if given.person is None else _IDS.get_db_prep_value(given.person, database),
        *(ids_for(database, ids) for ids in (given.posts, given.units, given.organisations)),
        *_times(given.now, database.vendor),
    )


@lru_cache(maxsize=8)
def _times(now: datetime, _vendor: str) -> tuple[Parameter, ...]:
    """Write an instant and the bounds of its local day; a page asks all its questions at one instant."""
    database = connections[DEFAULT_DB_ALIAS]
    return tuple(_INSTANTS.get_db_prep_value(at, database) for at in (now, *day_bounds(local_day(now))))
