"""The backend of Django's tasks: puts jobs in the table, and tells what has become of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec, TypeVar
from uuid import UUID

from django.utils import timezone
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.signals import task_enqueued

from samhold.infrastructure.database import current_unit
from samhold.infrastructure.jobs.arguments import plain
from samhold.infrastructure.jobs.job_task import JobTask, task_of
from samhold.infrastructure.jobs.models import MOST_ATTEMPTS, Job

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

P = ParamSpec("P")
ReturnT = TypeVar("ReturnT")


class DatabaseBackend(BaseTaskBackend):
    """
    Keeps jobs in the application's own database, so that a job is there if and only if the act that asked for it is.

    A job acts as whoever acts in the unit of work that asks for it; as nobody outside one.
    """

    task_class = JobTask
    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(
        self, task: Task[P, ReturnT], args: Sequence[object], kwargs: Mapping[str, object]
    ) -> TaskResult[ReturnT]:
        """
        Put one call of a task in the queue, in the caller's transaction; with a key, give the job already there.

        :raises ArgumentTellsOfSomebody: if an argument might tell of a person.
        """
        self.validate_task(task)
        job = _stored(_job(task, args, kwargs))
        result = result_of(job, task)
        task_enqueued.send(type(self), task_result=result)
        return result

    def get_result(self, result_id: str) -> TaskResult[object]:
        """
        Tell what has become of a job.

        :raises TaskResultDoesNotExist: if there is none, or none any more.
        """
        job_id = _uuid(result_id)
        job = None if job_id is None else Job.objects.filter(pk=job_id).first()
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return result_of(job, task_of(job))


def result_of(job: Job, task: Task[P, ReturnT]) -> TaskResult[ReturnT]:
    """Tell of a job in the words of Django's tasks."""
    result: TaskResult[ReturnT] = TaskResult(
        task=task,
        id=str(job.pk),
        status=TaskResultStatus(job.state),
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.last_attempted_at,
        args=job.arguments["args"],
        kwargs=job.arguments["kwargs"],
        backend=task.backend,
        errors=[TaskError(**error) for error in job.errors],
        worker_ids=list(job.worker_ids),
    )
    object.__setattr__(result, "_return_value", job.return_value)
    return result


def _job(task: Task[P, ReturnT], args: Sequence[object], kwargs: Mapping[str, object]) -> Job:
    unit, now = current_unit(), timezone.now()
    return Job(
        task=task.module_path,
        arguments=plain(args, kwargs),
        key=task.key if isinstance(task, JobTask) else "",
        most_attempts=task.most_attempts if isinstance(task, JobTask) else MOST_ATTEMPTS,
        actor_id=None if unit is None else unit.actor_id,
        queue=task.queue_name,
        priority=task.priority,
        run_after=task.run_after or now,
        enqueued_at=now,
    )


def _stored(job: Job) -> Job:
    """Store a job; whoever stores the same key at the same moment waits until this transaction ends."""
    if not job.key:
        job.save(force_insert=True)
        return job
    Job.objects.bulk_create([job], ignore_conflicts=True)
    return Job.objects.get(task=job.task, key=job.key)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
