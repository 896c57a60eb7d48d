"""Takes jobs and runs them, one after another, until told to stop."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from queue import Empty, SimpleQueue
from secrets import token_hex
from typing import TYPE_CHECKING, Final

from django.db import close_old_connections, connection

from samhold.infrastructure.jobs import queue
from samhold.infrastructure.jobs.heartbeat import kept
from samhold.infrastructure.jobs.models import JobState
from samhold.infrastructure.jobs.running import run
from samhold.infrastructure.jobs.schedule import Timetable, schedule

if TYPE_CHECKING:
    from samhold.infrastructure.jobs.models import Job

POLL: Final = timedelta(seconds=1)
_PAUSE: Final = timedelta(seconds=5)


def worker_name() -> str:
    """Make a name: the machine, the process, and something that no other has."""
    return f"{socket.gethostname()[:40]}/{os.getpid()}/{token_hex(4)}"


def _silent(_line: str) -> None:
    """Tell nobody."""


def _nothing() -> None:
    """Do nothing."""


@dataclass(slots=True)
class Tally:
    """What a worker has come to."""

    done: int = 0
    put_back: int = 0
    failed: int = 0

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.done} jobs done, {self.put_back} put back, {self.failed} failed"


@dataclass(slots=True, kw_only=True)
class Worker:
    """
    One worker.

    :param tell: is told one line for each job: the task, the id, and what became of it.
    :param after_each: is called after each job, outside its transaction: what was refused in it is written then.
    """

    queues: tuple[str, ...]
    lease: timedelta = queue.LEASE
    poll: timedelta = POLL
    tell: Callable[[str], None] = _silent
    after_each: Callable[[], object] = _nothing
    name: str = field(default_factory=worker_name)
    timetable: Timetable = field(default_factory=lambda: Timetable(schedule()))
    tally: Tally = field(default_factory=Tally)
    is_stopped: bool = False
    # Rings in a signal's handler too, which may interrupt the wait itself: an `Event` would wait for its own lock.
    _bell: SimpleQueue[None] = field(default_factory=SimpleQueue)

    def stop(self) -> None:
        """End after the job that is running; may be called from anywhere, from the handler of a signal too."""
        self.is_stopped = True
        self._bell.put(None)

    def work(self, *, once: bool = False) -> Tally:
        """
        Work until told to stop, or with `once` until nothing is due.

        What breaks around a job (the database is away, a refusal cannot be written) is waited out, but not with `once`.
        """
        while not self.is_stopped:
            try:
                if not connection.in_atomic_block:
                    close_old_connections()
                has_worked = self.step()
            except Exception as error:
                if once:
                    raise
                self._wait_out(error)
                continue
            if has_worked:
                continue
            if once:
                break
            self._wait(self.poll)
        return self.tally

    def step(self) -> bool:
        """Ask for what is periodic, and do the next job; tell whether there was one."""
        now = queue.clock()
        self.timetable.ask(now=now)
        job = queue.claim(queues=self.queues, worker_id=self.name, now=now, lease=self.lease)
        if job is None:
            return False
        begun = time.monotonic()
        kind = job.errors[-1]["exception_class_path"] if job.state == JobState.FAILED else self._run(job)
        self._count(job, kind, time.monotonic() - begun)
        return True

    def _run(self, job: Job) -> str:
        try:
            with kept(job, lease=self.lease):
                return run(job)
        finally:
            self.after_each()

    def _count(self, job: Job, kind: str, seconds: float) -> None:
        """Count a job by what became of it, and tell."""
        if not kind:
            self.tally.done += 1
            became = f"done in {seconds:.2f} s"
        elif job.state == JobState.FAILED:
            self.tally.failed += 1
            became = f"given up after {job.attempts} attempts: {kind}"
        else:
            self.tally.put_back += 1
            became = f"put back: {kind}"
        self.tell(f"{job}: {became}")

    def _wait_out(self, error: Exception) -> None:
        """Begin anew in a while; leases bring back what was taken."""
        connection.close()
        self.tell(f"cannot work: {type(error).__name__}; trying again")
        self._wait(_PAUSE)

    def _wait(self, span: timedelta) -> None:
        """Wait that long, or until told to stop."""
        with suppress(Empty):
            self._bell.get(timeout=span.total_seconds())
