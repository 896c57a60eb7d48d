"""The contract of Django's tasks, kept by the database backend on whichever database is used."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from django.core.checks import run_checks
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, default_task_backend, task, task_backends
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist, TaskResultMismatch
from django_tasks.signals import task_enqueued, task_finished, task_started

from samhold.infrastructure.database import unit_of_work
from samhold.infrastructure.jobs.arguments import ArgumentTellsOfSomebody
from samhold.infrastructure.jobs.backend import DatabaseBackend
from samhold.infrastructure.jobs.failures import UnknownTask
from samhold.infrastructure.jobs.job_task import keyed
from samhold.infrastructure.jobs.later import later
from samhold.infrastructure.jobs.models import Job
from tests.infrastructure.jobs import probes

pytestmark = pytest.mark.django_db


def test_backend_is_the_default_and_tells_what_it_supports() -> None:
    backend = task_backends["default"]

    assert isinstance(backend, DatabaseBackend)
    supports = ("supports_defer", "supports_async_task", "supports_get_result", "supports_priority")
    assert [getattr(backend, name) for name in supports] == [True, False, True, True]
    assert backend.queues == {"default", "long"}
    assert [message for message in run_checks() if "tasks" in message.id] == []


def test_enqueue_gives_a_result_that_is_ready() -> None:
    result = probes.leave_note.enqueue("TITLE", count=2)

    assert (result.status, result.args, result.kwargs) == (TaskResultStatus.READY, ["TITLE"], {"count": 2})
    assert (result.started_at, result.finished_at, result.last_attempted_at) == (None, None, None)
    assert (result.errors, result.worker_ids, result.attempts) == ([], [], 0)
    assert (result.is_finished, result.backend, result.task.func) == (False, "default", probes.leave_note.func)
    with pytest.raises(ValueError, match="not finished"):
        _ = result.return_value


def test_get_result_finds_the_job_by_id_and_by_task() -> None:
    result = probes.leave_note.enqueue("TITLE")

    assert default_task_backend.get_result(result.id) == result
    assert probes.leave_note.get_result(result.id).id == result.id
    with pytest.raises(TaskResultMismatch):
        probes.tell_who.get_result(result.id)


@pytest.mark.parametrize("unknown", ["0190f0a1-0000-7000-8000-000000000001", "no id"])
def test_get_result_of_what_is_not_there_is_refused(unknown: str) -> None:
    with pytest.raises(TaskResultDoesNotExist):
        default_task_backend.get_result(unknown)


def test_get_result_of_a_task_that_is_gone_names_it() -> None:
    result = probes.leave_note.enqueue("TITLE")
    Job.objects.update(task="samhold.gone.tasks.away")

    with pytest.raises(UnknownTask, match=r"samhold\.gone\.tasks\.away"):
        default_task_backend.get_result(result.id)


def test_refresh_tells_what_has_become_of_it(done) -> None:
    result = probes.leave_note.enqueue("TITLE", count=3)

    done()
    result.refresh()

    assert (result.status, result.return_value, result.attempts) == (TaskResultStatus.SUCCESSFUL, 3, 1)
    assert None not in (result.started_at, result.finished_at, result.last_attempted_at)
    assert result.is_finished


def test_failed_result_tells_kind_and_place_and_no_text(done) -> None:
    result = probes.fail_after_a_note.using().enqueue("TITLE")
    Job.objects.update(most_attempts=1)

    done()
    result.refresh()

    (error,) = result.errors
    assert (result.status, error.exception_class) == (TaskResultStatus.FAILED, ValueError)
    assert error.traceback.splitlines()[-1].startswith("tests.infrastructure.jobs.probes:")
    assert "Kari" not in str(Job.objects.values())
    with pytest.raises(ValueError, match="failed"):
        _ = result.return_value


def test_using_sets_priority_queue_and_time() -> None:
    later_on = timezone.now() + timedelta(days=1)

    probes.leave_note.using(priority=7, queue_name="long", run_after=later_on).enqueue("TITLE")

    job = Job.objects.get()
    assert (job.priority, job.queue, job.run_after) == (7, "long", later_on)


@pytest.mark.parametrize(
    "wrong",
    [{"priority": 101}, {"priority": -101}, {"queue_name": "nowhere"}, {"run_after": datetime(2030, 1, 1)}],  # noqa: DTZ001
)
def test_using_what_the_api_forbids_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidTaskError):
        probes.leave_note.using(**wrong)


async def waits() -> None: ...


def takes_no_context() -> None: ...


def test_what_cannot_be_a_task_is_refused() -> None:
    with pytest.raises(InvalidTaskError):
        task(lambda: None)
    with pytest.raises(InvalidTaskError):
        task(waits)
    with pytest.raises(InvalidTaskError):
        task(takes_context=True)(takes_no_context)


def test_aenqueue_and_aget_result_do_the_same() -> None:
    result = async_to_sync(probes.leave_note.aenqueue)("TITLE")

    found = async_to_sync(default_task_backend.aget_result)(result.id)

    assert found == result


def test_call_runs_the_function_without_a_job() -> None:
    assert (probes.leave_note.call("TITLE", count=0), Job.objects.count()) == (0, 0)


def test_signals_are_sent(done) -> None:
    heard: list[tuple[str, str]] = []
    for name, signal in (("enqueued", task_enqueued), ("started", task_started), ("finished", task_finished)):
        signal.connect(
            lambda task_result, name=name, **_: heard.append((name, task_result.status)), weak=False, dispatch_uid=name
        )

    probes.tell_who.enqueue()
    done()

    for name, signal in (("enqueued", task_enqueued), ("started", task_started), ("finished", task_finished)):
        signal.disconnect(dispatch_uid=name)
    assert heard == [("enqueued", "READY"), ("started", "RUNNING"), ("finished", "SUCCESSFUL")]


def test_failure_is_logged_without_its_text(done, caplog: pytest.LogCaptureFixture) -> None:
    probes.fail_after_a_note.enqueue("TITLE")
    Job.objects.update(most_attempts=1)

    done()

    assert "state=FAILED" in caplog.text
    assert "Kari" not in caplog.text


def test_job_goes_with_the_act_that_asks_for_it() -> None:
    with transaction.atomic():
        probes.leave_note.enqueue("TITLE")
        transaction.set_rollback(True)

    assert Job.objects.count() == 0


def test_job_acts_as_whoever_asks() -> None:
    actor = uuid4()

    with unit_of_work(actor):
        probes.tell_who.enqueue()
    probes.tell_who.enqueue()

    assert set(Job.objects.values_list("actor_id", flat=True)) == {actor, None}


def test_same_key_gives_the_same_job() -> None:
    first = keyed(probes.leave_note, "a/2030-01-01").enqueue("ONE")
    again = keyed(probes.leave_note, "a/2030-01-01").enqueue("TWO")
    other = keyed(probes.tell_who, "a/2030-01-01").enqueue()
    without = probes.leave_note.enqueue("ONE")

    assert (again.id, again.args) == (first.id, ["ONE"])
    assert len({first.id, other.id, without.id}) == 3


@pytest.mark.parametrize(
    "argument",
    ["Kari", "Kari Testperson", "kari@example.test", "13097248022", 13097248022, 91234567, ["Kari"], {"Kari": 1}, b"x",
     {"name": "Kari"}, 1e9],
)  # fmt: skip
def test_argument_that_may_tell_of_somebody_is_refused(argument: object) -> None:
    with pytest.raises(ArgumentTellsOfSomebody) as refused:
        probes.leave_note.enqueue(argument)

    assert "Kari" not in str(refused.value)
    assert Job.objects.count() == 0


@pytest.mark.parametrize(
    "argument",
    ["0190f0a1-0000-7000-8000-000000000001", "2030-01-01", "2030-01-01T10:00:00+00:00", "HOME_VISIT", "", 7, 0.5, None,
     True, ["CARE", [1]], {"kind": "VISIT"}],
)  # fmt: skip
def test_argument_that_tells_of_nobody_is_stored(argument: object) -> None:
    probes.leave_note.enqueue(argument)

    assert Job.objects.get().arguments == {"args": [argument], "kwargs": {}}


@pytest.mark.parametrize("key", ["", "Kari", "a b", "13097248022", "/", "a//b"])
def test_key_that_may_tell_of_somebody_is_refused(key: str) -> None:
    with pytest.raises(ArgumentTellsOfSomebody):
        keyed(probes.leave_note, key)


def test_later_names_the_task() -> None:
    at = timezone.now() + timedelta(hours=1)

    job_id = later("tests.infrastructure.jobs.probes.leave_note", "TITLE", key="once", run_after=at)
    again = later("tests.infrastructure.jobs.probes.leave_note", "TITLE", key="once")

    job = Job.objects.get()
    assert (job.pk, again, job.run_after, job.arguments["args"]) == (job_id, job_id, at, ["TITLE"])


@pytest.mark.parametrize("path", ["tests.infrastructure.jobs.probes.CALLS", "samhold.nowhere.tasks.x", "x"])
def test_later_without_such_a_task_is_refused(path: str) -> None:
    with pytest.raises(UnknownTask):
        later(path)
