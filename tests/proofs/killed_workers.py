"""
Workers that are killed: run as a process of its own (`python -m tests.proofs.killed_workers`).

A round puts jobs in the queue, lets three workers loose, kills each at a random point, compares marks and jobs, and
lets two more bring everything to its end.
"""

from __future__ import annotations

import os
import select
import signal
import time
from collections import Counter
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from tests.proofs.forks import answer_commands, forked, in_a_fork, sound, terminate_sessions, wait_for_sessions

if TYPE_CHECKING:
    from collections.abc import Callable

WORKERS, JOBS = 3, 24
LEASE = timedelta(seconds=0.6)
SLACK = timedelta(seconds=8)
"""How much later than its lease a job may be taken by a machine that is busy with other things."""


def main() -> None:
    """Answer commands until stdin ends."""
    import django

    django.setup()
    from samhold.infrastructure.jobs import queue

    queue._FIRST_PAUSE = timedelta(seconds=0.05)
    answer_commands(COMMANDS)


def prepare(folder: str) -> object:
    """Make the table of marks; nothing in it hinders a second one."""
    del folder

    def work() -> object:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE proof_mark (seed integer, number integer, half integer)")
            if connection.vendor == "postgresql":
                cursor.execute("GRANT SELECT, INSERT ON proof_mark TO PUBLIC")
        return True

    return in_a_fork(work)


def kill(seed: int, sessions: bool = False) -> object:  # noqa: FBT001, FBT002 -- from JSON
    """Let workers loose on a round's jobs, and kill each at a random point; or, on PostgreSQL, their sessions first."""
    random = Random(seed)
    asked = in_a_fork(lambda: _ask(seed))
    reader, writer = os.pipe()
    children = [forked(lambda: _worker(writer)) for _ in range(WORKERS)]
    if random.random() < 0.8:
        select.select([reader], [], [], 10)  # most are killed when the work is under way, some while they begin
    time.sleep(random.uniform(0, 0.1))
    for child in children:
        time.sleep(random.uniform(0, 0.12))
        if sessions and child == children[0]:
            terminate_sessions()
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    os.close(reader)
    os.close(writer)
    return asked


def _ask(seed: int) -> int:
    """Put the round's jobs in the queue, in one unit of work."""
    from samhold.infrastructure.database import unit_of_work
    from tests.proofs import job_tasks

    random = Random(f"jobs {seed}")
    with unit_of_work(None):
        for number in range(JOBS):
            random.choice(job_tasks.QUICK).enqueue(seed, number, round(random.uniform(0, 0.04), 3))
        if seed % 4 == 0:
            job_tasks.work_longer_than_the_lease.enqueue(seed, JOBS, 0)
    return JOBS


def _worker(done: int | None = None) -> None:
    """Work until killed; write a byte for each job that is over."""
    from samhold.infrastructure.jobs.schedule import Timetable
    from samhold.infrastructure.jobs.worker import Worker

    def tell(_line: str) -> None:
        if done is not None:
            os.write(done, b".")

    poll = timedelta(seconds=0.01)
    Worker(queues=("default",), lease=LEASE, poll=poll, timetable=Timetable(()), tell=tell).work()


def compare(seed: int) -> object:
    """Compare jobs and marks as the killed ones left them: a mark is there if and only if its job is done."""

    def work() -> object:
        from samhold.infrastructure.jobs.models import Job

        wait_for_sessions()
        whole, faults = _marks(seed)
        done = sorted(args[1] for args in _arguments(state="SUCCESSFUL"))
        if done != whole:
            faults.append(f"done are {done}, marked are {whole}")
        left = {
            str(pk): at.timestamp() for pk, at in Job.objects.filter(state="RUNNING").values_list("pk", "leased_until")
        }
        return {"left": left, "done": len(done), "faults": faults}

    return in_a_fork(work)


def end(seed: int, left: dict[str, float]) -> object:
    """Let two more workers bring the round to its end; see that each job has its effect once, and in time."""

    def work() -> object:
        from samhold.infrastructure.jobs import queue
        from samhold.infrastructure.jobs.models import UNFINISHED, Job
        from samhold.infrastructure.jobs.schedule import Timetable
        from samhold.infrastructure.jobs.worker import Worker

        begun = queue.clock()
        worker = Worker(queues=("default",), lease=LEASE, timetable=Timetable(()))
        while Job.objects.filter(state__in=UNFINISHED).exists() and queue.clock() < begun + LEASE + SLACK:
            worker.work(once=True)
            time.sleep(0.01)
        whole, faults = _marks(seed)
        jobs = list(Job.objects.all())
        faults += [f"{job} is {job.state}, {job.errors}" for job in jobs if job.state != "SUCCESSFUL"]
        faults += _too_early_or_late(jobs, left)
        if whole != sorted(job.arguments["args"][1] for job in jobs) or set(range(JOBS)) - set(whole):
            faults.append(f"marked are {whole}")
        Job.objects.all().delete()
        return {"jobs": len(jobs), "attempts": sum(job.attempts for job in jobs), "faults": faults}

    other = forked(_worker)
    try:
        return in_a_fork(work)
    finally:
        os.kill(other, signal.SIGKILL)
        os.waitpid(other, 0)


def _too_early_or_late(jobs: list, left: dict[str, float]) -> list[str]:
    """Find jobs that were taken from their killed holder before the lease was over, or long after."""
    faults = []
    for job in jobs:
        until = left.get(str(job.pk))
        if until is None:
            continue
        if job.last_attempted_at.timestamp() < until:
            faults.append(f"{job} was taken before its lease was over")
        if job.finished_at and job.finished_at.timestamp() > until + SLACK.total_seconds():
            faults.append(f"{job} was stuck")
    return faults


def _marks(seed: int) -> tuple[list[int], list[str]]:
    """Give the numbers that are marked whole, and the marks that are half or double."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT number, half FROM proof_mark WHERE seed = %s", [seed])
        halves = Counter(cursor.fetchall())
    numbers = sorted({number for number, _half in halves})
    faults = [
        f"mark {number} is {halves[number, 1]} + {halves[number, 2]}"
        for number in numbers
        if (halves[number, 1], halves[number, 2]) != (1, 1)
    ]
    return numbers, faults


def _arguments(**which: object) -> list[list[int]]:
    from samhold.infrastructure.jobs.models import Job

    return [arguments["args"] for arguments in Job.objects.filter(**which).values_list("arguments", flat=True)]


COMMANDS: dict[str, Callable[..., object]] = {
    "prepare": prepare,
    "kill": kill,
    "compare": compare,
    "end": end,
    "sound": sound,
}

if __name__ == "__main__":
    main()
