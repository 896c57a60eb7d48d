"""
Statements that are built from the bound sources once, and filled in afterwards.

Writing a union of a dozen sources as SQL costs Django many times what the database needs to answer it. A source
depends on the actor, on the person and on the time, and on the time only as an instant to compare with or as the local
day it falls on. So its SQL is the same but for those values (and the day's two bounds), which are put in where two
builds with known values show that they stand. The sources stay the only truth.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import connection
from django.db.models import DateTimeField, QuerySet, UUIDField

from samhold.foundation.time import OSLO, day_bounds, local_day

_IDS: UUIDField[UUID, UUID] = UUIDField()
_INSTANTS: DateTimeField[datetime, datetime] = DateTimeField()


Parameter = str | int | UUID | datetime | None
Three = tuple[UUID, UUID, datetime]


class Build(Protocol):
    """Builds the rows for an actor, a person and an instant."""

    def __call__(self, *, actor_id: UUID, person_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg]
        """Return the rows."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One SQL statement, with places for the actor, the person, the instant and its day's bounds, in this order."""

    sql: str
    values: tuple[Parameter, ...]
    places: tuple[tuple[int, ...], ...]

    def filled(self, *, actor_id: UUID, now: datetime, person_id: UUID | None = None) -> list[Parameter]:
        """Return the parameters for these values."""
        values = list(self.values)
        for value, places in zip(_prepared(actor_id, person_id, now), self.places, strict=True):
            for place in places:
                values[place] = value
        return values


_FIRST: Three = (UUID(int=0xA1), UUID(int=0xB1), datetime(2001, 2, 3, 11, 12, 13, 141516, OSLO))
_SECOND: Three = (UUID(int=0xA2), UUID(int=0xB2), datetime(2002, 5, 6, 17, 18, 19, 202122, OSLO))


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
        for known in zip(_prepared(*_FIRST), _prepared(*_SECOND), strict=True)
    )
    known_places = {place for some in places for place in some}
    if any(ones[place] != others[place] for place in range(len(ones)) if place not in known_places):
        raise ValueError("A source computes with the actor or the instant; compare with them, or with the local day.")
    return Statement(sql, ones, places)


def _compiled(build: Build, three: Three) -> tuple[str, tuple[Parameter, ...]]:
    actor_id, person_id, now = three
    query = build(actor_id=actor_id, person_id=person_id, now=now).query
    sql, values = query.get_compiler(connection=connection).as_sql()
    return sql, tuple(values)


def _prepared(actor_id: UUID, person_id: UUID | None, now: datetime) -> tuple[Parameter, ...]:
    """Write the values as the database takes them."""
    return (
        _IDS.get_db_prep_value(actor_id, connection),
        None if person_id is None else _IDS.get_db_prep_value(person_id, connection),
        *(_INSTANTS.get_db_prep_value(at, connection) for at in (now, *day_bounds(local_day(now)))),
    )
