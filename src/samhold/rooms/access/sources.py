"""
Where relations come from: the queries that rooms have bound to reaches, put together and compiled.

A source is a function of the actor's id and the time that returns rows `(person_key, role_key, mask_key)`. It may use
the time as an instant to compare with or as a local day, and nothing else (`compiled`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import CharField, F, QuerySet, Value

from samhold.rooms.access.compiled import Statement, statement
from samhold.rooms.access.enums import Reach, Role

Row = tuple[str, str, int]
Source = Callable[[UUID, datetime], QuerySet]  # type: ignore[type-arg] # rows are values, not models
Reaches = tuple[tuple[Reach, tuple[Role, ...]], ...]

AWAITED: dict[Reach, str] = {Reach.REFERRAL_OPEN: "collaboration", Reach.INVITED: "collaboration"}
"""Reaches whose room is not built yet: until it binds them, nobody is reached by them."""

TAKES_AWAY = (Reach.BLOCKED, Reach.CONFLICTED)

_sources: dict[Reach, list[Source]] = defaultdict(list)


def bind(reach: Reach, source: Source) -> None:
    """Bind a reach to the query of the room that owns the relation; a system check demands each exactly once."""
    _sources[reach].append(source)
    for compiled in (all_relations, reached, taken_away):
        compiled.cache_clear()


def bound() -> dict[Reach, int]:
    """Return how many sources each reach has."""
    return {reach: len(_sources[reach]) for reach in Reach}


@lru_cache(maxsize=8)
def all_relations(_vendor: str) -> Statement | None:
    """Return the statement for every relation between somebody and a person: `(reach, role, mask)`."""

    def build(*, actor_id: UUID, person_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg]
        parts = [
            _rows(reach, actor_id, now).filter(person_key=person_id).annotate(reach_key=Value(reach, CharField()))
            for reach, found in _sources.items()
            if found
        ]
        return _together([part.values_list("reach_key", "role_key", "mask_key") for part in parts])

    return statement(build) if any(_sources.values()) else None


@lru_cache(maxsize=4096)
def reached(reaches: Reaches, bit: int, _vendor: str) -> Statement | None:
    """Return the statement for the persons whom somebody reaches in these ways, before anything is taken away."""
    known = [(reach, roles) for reach, roles in reaches if _sources[reach]]

    def build(*, actor_id: UUID, person_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg]
        del person_id
        rows = ((_rows(reach, actor_id, now), roles) for reach, roles in known)
        return _together([_with_bit(part.filter(role_key__in=roles), bit) for part, roles in rows])

    return statement(build) if known else None


@lru_cache(maxsize=1024)
def taken_away(bit: int, _vendor: str) -> Statement | None:
    """Return the statement for the persons whom a block or a conflict hides from somebody."""
    known = [reach for reach in TAKES_AWAY if _sources[reach]]

    def build(*, actor_id: UUID, person_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg]
        del person_id
        return _together([_with_bit(_rows(reach, actor_id, now), bit) for reach in known])

    return statement(build) if known else None


def _rows(reach: Reach, actor_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg] # values, not models
    return _sources[reach][0](actor_id, now)


def _together(parts: list[QuerySet]) -> QuerySet:  # type: ignore[type-arg] # values, not models
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def _with_bit(rows: QuerySet, bit: int) -> QuerySet:  # type: ignore[type-arg] # values, not models
    found: QuerySet = rows.annotate(hit=F("mask_key").bitand(bit)).filter(hit__gt=0).values_list("person_key")  # type: ignore[type-arg]
    return found
