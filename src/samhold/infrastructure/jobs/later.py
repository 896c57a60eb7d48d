"""Asks for a task from below: an action names a task of its room, which stands above it and so is not imported."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from samhold.infrastructure.jobs.job_task import keyed, task_named

if TYPE_CHECKING:
    from datetime import datetime


def later(path: str, *args: object, key: str = "", run_after: datetime | None = None) -> UUID:
    """
    Put one call of a task in the queue, in this transaction; give the job's id.

    :param path: the full name of the task, as `samhold.rooms.notices.tasks.tell`.
    :param key: while a job of this task with this key is kept, nothing more is put there.
    :raises UnknownTask: if there is no such task.
    :raises ArgumentTellsOfSomebody: if an argument is more than an id, a time, an UPPER_CASE word or a small number.
    """
    task = task_named(path).using(run_after=run_after)
    return UUID((keyed(task, key) if key else task).enqueue(*args).id)
