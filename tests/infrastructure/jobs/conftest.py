"""What the tests of the queue share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from samhold.infrastructure.jobs import queue
from samhold.infrastructure.jobs.models import Job
from samhold.infrastructure.jobs.running import run
from samhold.infrastructure.jobs.schedule import Timetable
from samhold.infrastructure.jobs.worker import Worker
from tests.infrastructure.jobs import probes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

QUEUES = ("default", "long")
NOON = datetime(2030, 6, 1, 12, tzinfo=UTC)
"""Later than anything that these tests put in the queue, which tells the time by itself."""


@pytest.fixture(autouse=True)
def no_calls() -> Iterator[None]:
    probes.CALLS.clear()
    yield
    probes.CALLS.clear()


@pytest.fixture
def take() -> Callable[..., Job]:
    """Take the next job, as a worker does."""

    def taken(at: datetime = NOON, *, worker: str = "one", lease: timedelta = queue.LEASE) -> Job:
        job = queue.claim(queues=QUEUES, worker_id=worker, now=at, lease=lease)
        assert job is not None
        return job

    return taken


@pytest.fixture
def done(take: Callable[..., Job]) -> Callable[[], Job]:
    """Take the next job and run it; give its row."""

    def ran() -> Job:
        job = take()
        run(job)
        return Job.objects.get(pk=job.pk)

    return ran


@pytest.fixture
def worker() -> Worker:
    """Give a worker without periodic jobs of its own."""
    return Worker(queues=QUEUES, timetable=Timetable(()), poll=timedelta(milliseconds=5))
