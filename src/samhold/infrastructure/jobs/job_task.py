"""A task as this queue knows it: with a key, a number of attempts, and how its effect and its end go together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from django.utils.module_loading import import_string
from django_tasks.base import Task

from samhold.infrastructure.jobs.arguments import require_key
from samhold.infrastructure.jobs.failures import UnknownTask
from samhold.infrastructure.jobs.models import MOST_ATTEMPTS

if TYPE_CHECKING:
    from samhold.infrastructure.jobs.models import Job

P = ParamSpec("P")
ReturnT = TypeVar("ReturnT")


@dataclass(frozen=True, slots=True, kw_only=True)
class JobTask(Task[P, ReturnT]):
    """
    One task; `django_tasks.task` takes these as further arguments.

    :param key: while a job of this task with this key is kept, asking again gives that job.
    :param most_attempts: how often it is tried before it is given up.
    :param is_atomic: whether the whole call and its marking as done are one transaction. Otherwise the call runs
        outside one, since it takes long or leaves the database, and may put what it came to inside `running.effect()`.
    """

    key: str = ""
    most_attempts: int = MOST_ATTEMPTS
    is_atomic: bool = True


def keyed(task: Task[P, ReturnT], key: str) -> Task[P, ReturnT]:
    """
    Give the task with a key.

    :raises ArgumentTellsOfSomebody: if the key is not made of ids, times and words of our own.
    """
    if not isinstance(task, JobTask):
        raise TypeError("Only a task of this queue takes a key.")
    require_key(key)
    return replace(task, key=key)


def task_named(path: str) -> Task[..., object]:
    """
    Find a task by its path.

    :raises UnknownTask: if there is none.
    """
    try:
        found = import_string(path)
    except ImportError:
        found = None
    if not isinstance(found, Task):
        raise UnknownTask(path)
    return found


def task_of(job: Job) -> Task[..., object]:
    """
    Give the task of a job, as it was asked for.

    :raises UnknownTask: if this version has none of that name.
    """
    found = task_named(job.task).using(
        priority=job.priority,
        queue_name=job.queue,
        run_after=job.run_after if job.run_after > job.enqueued_at else None,
    )
    return keyed(found, job.key) if job.key else found
