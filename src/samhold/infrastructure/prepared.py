"""
Questions that are asked on every page: their SQL is written once, and filled in afterwards.

Django writes a query's SQL anew each time, which costs several times what the database needs to answer. A question is
the same but for the ids, instants and texts in it. These are put in where two builds with known values show that they
stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from itertools import zip_longest
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeAlias, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import DateTimeField, Model, QuerySet, UUIDField
from django.db.models.sql.compiler import SQLCompiler

if TYPE_CHECKING:
    from collections.abc import Callable

Asked = ParamSpec("Asked")
ModelT = TypeVar("ModelT", bound=Model)
RowT = TypeVar("RowT")
Value: TypeAlias = UUID | datetime | str

_IDS: UUIDField[UUID, UUID] = UUIDField()
_INSTANTS: DateTimeField[datetime, datetime] = DateTimeField()


def prepared(build: Callable[Asked, QuerySet[ModelT, RowT]]) -> Callable[Asked, tuple[RowT, ...]]:
    """
    Let a builder of a query answer with its rows, and write its SQL only once.

    The arguments are given by name. Ids, instants and texts are filled in; by every other argument (a limit, a tuple
    of kinds) the SQL is another one, so there must be few of them.

    :raises ValueError: if the builder computes with what is to be filled in, or fetches rows in a second query.
    """
    known: dict[tuple[object, ...], _Question[RowT]] = {}

    @wraps(build)
    def ask(*_: Asked.args, **given: Asked.kwargs) -> tuple[RowT, ...]:
        values = {name: value for name, value in given.items() if isinstance(value, (UUID, datetime, str))}
        others = {name: value for name, value in given.items() if name not in values}
        shape = (connection.vendor, *sorted(others.items()))
        if shape not in known:
            known[shape] = _written(build, values, others)
        return known[shape].answer(values)

    return ask


@dataclass(frozen=True, slots=True)
class _Question(Generic[RowT]):
    """One SQL statement, where its values stand, and what Django knows of the rows that it gives."""

    rows: QuerySet[Model, RowT]
    compiler: SQLCompiler
    sql: str
    constants: tuple[object, ...]
    places: Mapping[str, tuple[int, ...]]

    def answer(self, values: Mapping[str, Value]) -> tuple[RowT, ...]:
        """Ask the database with these values."""
        filled = list(self.constants)
        for name, places in self.places.items():
            value = _as_stored(values[name])
            for place in places:
                filled[place] = value
        compiler, query = copy(self.compiler), copy(self.rows.query)
        compiler.connection = connection  # a thread's own
        compiler.as_sql = lambda *_args, **_options: (self.sql, tuple(filled))  # type: ignore[assignment, method-assign]
        query.get_compiler = lambda *_args, **_options: compiler  # type: ignore[method-assign]
        asked: QuerySet[Model, RowT] = QuerySet(self.rows.model, query)
        for name in ("_iterable_class", "_fields"):
            setattr(asked, name, getattr(self.rows, name))
        return tuple(asked)


def _written(
    build: Callable[..., QuerySet[ModelT, RowT]],
    values: Mapping[str, Value],
    others: Mapping[str, object],
) -> _Question[RowT]:
    ones, twos = _examples(values, 1), _examples(values, 2)
    rows = build(**others, **ones)
    compiler, sql, first = _compiled(rows)
    _compiler, other_sql, second = _compiled(build(**others, **twos))
    pairs = list(zip_longest(first, second))
    places = {
        name: tuple(
            place for place, pair in enumerate(pairs) if pair == (_as_stored(ones[name]), _as_stored(twos[name]))
        )
        for name in values
    }
    filled = {place for some in places.values() for place in some}
    is_computed = any(one != two for place, (one, two) in enumerate(pairs) if place not in filled)
    if sql != other_sql or is_computed or vars(rows)["_prefetch_related_lookups"]:
        raise ValueError("This query cannot be written once and filled in afterwards.")
    return _Question(rows, compiler, sql, first, places)


def _compiled(rows: QuerySet[ModelT, RowT]) -> tuple[SQLCompiler, str, tuple[object, ...]]:
    compiler = rows.query.get_compiler(connection=connection)
    sql, values = compiler.as_sql()
    return compiler, sql, tuple(values)


def _examples(values: Mapping[str, Value], number: int) -> dict[str, Value]:
    """Return values of the same types that occur nowhere else, each its own."""
    return {name: _example(type(value), number, place) for place, (name, value) in enumerate(values.items())}


def _example(kind: type[Value], number: int, place: int) -> Value:
    if issubclass(kind, str):
        return f"{number}.{place}"
    if issubclass(kind, UUID):
        return UUID(int=(number << 16) + place)
    return datetime(2000 + number, 1 + number, 1 + place, 11, 12, 13, 141516, UTC)


def _as_stored(value: Value) -> object:
    if isinstance(value, str):
        return str(value)
    field = _IDS if isinstance(value, UUID) else _INSTANTS
    stored: object = field.get_db_prep_value(value, connection)
    return stored
