"""The jobs of the proof; each leaves two halves of a mark, with time to be killed between them."""

from __future__ import annotations

import time

from django.db import connection
from django_tasks import TaskContext, task

from samhold.infrastructure.jobs.later import later
from samhold.infrastructure.jobs.running import effect

CHILD = 1000


def leave(seed: int, number: int, pause: float) -> None:
    for half in (1, 2):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO proof_mark (seed, number, half) VALUES (%s, %s, %s)", [seed, number, half])
        time.sleep(pause)


@task
def mark(seed: int, number: int, pause: float) -> None:
    leave(seed, number, pause)


@task
def mark_and_ask(seed: int, number: int, pause: float) -> None:
    leave(seed, number, pause)
    later("tests.proofs.job_tasks.mark", seed, number + CHILD, pause)


@task(takes_context=True)
def fail_first(context: TaskContext, seed: int, number: int, pause: float) -> None:
    leave(seed, number, pause)
    if context.attempt == 1:
        raise RuntimeError


@task(is_atomic=False)
def work_then_mark(seed: int, number: int, pause: float) -> None:
    time.sleep(pause)
    with effect():
        leave(seed, number, 0)


@task(is_atomic=False)
def work_longer_than_the_lease(seed: int, number: int, pause: float) -> None:
    time.sleep(0.9)
    with effect():
        leave(seed, number, pause)


QUICK = (mark, mark_and_ask, fail_first, work_then_mark)
