"""Tables of these tests, and a database that several threads can use."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import connection, connections, models

from samhold.infrastructure import keyring
from samhold.infrastructure.database import database_entry
from samhold.infrastructure.models import Allowance, DataKey, Job, Mutation
from samhold.infrastructure.row_security import grant_application_role
from tests.infrastructure.models import Note, Sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytest_django import DjangoDbBlocker

PROBES: tuple[type[models.Model], ...] = (Note, Sign)
MACHINERY: tuple[type[models.Model], ...] = (DataKey, Mutation, Allowance, Job)


def _create(tables: tuple[type[models.Model], ...]) -> None:
    with connection.schema_editor() as editor:
        for model in tables:
            editor.create_model(model)


def _drop(tables: tuple[type[models.Model], ...]) -> None:
    with connection.schema_editor() as editor:
        for model in tables:
            editor.delete_model(model)


@pytest.fixture(scope="session", autouse=True)
def probe_tables(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the tables of these tests beside the product's."""
    with django_db_blocker.unblock():
        _create(PROBES)
        if settings.SAMHOLD_DATABASE_ROLE:
            sealed = settings.SAMHOLD_SEALED_TABLES
            grant_application_role(connection, settings.SAMHOLD_DATABASE_ROLE, sealed=sealed)
    yield
    with django_db_blocker.unblock():
        _drop(PROBES)


@pytest.fixture(autouse=True)
def no_known_keys() -> Iterator[None]:
    """Start each test as a process that has unwrapped no key."""
    keyring.forget()
    yield
    keyring.forget()


@pytest.fixture
def shared_database(tmp_path: Path, django_db_blocker: DjangoDbBlocker, probe_tables: None) -> Iterator[None]:
    """Give a database that commits: a file on SQLite, the tests' own (emptied afterwards) on PostgreSQL."""
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            yield
            for model in (*PROBES, *MACHINERY):
                model._base_manager.all().delete()
            return
        entry = dict(connections.settings["default"])
        kept = connections["default"]
        connections.settings["default"] = {**entry, **database_entry(f"sqlite:///{tmp_path / 'shared.sqlite3'}")}
        del connections["default"]
        try:
            _create((*MACHINERY, *PROBES))
            yield
        finally:
            connection.close()
            connections.settings["default"] = entry
            connections["default"] = kept


@pytest.fixture
def in_threads(shared_database: None, django_db_blocker: DjangoDbBlocker) -> Callable[..., list[object]]:
    """Run a function of a number in several threads at once; give what each returned or raised."""

    def run(work: Callable[[int], object], *, threads: int = 4) -> list[object]:
        results: list[object] = [None] * threads
        start = threading.Barrier(threads)

        def one(number: int) -> None:
            start.wait()
            try:
                results[number] = work(number)
            except Exception as error:  # noqa: BLE001 -- handed to the test
                results[number] = error
            finally:
                connection.close()

        running = [threading.Thread(target=one, args=(number,)) for number in range(threads)]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()
        return results

    return run
