"""Tasks that exist only in these tests; what they leave are rows of `Note` and lines in `CALLS`."""

from __future__ import annotations

from django_tasks import TaskContext, task

from samhold.infrastructure.jobs.later import later
from samhold.infrastructure.jobs.running import acting_id, effect
from tests.infrastructure.models import note

CALLS: list[object] = []


@task
def leave_note(title: str, *, count: int = 1) -> int:
    for _ in range(count):
        note(title=title)
    return count


@task
def fail_after_a_note(title: str) -> None:
    note(title=title)
    raise ValueError("Kari Testperson, 13 digits: 0123456789012")


@task(is_atomic=False)
def work_then_leave_note(title: str) -> None:
    CALLS.append(title)
    with effect():
        note(title=title)


@task(is_atomic=False)
def only_tell(title: str) -> None:
    CALLS.append(title)


@task(is_atomic=False)
def two_effects() -> None:
    with effect():
        pass
    with effect():
        note(title="TWICE")


@task(takes_context=True)
def tell_attempt(context: TaskContext) -> int:
    return context.attempt


@task
def tell_who() -> str | None:
    return str(acting_id()) if acting_id() else None


@task
def return_a_name() -> str:
    note(title="RETURNED")
    return "Kari Testperson"


@task
def ask_for_another() -> None:
    later("tests.infrastructure.jobs.probes.leave_note", "CHILD")


@task(queue_name="long", priority=5)
def in_the_long_queue() -> None:
    CALLS.append("LONG")


@task(most_attempts=2)
def fail_twice_at_most() -> None:
    raise RuntimeError("no")


@task
def periodic() -> int:
    CALLS.append("PERIODIC")
    return 1
