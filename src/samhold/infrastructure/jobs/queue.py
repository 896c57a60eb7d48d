"""
Takes jobs out of the table and says what became of them; each function is one short transaction of its own.

A job that is taken is leased. Whoever still runs it prolongs the lease; when a worker is killed the lease runs out, and
the job is taken again. The number of the attempt is the token: what an earlier holder says counts no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from samhold.infrastructure.database import is_postgresql
from samhold.infrastructure.jobs.arguments import require_plain
from samhold.infrastructure.jobs.failures import LeaseExpired, LeaseLost, noted
from samhold.infrastructure.jobs.models import FINISHED, MOST_ATTEMPTS, Job, JobState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

LEASE: Final = timedelta(seconds=60)
_FIRST_PAUSE: Final = timedelta(seconds=10)
_LONGEST_PAUSE: Final = timedelta(hours=1)
_UNTAKEN_AFTER: Final = timedelta(minutes=15)


def clock() -> datetime:
    """Tell the time of the database, which all workers share; on SQLite that is the machine's."""
    if not is_postgresql():
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        (now,) = cursor.fetchone() or (timezone.now(),)
    at: datetime = now
    return at


def pause_after(attempts: int) -> timedelta:
    """Tell how long a job waits after that many attempts: 10 s, 40 s, 160 s …, an hour at most."""
    factor: int = 4 ** min(attempts - 1, 8)
    return min(_FIRST_PAUSE * factor, _LONGEST_PAUSE)


def due(queues: Sequence[str], *, now: datetime) -> QuerySet[Job]:
    """Give the jobs that a worker may take, in order: those whose turn it is, and those whose holder went silent."""
    is_waiting = Q(state=JobState.READY, run_after__lte=now)
    is_left = Q(state=JobState.RUNNING, leased_until__lte=now)
    rows = Job.objects.filter(is_waiting | is_left, queue__in=queues)
    return rows.order_by("-priority", "run_after", "pk")


def claim(*, queues: Sequence[str], worker_id: str, now: datetime, lease: timedelta = LEASE) -> Job | None:
    """
    Take the next job; `None` if none is due.

    A job that was left in its last attempt is given up instead, and given as it then is.
    """
    if not due(queues, now=now).exists():  # a look costs no lock on SQLite
        return None
    with transaction.atomic():
        rows = due(queues, now=now)
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        job = rows.first()
        if job is None:
            return None
        if job.state == JobState.RUNNING:
            job.errors = [*job.errors, noted(LeaseExpired())]
        if job.attempts >= job.most_attempts:
            _give_up(job, now=now)
        else:
            _lease(job, worker_id=worker_id, until=now + lease, now=now)
        job.save(force_update=True)
    return job


def prolong(job: Job, *, now: datetime, lease: timedelta = LEASE) -> bool:
    """Prolong the lease; tell whether the job was still this holder's."""
    return bool(_held(job).update(leased_until=now + lease))


def finish(job: Job, value: object, *, now: datetime) -> None:
    """
    Mark a job as done, in the transaction of its effect.

    :raises LeaseLost: if another has taken it since, so that the effect must not be kept.
    :raises ArgumentTellsOfSomebody: if what the task returned is more than an id, time, word or small number.
    """
    require_plain(value)
    done = _held(job).update(state=JobState.SUCCESSFUL, leased_until=None, finished_at=now, return_value=value)
    if not done:
        raise LeaseLost
    job.state, job.leased_until, job.finished_at, job.return_value = JobState.SUCCESSFUL, None, now, value


def put_back(job: Job, error: dict[str, str], *, now: datetime) -> None:
    """Let a job that failed wait for another attempt, or give it up; nothing happens if it is another's by now."""
    job.errors = [*job.errors, error]
    if job.attempts >= job.most_attempts:
        _give_up(job, now=now)
    else:
        job.state, job.leased_until = JobState.READY, None
        job.run_after = now + pause_after(job.attempts)
    names = ("errors", "state", "leased_until", "run_after", "finished_at")
    _held(job).update(**{name: getattr(job, name) for name in names})


def retry_failed(*, now: datetime) -> int:
    """Let every job that was given up be tried again, as often as at first; give their number."""
    rows = Job.objects.filter(state=JobState.FAILED)
    return rows.update(
        state=JobState.READY, finished_at=None, run_after=now, most_attempts=F("attempts") + MOST_ATTEMPTS
    )


def forget_failed() -> int:
    """Delete every job that was given up; give their number."""
    return Job.objects.filter(state=JobState.FAILED).delete()[0]


@dataclass(frozen=True, slots=True)
class GivenUp:
    """The jobs of one task that were given up, and the kind of the last error."""

    task: str
    count: int
    last_error: str


def given_up() -> tuple[GivenUp, ...]:
    """Tell of the jobs that were given up, by task."""
    found: dict[str, list[str]] = {}
    rows = Job.objects.filter(state=JobState.FAILED).order_by("finished_at", "pk")
    for task, errors in rows.values_list("task", "errors"):
        found.setdefault(task, []).append(errors[-1]["exception_class_path"] if errors else "")
    return tuple(GivenUp(task, len(kinds), kinds[-1]) for task, kinds in sorted(found.items()))


def untaken(*, now: datetime, since: timedelta = _UNTAKEN_AFTER) -> int:
    """Count the jobs that any worker should have taken long ago."""
    is_waiting = Q(state=JobState.READY, run_after__lte=now - since)
    is_left = Q(state=JobState.RUNNING, leased_until__lte=now - since)
    return Job.objects.filter(is_waiting | is_left).count()


def forget_finished(*, before: datetime) -> int:
    """Delete jobs that ended before; their keys may be used again. Give the number."""
    return Job.objects.filter(state__in=FINISHED, finished_at__lt=before).delete()[0]


def _held(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)


def _lease(job: Job, *, worker_id: str, until: datetime, now: datetime) -> None:
    job.state, job.leased_until = JobState.RUNNING, until
    job.attempts += 1
    job.worker_ids = [*job.worker_ids, worker_id]
    job.started_at = job.started_at or now
    job.last_attempted_at = now


def _give_up(job: Job, *, now: datetime) -> None:
    job.state, job.leased_until, job.finished_at = JobState.FAILED, None, now
