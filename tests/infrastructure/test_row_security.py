"""The second wall on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.migrations.state import ProjectState

from samhold.infrastructure.database import maintenance, unit_of_work
from samhold.infrastructure.row_security import (
    ACTOR_SQL,
    application_role_faults,
    create_application_role,
    enable_row_security,
    grant_application_role,
    tables_with_row_security,
)
from tests.infrastructure.models import Note, note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

ROLE = "samhold_wall_test"
TABLE = Note._meta.db_table


@pytest.fixture
def wall(db: None, settings: Settings) -> Iterator[None]:
    """Let an actor see only the notes of the tenant of the same id."""
    operation = enable_row_security(TABLE, f"tenant_id = {ACTOR_SQL}")
    with connection.schema_editor(atomic=False) as editor:
        operation.database_forwards("infrastructure", editor, ProjectState(), ProjectState())
    create_application_role(connection, ROLE)
    grant_application_role(connection, ROLE, append_only=["infrastructure_mutation"])
    settings.SAMHOLD_DATABASE_ROLE = ROLE
    yield
    with connection.schema_editor(atomic=False) as editor:
        operation.database_backwards("infrastructure", editor, ProjectState(), ProjectState())
    assert TABLE not in tables_with_row_security(connection)


@pytest.mark.postgres
def test_row_security_shows_an_actor_only_the_rows_of_the_condition(wall: None) -> None:
    mine, theirs = uuid4(), uuid4()
    for tenant_id in (mine, theirs):
        note("text", tenant_id=tenant_id)

    with unit_of_work(mine):
        seen = list(Note.objects.values_list("tenant_id", flat=True))
    with unit_of_work(None):
        seen_by_nobody = list(Note.objects.all())

    assert (seen, seen_by_nobody) == ([mine], [])
    assert TABLE in tables_with_row_security(connection)


@pytest.mark.postgres
def test_row_security_refuses_a_row_that_its_writer_may_not_see(wall: None) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), unit_of_work(uuid4()):
        note("text", tenant_id=uuid4())


@pytest.mark.postgres
def test_row_security_in_maintenance_opens_for_nobody_but_the_owner(wall: None) -> None:
    note("text")

    with unit_of_work(uuid4()), maintenance():
        assert not Note.objects.exists()


@pytest.mark.postgres
def test_application_role_may_only_add_to_append_only_tables(wall: None) -> None:
    for statement in (
        "UPDATE infrastructure_mutation SET made_id = NULL",
        "DELETE FROM infrastructure_mutation",
        "DELETE FROM django_migrations",
        "CREATE TABLE mine (id int)",
    ):
        with pytest.raises(ProgrammingError, match="denied"), unit_of_work(uuid4()), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.postgres
def test_application_role_has_no_way_round_and_the_owner_is_named(wall: None) -> None:
    with unit_of_work(uuid4()):
        faults = application_role_faults(connection)

    assert faults == ()
    assert "it owns tables" in application_role_faults(connection)


@pytest.mark.django_db
def test_row_security_elsewhere_does_nothing() -> None:
    if connection.vendor == "postgresql":
        pytest.skip("what PostgreSQL does is shown above")
    operation = enable_row_security(TABLE, "true")

    with transaction.atomic():
        for run in (operation.database_forwards, operation.database_backwards):
            run("infrastructure", connection.schema_editor(), ProjectState(), ProjectState())
    create_application_role(connection, ROLE)
    grant_application_role(connection, ROLE)

    assert (tables_with_row_security(connection), application_role_faults(connection)) == (frozenset(), ())


def test_row_security_refuses_names_that_break_out() -> None:
    with pytest.raises(ValueError, match="no name"):
        enable_row_security('a" CASCADE; --', "true")
