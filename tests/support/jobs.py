"""Works off jobs as a worker does: each in a unit of work of its own, behind the second wall."""

from __future__ import annotations

from samhold.infrastructure.jobs.models import Job
from samhold.infrastructure.jobs.schedule import Timetable
from samhold.infrastructure.jobs.worker import Worker


def work_off() -> list[tuple[str, str, object]]:
    """Do what is due, and give name, state and answer of every job."""
    Worker(queues=("default", "long"), timetable=Timetable(())).work(once=True)
    rows = Job.objects.order_by("enqueued_at", "pk").values_list("task", "state", "return_value")
    return [(task.rpartition(".")[2], state, value) for task, state, value in rows]
