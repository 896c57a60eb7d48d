"""
Runs one job that was taken.

The effect and the marking as done are one transaction. So whatever kills the worker, both are there or neither, and of
two workers who run the same job since a lease ran out, one is undone.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django_tasks.base import TaskContext
from django_tasks.signals import task_finished, task_started

from samhold.infrastructure.database import unit_of_work
from samhold.infrastructure.jobs import queue
from samhold.infrastructure.jobs.backend import DatabaseBackend, result_of
from samhold.infrastructure.jobs.failures import LeaseLost, noted
from samhold.infrastructure.jobs.job_task import JobTask, task_of
from samhold.infrastructure.jobs.models import Job

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from django_tasks.base import Task


@dataclass(slots=True)
class _Run:
    job: Job
    value: object = None
    is_marked: bool = False


_current: ContextVar[_Run | None] = ContextVar("samhold_job", default=None)


def acting_id() -> UUID | None:
    """
    Tell as whom the running job acts.

    :raises RuntimeError: outside a job.
    """
    return _running().job.actor_id


@contextmanager
def effect() -> Iterator[None]:
    """
    Do inside what the running job came to, as its actor, and mark the job as done in the same transaction.

    :raises RuntimeError: outside a job, or in one that is done already.
    :raises LeaseLost: if another worker has taken the job since.
    """
    run = _running()
    if run.is_marked:
        raise RuntimeError("A job has one effect; put everything inside it.")
    with unit_of_work(run.job.actor_id):
        yield
        queue.finish(run.job, run.value, now=queue.clock())
    run.is_marked = True


def run(job: Job) -> str:
    """Run a job; give the kind of what went wrong, nothing if all went well. Its row says the rest."""
    error = _attempt(job)
    if error is not None and not isinstance(error, LeaseLost):
        queue.put_back(job, noted(error), now=queue.clock())
    _tell(job)
    return noted(error)["exception_class_path"] if error is not None else ""


def is_atomic(job: Job) -> bool:
    """Tell whether a job's whole call is one transaction; what no task answers to is."""
    try:
        task = task_of(job)
    except Exception:  # noqa: BLE001 -- what is wrong with it is told when it runs
        return True
    return not isinstance(task, JobTask) or task.is_atomic


def _attempt(job: Job) -> Exception | None:
    """Try, and give what went wrong; only its kind and place go any further."""
    try:
        _do(job, task_of(job))
    except Exception as error:  # noqa: BLE001 -- whatever a task raises
        return error
    return None


def _do(job: Job, task: Task[..., object]) -> None:
    current = _Run(job)
    token = _current.set(current)
    try:
        if not isinstance(task, JobTask) or task.is_atomic:
            with effect():
                current.value = _called(job, task)
            return
        current.value = _called(job, task)
        if not current.is_marked:
            with effect():
                pass
    finally:
        _current.reset(token)


def _called(job: Job, task: Task[..., object]) -> object:
    """Call the function behind the task."""
    result = result_of(job, task)
    task_started.send(DatabaseBackend, task_result=result)
    context = [TaskContext(task_result=result)] if task.takes_context else []
    return task.call(*context, *job.arguments["args"], **job.arguments["kwargs"])


def _tell(job: Job) -> None:
    """Send Django's signal of a job that is over; outside any `except`, so that the text of an error is not logged."""
    if job.finished_at is None:
        return
    try:
        task = task_of(job)
    except Exception:  # noqa: BLE001 -- a task that is gone has nobody to tell
        return
    task_finished.send(DatabaseBackend, task_result=result_of(job, task))


def _running() -> _Run:
    current = _current.get()
    if current is None:
        raise RuntimeError("No job is running here.")
    return current
