"""Keeps the lease of a job while it runs."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from django.db import Error, connection

from samhold.infrastructure.database import is_postgresql
from samhold.infrastructure.jobs import queue
from samhold.infrastructure.jobs.running import is_atomic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from samhold.infrastructure.jobs.models import Job


@contextmanager
def kept(job: Job, *, lease: timedelta) -> Iterator[None]:
    """
    Prolong the lease three times within its length, from a thread with a connection of its own.

    A job that is one transaction needs none of it on SQLite: nobody else can write, or take it, until it has ended.
    """
    if is_atomic(job) and not is_postgresql():
        yield
        return
    is_over = Event()
    thread = Thread(target=_beat, args=(job, lease, is_over), name="samhold-heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _beat(job: Job, lease: timedelta, is_over: Event) -> None:
    """Beat until told that it is over, or until the job is another's."""
    try:
        while not is_over.wait(lease.total_seconds() / 3):
            if not _prolonged(job, lease):
                return
    finally:
        connection.close()


def _prolonged(job: Job, lease: timedelta) -> bool:
    try:
        return queue.prolong(job, now=queue.clock(), lease=lease)
    except Error:
        connection.close()
        return True  # the database was away for a moment; the lease lasts for two more beats
