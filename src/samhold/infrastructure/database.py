"""The database: its settings from one address, and the unit of work in which a request or a job happens."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import parse_qsl, unquote, urlsplit
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from django.db.backends.utils import CursorWrapper

# `security.md`, measured: without WAL and IMMEDIATE writers fail; FULL so that a power cut loses nothing acknowledged.
_SQLITE_PRAGMAS: Final = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=20000",
    "cache_size=-20000",
    "mmap_size=134217728",
    "secure_delete=ON",
)
_TELL: Final = "set_config('samhold.actor', %s, true)"
_ONLY_READ: Final = ("SELECT", "SAVEPOINT", "RELEASE", "BEGIN", "SET LOCAL", "EXPLAIN")
_SCHEMES: Final = {"postgresql", "postgres"}


def database_entry(url: str, *, is_owner: bool = False) -> dict[str, object]:
    """
    Turn an address into an entry of Django's DATABASES.

    :param url: `sqlite:///relative`, `sqlite:////absolute`, `sqlite:///:memory:` or
        `postgresql://user:password@host:port/name?sslmode=…` (parameters go to libpq; `pooler=1` for PgBouncer).
    :param is_owner: for migrations: no limit on how long a statement takes, and locks are given up early instead.
    :raises ImproperlyConfigured: naming what is wrong with the address, without its password.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite_entry(unquote(url.partition("://")[2].partition("?")[0]))
    if parts.scheme in _SCHEMES:
        return _postgresql_entry(url, is_owner=is_owner)
    raise ImproperlyConfigured(
        f"A database address starts with sqlite:/// or postgresql://, not with {parts.scheme or 'nothing'!r}."
    )


def _sqlite_entry(path: str) -> dict[str, object]:
    name = path.removeprefix("/")
    if not name:
        raise ImproperlyConfigured("A SQLite address names a file: sqlite:////absolute/path.sqlite3.")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        # Opening the file and setting it up costs as much as a page's questions; each thread keeps its connection.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "; ".join(f"PRAGMA {pragma}" for pragma in _SQLITE_PRAGMAS),
        },
    }


def _postgresql_entry(url: str, *, is_owner: bool) -> dict[str, object]:
    parts = urlsplit(url)
    options: dict[str, object] = dict(parse_qsl(parts.query))
    is_pooled = options.pop("pooler", "") == "1"
    limits = {
        "lock_timeout": "2s" if is_owner else "10s",
        "statement_timeout": "0" if is_owner else "30s",
        "idle_in_transaction_session_timeout": "60s",
    }
    if not is_pooled:
        options["options"] = " ".join(f"-c {name}={value}" for name, value in limits.items())
    try:
        port = str(parts.port or "")
    except ValueError:
        raise ImproperlyConfigured("The port in the database address is not a number.") from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": is_pooled,
        "OPTIONS": options,
    }


@dataclass(slots=True)
class UnitOfWork:
    """
    One request or job: who acts, and what must be said last before it is committed.

    :param writes: how many statements may have changed something; what was read before the last may be outdated.
    """

    actor_id: UUID | None
    callbacks: list[Callable[[], None]] = field(default_factory=list)
    writes: int = 0

    def finish(self) -> None:
        """Run what was asked for, in order; a callback may ask for more."""
        while self.callbacks:
            self.callbacks.pop(0)()

    def notice(
        self,
        execute: Callable[[str, object, bool, dict[str, object]], object],
        sql: str,
        params: object,
        many: bool,  # noqa: FBT001 -- Django's own
        context: dict[str, object],
    ) -> object:
        """Let a statement pass, and count it if it may change something; going back to a savepoint does, too."""
        if not str(sql).startswith(_ONLY_READ):
            self.writes += 1
        return execute(sql, params, many, context)


class Companion(Protocol):
    """A question about whoever begins to act, asked in the round trip that tells row-level security who acts."""

    def question(self, actor_id: UUID) -> tuple[str, Sequence[str | int | UUID | datetime | None]]:
        """Return SQL and parameters; of tables without row-level security, which may not know the actor yet."""

    def keep(self, actor_id: UUID, cursor: CursorWrapper) -> None:
        """Take the answer: the columns of the question after one column more, all null if there is no row."""


_companions: list[Companion] = []


def bind_companion(companion: Companion) -> None:
    """Bind the one question that is asked together with telling who acts."""
    _companions[:] = [companion]


_open_unit: ContextVar[UnitOfWork | None] = ContextVar("samhold_unit_of_work", default=None)


def is_postgresql() -> bool:
    """Tell whether the database is PostgreSQL."""
    return connection.vendor == "postgresql"


def current_unit() -> UnitOfWork | None:
    """Give the unit of work that is open, if one is."""
    return _open_unit.get()


@contextmanager
def unit_of_work(actor_id: UUID | None, *, is_reading: bool = False) -> Iterator[UnitOfWork]:
    """
    Do everything inside in one transaction, as one actor; an exception undoes all of it and runs no callback.

    A unit inside another joins it. On PostgreSQL the actor is known to row-level security until the end, and the role
    in `settings.SAMHOLD_DATABASE_ROLE` is taken on.

    :param is_reading: on SQLite, hold no lock while reading: only the callbacks run in a (short) transaction.
    :raises ValueError: if the outer unit has another actor.
    """
    outer = _open_unit.get()
    if outer is not None:
        if actor_id is not None and actor_id != outer.actor_id:
            raise ValueError("A unit of work cannot change its actor; end the outer one first.")
        yield outer
        return
    unit = UnitOfWork(actor_id)
    token = _open_unit.set(unit)
    try:
        with ExitStack() as stack:
            stack.enter_context(connection.execute_wrapper(unit.notice))
            if is_postgresql() or not is_reading:
                stack.enter_context(_transaction_as(actor_id))
            yield unit
            if unit.callbacks:
                with transaction.atomic(savepoint=False):
                    unit.finish()
    finally:
        _open_unit.reset(token)


@contextmanager
def acting_as(actor_id: UUID) -> Iterator[None]:
    """
    Let somebody act for a part of a unit of work that has no actor of its own: a simulated day of many workers.

    An exception that leaves the part must leave the unit as well.

    :raises ValueError: outside a unit, or in one that has an actor: what is one's request never becomes another's.
    """
    unit = _open_unit.get()
    if unit is None or unit.actor_id is not None:
        raise ValueError("Only a unit of work without an actor may lend itself to one.")
    unit.actor_id = actor_id
    try:
        set_actor(actor_id)
        yield
        set_actor(None)
    finally:
        unit.actor_id = None


@contextmanager
def _transaction_as(actor_id: UUID | None) -> Iterator[None]:
    """Open a transaction with actor and role; inside an outer transaction (of a test), give both back at the end."""
    role: str = getattr(settings, "SAMHOLD_DATABASE_ROLE", "")
    is_nested = connection.in_atomic_block
    with transaction.atomic():
        set_actor(actor_id)
        if role and is_postgresql():
            _execute(f"SET LOCAL ROLE {connection.ops.quote_name(role)}")
        yield
        # A rollback to the savepoint gives both back by itself, and allows no statement before it.
        if is_nested and is_postgresql() and not connection.needs_rollback:
            set_actor(None)
            if role:
                _execute("SET LOCAL ROLE NONE")


def before_commit(callback: Callable[[], None]) -> None:
    """Run something as one of the last statements of the unit of work; at once if none is open."""
    unit = _open_unit.get()
    if unit is None:
        callback()
    else:
        unit.callbacks.append(callback)


def set_actor(actor_id: UUID | None) -> None:
    """
    Tell row-level security who acts, until the transaction ends; nothing to tell on SQLite.

    In a unit of work, what the companion asks about the actor comes back in the same round trip.
    """
    if not is_postgresql():
        return
    if actor_id is None or not _companions or _open_unit.get() is None:
        _execute(f"SELECT {_TELL}", str(actor_id or ""))
        return
    sql, values = _companions[0].question(actor_id)
    with connection.cursor() as cursor:
        asked = f"SELECT {_TELL}, asked.* FROM (VALUES (1)) AS one LEFT JOIN ({sql}) AS asked ON true"  # noqa: S608 -- the ORM's own
        cursor.execute(asked, (str(actor_id), *values))
        _companions[0].keep(actor_id, cursor)


@contextmanager
def maintenance() -> Iterator[None]:
    """
    See every row for the rest of a transaction, as the owner of the tables (and only as the owner).

    For key rotation, checks and backups; the application's role gains nothing by it.
    """
    with transaction.atomic():
        before = _maintenance()
        _set_maintenance("on")
        yield
        if not connection.needs_rollback:
            _set_maintenance(before)


def _maintenance() -> str:
    if not is_postgresql():
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('samhold.maintenance', true), '')")
        (value,) = cursor.fetchone() or ("",)
    return str(value)


def _set_maintenance(value: str) -> None:
    if is_postgresql():
        _execute("SELECT set_config('samhold.maintenance', %s, true)", value)


def _execute(sql: str, *values: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
