"""The database's settings and the unit of work."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from samhold.infrastructure.database import (
    acting_as,
    before_commit,
    current_unit,
    database_entry,
    set_actor,
    unit_of_work,
)
from tests.infrastructure.models import Note, note

if TYPE_CHECKING:
    from collections.abc import Callable

ACTOR = uuid4()


class Broken(Exception):
    """Something went wrong in the block."""


def actor_in_database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('samhold.actor', true)")
        return cursor.fetchone()[0] or ""


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:///var/a.sqlite3", "var/a.sqlite3"),
        ("sqlite:////srv/a%20b.sqlite3", "/srv/a b.sqlite3"),
        ("sqlite:///:memory:", ":memory:"),
    ],
)
def test_database_entry_of_sqlite_is_safe_by_default(url: str, name: str) -> None:
    entry = database_entry(url)

    options = entry["OPTIONS"]
    assert isinstance(options, dict)
    assert (entry["NAME"], options["transaction_mode"], options["timeout"]) == (name, "IMMEDIATE", 20)
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]
    assert "foreign_keys=ON" in options["init_command"]


def test_database_entry_of_postgresql_unquotes_and_limits() -> None:
    entry = database_entry("postgresql://us%40er:p%3Aw@db.example:5433/sam%20hold?sslmode=require")

    assert {name: entry[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "CONN_HEALTH_CHECKS")} == {
        "NAME": "sam hold",
        "USER": "us@er",
        "PASSWORD": "p:w",
        "HOST": "db.example",
        "PORT": "5433",
        "CONN_HEALTH_CHECKS": True,
    }
    assert entry["OPTIONS"] == {
        "sslmode": "require",
        "options": "-c lock_timeout=10s -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s",
    }


def test_database_entry_of_the_owner_gives_up_locks_early_and_has_time() -> None:
    options = database_entry("postgresql://owner@h/n", is_owner=True)["OPTIONS"]

    assert isinstance(options, dict)
    assert "lock_timeout=2s -c statement_timeout=0" in options["options"]


def test_database_entry_behind_a_pooler_sets_nothing_for_the_session() -> None:
    entry = database_entry("postgresql://u@h/n?pooler=1")

    assert (entry["OPTIONS"], entry["DISABLE_SERVER_SIDE_CURSORS"]) == ({}, True)


@pytest.mark.parametrize(
    "url", ["", "mysql://u:secret@h/n", "sqlite://", "sqlite:///", "postgresql://u:secret@h:port/n"]
)
def test_database_entry_that_is_wrong_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        database_entry(url)

    assert "secret" not in str(refusal.value)


@pytest.mark.django_db
def test_sqlite_connection_holds_the_promises() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own")
    with connection.cursor() as cursor:
        values = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("foreign_keys", "synchronous", "busy_timeout", "secure_delete")
        }

    assert values == {"foreign_keys": 1, "synchronous": 2, "busy_timeout": 20000, "secure_delete": 1}


def test_unit_of_work_runs_callbacks_last_in_order_inside_the_transaction(shared_database: None) -> None:
    said: list[object] = []

    def last() -> None:
        said.append(("last", connection.in_atomic_block))

    with unit_of_work(ACTOR) as unit:
        before_commit(lambda: said.append("first"))
        before_commit(lambda: before_commit(last))
        note("inside")
        said.append("body")
        assert current_unit() is unit

    assert said == ["body", "first", ("last", True)]
    assert current_unit() is None
    assert Note.objects.count() == 1


def test_unit_of_work_that_fails_undoes_all_and_runs_nothing(shared_database: None) -> None:
    said: list[str] = []

    def fail() -> None:
        before_commit(lambda: said.append("never"))
        note("undone")
        raise Broken

    with pytest.raises(Broken), unit_of_work(ACTOR):
        fail()

    assert (said, Note.objects.count(), current_unit()) == ([], 0, None)


def test_unit_of_work_whose_callback_fails_undoes_all(shared_database: None) -> None:
    def fail() -> None:
        raise Broken

    def work() -> None:
        note("undone")
        before_commit(fail)

    with pytest.raises(Broken), unit_of_work(ACTOR):
        work()

    assert Note.objects.count() == 0


def test_unit_of_work_inside_another_joins_it(shared_database: None) -> None:
    said: list[str] = []

    with unit_of_work(ACTOR) as outer:
        with unit_of_work(ACTOR) as inner, unit_of_work(None):
            before_commit(lambda: said.append("callback"))
        said.append("after inner")

    assert outer is inner
    assert said == ["after inner", "callback"]


@pytest.mark.django_db
def test_unit_of_work_inside_another_with_another_actor_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="actor"), unit_of_work(ACTOR), unit_of_work(uuid4()):
        pass


def test_before_commit_without_a_unit_runs_at_once() -> None:
    said: list[str] = []

    before_commit(lambda: said.append("now"))

    assert said == ["now"]


def test_unit_of_work_that_reads_holds_no_lock_on_sqlite(shared_database: None) -> None:
    seen: list[bool] = []

    with unit_of_work(ACTOR, is_reading=True):
        seen.append(connection.in_atomic_block)
        before_commit(lambda: seen.append(connection.in_atomic_block))

    assert seen == [connection.vendor == "postgresql", True]


def test_unit_of_work_in_threads_is_of_each_thread(in_threads: Callable[..., list[object]]) -> None:
    def work(number: int) -> tuple[UUID | None, bool]:
        mine = UUID(int=number + 1)
        with unit_of_work(mine, is_reading=True) as unit:
            return unit.actor_id, unit is current_unit()

    assert in_threads(work) == [(UUID(int=number + 1), True) for number in range(4)]


@pytest.mark.postgres
def test_unit_of_work_tells_row_security_the_actor_until_its_end(shared_database: None) -> None:
    with unit_of_work(ACTOR):
        inside = actor_in_database()

    assert (inside, actor_in_database()) == (str(ACTOR), "")


@pytest.mark.postgres
@pytest.mark.django_db
def test_unit_of_work_inside_a_transaction_gives_actor_and_role_back() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (before,) = cursor.fetchone()
        with unit_of_work(ACTOR):
            pass
        cursor.execute("SELECT current_user")
        (after,) = cursor.fetchone()

    assert (after, actor_in_database()) == (before, "")


@pytest.mark.django_db
def test_set_actor_says_who_acts() -> None:
    set_actor(ACTOR)

    if connection.vendor == "postgresql":
        assert actor_in_database() == str(ACTOR)
    set_actor(None)


def test_acting_as_lends_a_unit_without_an_actor(db: None) -> None:
    with unit_of_work(None) as unit:
        with acting_as(ACTOR):
            inside = unit.actor_id
            in_database = actor_in_database() if connection.vendor == "postgresql" else str(ACTOR)
        after = unit.actor_id

    assert (inside, in_database, after) == (ACTOR, str(ACTOR), None)


def test_acting_as_is_refused_where_somebody_acts(db: None) -> None:
    with unit_of_work(ACTOR), pytest.raises(ValueError, match="without an actor"), acting_as(uuid4()):
        pass


def test_acting_as_is_refused_outside_a_unit() -> None:
    with pytest.raises(ValueError, match="without an actor"), acting_as(ACTOR):
        pass
