"""
Where relations come from: the queries that rooms have bound to reaches, put together and compiled.

A source is a function of what is given (ids that the actor holds, and the time) that returns rows
`(person_key, anchor_key, mask_key)`: whom somebody reaches, through which of these ids, for which categories. The role
is the one in which the id is held; a source that tells it (`role_key` in the place of `anchor_key`) is a function of
the actor's id and the time. It may use the time as an instant to compare with or as a local day, and nothing else
(`compiled`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.db.models import CharField, F, IntegerField, QuerySet, UUIDField, Value

from samhold.rooms.access.anchors import Anchor, Through
from samhold.rooms.access.compiled import Given, Parameter, Statement, as_stored, statement
from samhold.rooms.access.enums import Reach, Role

if TYPE_CHECKING:
    from samhold.rooms.access.among import Ids

Rows = Callable[[Given], QuerySet]  # type: ignore[type-arg] # rows are values, not models
TellsRole = Callable[[UUID, datetime], QuerySet]  # type: ignore[type-arg] # as above
Found = tuple[Reach, Role, int]
Reaches = tuple[tuple[Reach, frozenset[Role]], ...]

AWAITED: dict[Reach, str] = {Reach.REFERRAL_OPEN: "collaboration"}
"""Reaches whose room is not built yet: until it binds them, nobody is reached by them."""

TAKES_AWAY = (Reach.BLOCKED, Reach.CONFLICTED)


def _any(_anchor: Anchor) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """
    Rows of relations that hang on one kind of id.

    :param counts: whether the relation holds for an actor who holds the id so; without it, however it is held.
    :param tells_role: whether the rows themselves tell the role, and not the id on which they hang.
    """

    through: Through
    rows: Rows
    counts: Callable[[Anchor], bool] = _any
    tells_role: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """SQL and its parameters."""

    sql: str
    values: list[Parameter]


_sources: dict[Reach, list[tuple[Source, ...]]] = defaultdict(list)


def bind(reach: Reach, *sources: Source | TellsRole) -> None:
    """Bind a reach to what the room that owns the relation knows; a system check demands each exactly once."""
    _sources[reach].append(tuple(one if isinstance(one, Source) else _telling(one) for one in sources))
    _parts.cache_clear()


def _telling(rows: TellsRole) -> Source:
    return Source(through=Through.ACCOUNT, rows=lambda given: rows(given.account, given.now), tells_role=True)


def bound() -> dict[Reach, int]:
    """Return how often each reach is bound."""
    return {reach: len(_sources[reach]) for reach in Reach}


def relations(anchors: tuple[Anchor, ...], given: Given) -> Iterator[Found]:
    """Give every relation between the actor and the person who is given, in one query."""
    parts = _parts()
    held = {anchor.through for anchor in anchors}
    asked = [(number, part[0]) for number, part in enumerate(parts) if part[0].through in held]
    question = _together((_numbered(source, number, connection.vendor), given) for number, source in asked)
    if question is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(question.sql, question.values)
        rows = cursor.fetchall()
    for number, anchor_key, role, mask in sorted(rows, key=lambda row: (row[0], str(row[1]), *row[2:])):
        for reach, source in parts[number][1]:
            roles = [Role(role)] if role else _roles(source, anchors, UUID(str(anchor_key)))
            yield from ((reach, one, mask) for one in roles)


def reached(reaches: Reaches, bit: int, anchors: tuple[Anchor, ...], given: Given) -> Question | None:
    """Return the persons whom somebody reaches in these ways and roles, before anything is taken away."""
    wanted: dict[tuple[Rows, tuple[Role, ...]], tuple[Through, set[UUID]]] = {}
    for reach, roles in reaches:
        for source in _of(reach):
            held = {one.id for one in anchors if one.role in roles and _holds(source, one)}
            told = tuple(sorted(roles)) if source.tells_role else ()
            if held or told:
                wanted.setdefault((source.rows, told), (source.through, set()))[1].update(held)
    return _together(
        (_with_bit(rows, bit, told, connection.vendor), _only(through, tuple(sorted(held)), given))
        for (rows, told), (through, held) in wanted.items()
    )


def taken_away(bit: int, anchors: tuple[Anchor, ...], given: Given) -> Question | None:
    """Return the persons whom a block or a conflict hides from somebody."""
    return reached(tuple((reach, frozenset(Role)) for reach in TAKES_AWAY), bit, anchors, given)


def _of(reach: Reach) -> Iterator[Source]:
    return (source for sources in _sources[reach][:1] for source in sources)


def _only(through: Through, ids: Ids, given: Given) -> Given:
    """Leave of one kind of ids only these."""
    if through == Through.POST:
        return replace(given, posts=ids)
    if through == Through.UNIT:
        return replace(given, units=ids)
    return replace(given, organisations=ids) if through == Through.ORGANISATION else given


def _holds(source: Source, anchor: Anchor) -> bool:
    return anchor.through == source.through and source.counts(anchor)


def _roles(source: Source, anchors: tuple[Anchor, ...], anchor_id: UUID) -> list[Role]:
    return [one.role for one in anchors if one.id == anchor_id and _holds(source, one)]


@lru_cache(maxsize=1)
def _parts() -> tuple[tuple[Source, tuple[tuple[Reach, Source], ...]], ...]:
    """Return each query once, with the reaches that are read from it."""
    found: dict[tuple[Through, Rows], list[tuple[Reach, Source]]] = {}
    for reach in list(_sources):
        for source in _of(reach):
            found.setdefault((source.through, source.rows), []).append((reach, source))
    return tuple((shared[0][1], tuple(shared)) for shared in found.values())


@lru_cache(maxsize=256)
def _numbered(source: Source, number: int, _vendor: str) -> Statement:
    """Compile the rows of one person, under their number among the parts."""

    def build(given: Given) -> QuerySet:  # type: ignore[type-arg] # values, not models
        rows = source.rows(given).filter(person_key=given.person).annotate(number=Value(number, IntegerField()))
        if source.tells_role:
            rows = rows.annotate(anchor_key=Value(given.account, UUIDField()))
        else:
            rows = rows.annotate(role_key=Value("", CharField()))
        told: QuerySet = rows.values_list("number", "anchor_key", "role_key", "mask_key")  # type: ignore[type-arg]
        return told

    return statement(build)


@lru_cache(maxsize=1024)
def _with_bit(rows: Rows, bit: int, roles: tuple[Role, ...], _vendor: str) -> Statement:
    """Compile the persons of the rows that hold for a category, in the roles that the rows tell."""

    def build(given: Given) -> QuerySet:  # type: ignore[type-arg] # values, not models
        found = rows(given).annotate(hit=F("mask_key").bitand(bit)).filter(hit__gt=0)
        found = found.filter(role_key__in=roles) if roles else found
        persons: QuerySet = found.values_list("person_key")  # type: ignore[type-arg]
        return persons

    return statement(build)


def _together(parts: Iterable[tuple[Statement, Given]]) -> Question | None:
    written: list[str] = []
    values: list[Parameter] = []
    ready: dict[Given, tuple[Parameter, ...]] = {}
    for part, given in parts:
        if given not in ready:
            ready[given] = as_stored(given)
        written.append(part.sql)
        values.extend(part.filled(ready[given]))
    return Question(" UNION ALL ".join(written), values) if written else None
