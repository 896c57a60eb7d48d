"""Filters by many ids: "among these rows", by SQL that is written already, and "one of those held"."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import ForeignKey, Lookup, UUIDField

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

Ids = tuple[UUID, ...]


@UUIDField.register_lookup
@ForeignKey.register_lookup
class Among(Lookup):
    """
    Keep rows whose id is among those of a subquery.

    PostgreSQL takes a subquery after IN as a join, guesses badly how many rows come out, and reads all persons. As an
    array it is answered once, and the rows are found by their index.
    """

    lookup_name = "among"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        """Write `column IN (subquery)`."""
        return self._written("{} IN {}", compiler, connection)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        """Write `column = ANY(ARRAY(subquery))`."""
        return self._written("{} = ANY(ARRAY{})", compiler, connection)

    def _written(
        self, form: str, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        column, before = self.process_lhs(compiler, connection)
        rows, after = self.process_rhs(compiler, connection)
        return form.format(column, rows), (*before, *after)


@UUIDField.register_lookup
@ForeignKey.register_lookup
class HeldId(Lookup):
    """Keep rows whose id is one of those that are held; however many, they are one parameter of the same SQL."""

    lookup_name = "held"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        """Write `column = ANY(array)`, or on SQLite a look-up in a list."""
        column, before = self.process_lhs(compiler, connection)
        form = (
            "{} = ANY(%s::uuid[])" if connection.vendor == "postgresql" else "{} IN (SELECT value FROM json_each(%s))"
        )
        return form.format(column), (*before, ids_for(connection, self.rhs))


def ids_for(connection: BaseDatabaseWrapper, ids: Ids) -> str:
    """Write ids as one parameter of the database."""
    if connection.vendor == "postgresql":
        return "{" + ",".join(map(str, ids)) + "}"
    return json.dumps([one.hex for one in ids])
