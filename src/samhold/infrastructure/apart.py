"""Keeps periods of days apart in the database itself, so that no two rows that are alike share a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState


class KeepApart(migrations.RunSQL):
    """
    Refuse a row whose days overlap those of another with the same values in `alike`.

    Days run from `first_date` until and with `last_date`; without a last day for ever, without a first day never. On
    PostgreSQL it is an exclusion constraint, on SQLite a pair of triggers, which Django drops whenever it rebuilds the
    table: a migration that alters the table says this again, and a test that breaks the rule notices when it does not.

    :param name: of the constraint, as `<app>_<model>_<sentence>`.
    """

    def __init__(self, table: str, *, name: str, alike: Sequence[str]) -> None:
        self.table, self.name, self.alike = table, name, tuple(alike)
        super().__init__(sql=migrations.RunSQL.noop, reverse_sql=migrations.RunSQL.noop)

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        """Tell how the operation is made."""
        return type(self).__name__, [self.table], {"name": self.name, "alike": self.alike}

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Put the rule up."""
        del app_label, from_state, to_state
        _run(schema_editor, self._postgresql() if _is_postgresql(schema_editor.connection) else self._sqlite())

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Take the rule down."""
        del app_label, from_state, to_state
        if _is_postgresql(schema_editor.connection):
            _run(schema_editor, [f'ALTER TABLE "{self.table}" DROP CONSTRAINT "{self.name}"'])
        else:
            _run(schema_editor, [f'DROP TRIGGER IF EXISTS "{self.name}_{when}"' for when in ("insert", "update")])

    def _postgresql(self) -> list[str]:
        same = ", ".join(f"{column} WITH =" for column in self.alike)
        apart = f"({same}, daterange(first_date, last_date, '[]') WITH &&) WHERE (first_date IS NOT NULL)"
        return [
            "CREATE EXTENSION IF NOT EXISTS btree_gist",
            f'ALTER TABLE "{self.table}" ADD CONSTRAINT "{self.name}" EXCLUDE USING gist {apart}',
        ]

    def _sqlite(self) -> list[str]:
        same = " AND ".join(f"other.{column} = NEW.{column}" for column in self.alike)
        never = "'9999-12-31'"
        other = (
            f'SELECT 1 FROM "{self.table}" other WHERE {same} AND other.id <> NEW.id AND other.first_date IS NOT NULL '  # noqa: S608 -- names of ours
            f"AND other.first_date <= coalesce(NEW.last_date, {never}) "
            f"AND NEW.first_date <= coalesce(other.last_date, {never})"
        )
        return [
            f'CREATE TRIGGER "{self.name}_{when}" BEFORE {when.upper()} ON "{self.table}" '
            f"WHEN NEW.first_date IS NOT NULL AND EXISTS ({other}) "
            f"BEGIN SELECT RAISE(ABORT, '{self.name}'); END"
            for when in ("insert", "update")
        ]


def _is_postgresql(connection: BaseDatabaseWrapper) -> bool:
    return connection.vendor == "postgresql"


def _run(schema_editor: BaseDatabaseSchemaEditor, statements: Sequence[str]) -> None:
    for statement in statements:
        schema_editor.execute(statement, params=None)
