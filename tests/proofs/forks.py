"""
A nursery: sets Django up once, forks for everything else, and is told what to do by lines of JSON on stdin.

So a killed process takes nothing with it, and begins without a connection.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def answer_commands(commands: Mapping[str, Callable[..., object]]) -> None:
    """Answer until stdin ends."""
    for line in sys.stdin:
        order = json.loads(line)
        sys.stdout.write(json.dumps(commands[order.pop("do")](**order)) + "\n")
        sys.stdout.flush()


def in_a_fork(work: Callable[[], object]) -> object:
    """Do the work in a process of its own, with a connection of its own, and give its answer."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            answer = json.dumps(work())
            with os.fdopen(writer, "w") as pipe:
                pipe.write(answer)
        except BaseException:  # noqa: BLE001 -- the fork must not go on as its parent
            traceback.print_exc()
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return json.loads(answer) if answer else None


def forked(work: Callable[[], object]) -> int:
    """Begin the work in a process of its own, and give its number; how it ends is told to nobody."""
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            work()
        os._exit(0)
    return child


def terminate_sessions() -> object:
    """End every other session of ours on PostgreSQL, as a restart of the server does."""

    def work() -> int:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
            )
            return cursor.fetchone()[0]

    return in_a_fork(work)


def wait_for_sessions() -> None:
    """Wait until PostgreSQL has done what killed processes had already told it: it may commit after they are gone."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    for _ in range(1000):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.01)
    raise AssertionError("sessions of killed processes go on")


def sound() -> object:
    """Ask SQLite whether its file is whole."""

    def work() -> object:
        from django.db import connection

        if connection.vendor != "sqlite":
            return "ok"
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            return cursor.fetchone()[0]

    return in_a_fork(work)
