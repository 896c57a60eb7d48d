"""What the machinery does by itself: forgets what nobody needs any more."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Final

from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks import task

from samhold.infrastructure import idempotency, throttle
from samhold.infrastructure.jobs import queue
from samhold.infrastructure.jobs.schedule import Daily, Every, Periodic

KEPT_FOR: Final = timedelta(days=30)
"""How long the keys of writes and what is known of finished jobs are kept."""
_LIMITS_KEPT_FOR: Final = timedelta(days=1)


@task
def forget_keys_of_writes() -> int:
    """Delete the keys of writes that no form and no phone will send again; give their number."""
    return idempotency.forget_before(timezone.now() - KEPT_FOR)


@task
def forget_limits() -> int:
    """Delete the counts of rate limits that are full again; give their number."""
    return throttle.forget_before(timezone.now() - _LIMITS_KEPT_FOR)


@task
def forget_sessions() -> int:
    """Delete the sessions that have ended; give their number."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


@task
def forget_finished_jobs() -> int:
    """Delete what is known of jobs that ended long ago; give their number."""
    return queue.forget_finished(before=timezone.now() - KEPT_FOR)


SCHEDULE: Final = (
    Periodic(task=forget_keys_of_writes, rhythm=Daily(time(3, 10))),
    Periodic(task=forget_limits, rhythm=Daily(time(3, 15))),
    Periodic(task=forget_sessions, rhythm=Every(timedelta(hours=1))),
    Periodic(task=forget_finished_jobs, rhythm=Daily(time(3, 20))),
)
