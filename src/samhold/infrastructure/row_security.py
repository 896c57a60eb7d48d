"""Row-level security on PostgreSQL: the one place that writes policies, and the rights of the application's role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import migrations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState

# Who acts, for the policies' SQL: null when nobody has said so, so that every comparison fails.
ACTOR_SQL: Final = "NULLIF(current_setting('samhold.actor', true), '')::uuid"
_IS_MAINTENANCE_SQL: Final = "current_setting('samhold.maintenance', true) = 'on'"


class PostgresqlSQL(migrations.RunSQL):
    """Statements of a migration that only PostgreSQL knows; nothing happens elsewhere."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Run the statements on PostgreSQL."""
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Run the reverse statements on PostgreSQL."""
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)


def enable_row_security(table: str, using_sql: str, check_sql: str | None = None) -> PostgresqlSQL:
    """
    Make the migration operation that puts the second wall around a table.

    Everybody, the owner too, sees only rows for which `using_sql` holds and writes only rows for which `check_sql`
    (default: the same) holds. The owner sees all rows inside `database.maintenance()`.

    :param using_sql: a condition on the table's columns; `ACTOR_SQL` is the actor. A new row must pass it as well.
    """
    name = _quoted(table)
    wall, owner = _quoted(f"{table}_wall"), _quoted(f"{table}_maintenance")
    forwards = [
        f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {wall} ON {name} USING ({using_sql}) WITH CHECK ({check_sql or using_sql})",
        f"CREATE POLICY {owner} ON {name} TO CURRENT_USER USING ({_IS_MAINTENANCE_SQL})",
    ]
    backwards = [
        f"DROP POLICY {owner} ON {name}",
        f"DROP POLICY {wall} ON {name}",
        f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY",
        f"ALTER TABLE {name} DISABLE ROW LEVEL SECURITY",
    ]
    return PostgresqlSQL([*forwards], [*backwards])


def answers_as_owner(name: str, returns: str, query: str) -> str:
    """
    Write the SQL of a function (new, or replaced) whose query the owner of the tables answers, past the second wall.

    The owner is behind the wall too, so the function turns maintenance on while it reads, and back as it was. It does
    so itself: only a superuser could write that down as a setting of the function.

    :param name: name and arguments, as `samhold_tenants()`.
    :param query: what is answered; it must speak of the actor alone.
    """
    return f"""
CREATE OR REPLACE FUNCTION {name} RETURNS {returns} LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    before text := coalesce(current_setting('samhold.maintenance', true), '');
BEGIN
    PERFORM set_config('samhold.maintenance', 'on', true);
    RETURN QUERY {query};
    PERFORM set_config('samhold.maintenance', before, true);
END $$;
"""


def tables_with_row_security(connection: BaseDatabaseWrapper) -> frozenset[str]:
    """Give the tables of the schema that have the second wall, forced; empty where there is none to have."""
    if connection.vendor != "postgresql":
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relrowsecurity AND relforcerowsecurity "
            "AND relnamespace = current_schema()::regnamespace"
        )
        return frozenset(name for (name,) in cursor.fetchall())


def create_application_role(connection: BaseDatabaseWrapper, role: str) -> None:
    """Make the application's role, without a password, if there is none: it may log in and nothing else."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            cursor.execute(
                f"CREATE ROLE {_quoted(role)} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT"
            )


def grant_application_role(
    connection: BaseDatabaseWrapper, role: str, append_only: Iterable[str] = (), sealed: Iterable[str] = ()
) -> None:
    """
    Give the application's role its rights on the tables that exist now; to be run after every migration.

    :param append_only: tables in which rows are only added.
    :param sealed: tables that only a function of the owner's writes, as the audit log.
    """
    if connection.vendor != "postgresql":
        return
    who = _quoted(role)
    statements = [
        f"GRANT USAGE ON SCHEMA public TO {who}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {who}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {who}",
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {who}",
        *(f"REVOKE UPDATE, DELETE, TRUNCATE ON {_quoted(table)} FROM {who}" for table in append_only),
        *(f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {_quoted(table)} FROM {who}" for table in sealed),
    ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def application_role_faults(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """Say why the role that is acting now would get through the second wall; empty when it would not."""
    if connection.vendor != "postgresql":
        return ()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, EXISTS (SELECT 1 FROM pg_class WHERE relkind = 'r' "
            "AND relnamespace = current_schema()::regnamespace AND pg_has_role(current_user, relowner, 'MEMBER')) "
            "FROM pg_roles WHERE rolname = current_user"
        )
        found = cursor.fetchone() or (True, True, True)
    names = ("it is a superuser", "it may bypass row-level security", "it owns tables")
    return tuple(name for name, holds in zip(names, found, strict=True) if holds)


def _quoted(name: str) -> str:
    if '"' in name:
        raise ValueError(f"{name!r} is no name of a table or role.")
    return f'"{name}"'
