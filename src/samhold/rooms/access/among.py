"""The filter "among these rows", by SQL that is written already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import ForeignKey, Lookup, UUIDField

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler


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
