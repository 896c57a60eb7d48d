"""On PostgreSQL the application's role may do no more than it needs."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction

from samhold.infrastructure.database import unit_of_work
from samhold.infrastructure.row_security import application_role_faults

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def test_application_role_is_neither_owner_nor_superuser():
    with unit_of_work(None):
        assert application_role_faults(connection) == ()


@pytest.mark.parametrize("table", settings.SAMHOLD_SEALED_TABLES)
@pytest.mark.parametrize(
    "statement", ["DELETE FROM {}", "TRUNCATE {}", "UPDATE {} SET hash = ''", "INSERT INTO {} DEFAULT VALUES"]
)
def test_application_role_writes_no_sealed_table(table, statement):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), unit_of_work(None):
        connection.cursor().execute(statement.format(table))


def test_application_role_cannot_pretend_a_migration():
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), unit_of_work(None):
        connection.cursor().execute("DELETE FROM django_migrations")
