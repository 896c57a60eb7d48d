"""Taking, leasing, failing and finishing."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from samhold.infrastructure.jobs import queue
from samhold.infrastructure.jobs.failures import LeaseLost
from samhold.infrastructure.jobs.job_task import keyed
from samhold.infrastructure.jobs.models import Job, JobState
from samhold.infrastructure.jobs.running import acting_id, effect, run
from tests.infrastructure.jobs import probes
from tests.infrastructure.jobs.conftest import NOON, QUEUES
from tests.infrastructure.models import Note

pytestmark = pytest.mark.django_db
AFTER_LEASE = NOON + queue.LEASE


def titles() -> list[str]:
    return sorted(Note.objects.values_list("title", flat=True))


def states() -> list[str]:
    return sorted(Job.objects.values_list("state", flat=True))


def test_claim_of_nothing_takes_no_lock(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert queue.claim(queues=QUEUES, worker_id="one", now=NOON) is None


def test_claim_leases_the_job(take) -> None:
    probes.leave_note.enqueue("TITLE")

    job = take()

    stored = Job.objects.get()
    assert (stored.state, stored.leased_until, stored.attempts) == (JobState.RUNNING, NOON + queue.LEASE, 1)
    assert (stored.worker_ids, stored.started_at, stored.last_attempted_at) == (["one"], NOON, NOON)
    assert job == stored


def test_claim_takes_by_priority_then_time(take) -> None:
    probes.leave_note.using(run_after=NOON - timedelta(hours=1)).enqueue("SECOND")
    probes.leave_note.using(run_after=NOON).enqueue("THIRD")
    probes.leave_note.using(run_after=NOON, priority=1).enqueue("FIRST")
    probes.leave_note.using(run_after=NOON + timedelta(seconds=1)).enqueue("NOT_YET")

    taken = [take().arguments["args"][0] for _ in range(3)]

    assert taken == ["FIRST", "SECOND", "THIRD"]
    assert queue.claim(queues=QUEUES, worker_id="one", now=NOON) is None


def test_claim_leaves_other_queues_alone() -> None:
    probes.in_the_long_queue.enqueue()

    assert queue.claim(queues=("default",), worker_id="one", now=NOON) is None
    assert queue.claim(queues=("long",), worker_id="one", now=NOON) is not None


def test_leased_job_is_not_taken_again_before_its_lease_is_over(take) -> None:
    probes.leave_note.enqueue("TITLE")
    take()

    assert queue.claim(queues=QUEUES, worker_id="two", now=AFTER_LEASE - timedelta(seconds=1)) is None
    assert take(AFTER_LEASE, worker="two").worker_ids == ["one", "two"]


def test_prolonged_job_is_taken_later(take) -> None:
    probes.leave_note.enqueue("TITLE")
    job = take()

    assert queue.prolong(job, now=NOON + timedelta(seconds=30))
    assert queue.claim(queues=QUEUES, worker_id="two", now=AFTER_LEASE) is None


def test_killed_job_notes_that_its_lease_ran_out(take) -> None:
    probes.leave_note.enqueue("TITLE")
    take()

    again = take(AFTER_LEASE)

    assert [error["exception_class_path"] for error in again.errors] == [
        "samhold.infrastructure.jobs.failures.LeaseExpired"
    ]


def test_holder_that_comes_too_late_has_no_effect(take) -> None:
    probes.leave_note.enqueue("TITLE")
    slow = take()
    quick = take(AFTER_LEASE, worker="two")

    assert run(quick) == ""
    assert run(slow) == "samhold.infrastructure.jobs.failures.LeaseLost"
    assert (titles(), states()) == (["TITLE"], ["SUCCESSFUL"])
    assert not queue.prolong(slow, now=AFTER_LEASE)


def test_holder_that_lost_its_lease_leaves_the_job_to_the_other(take) -> None:
    probes.fail_after_a_note.enqueue("TITLE")
    slow = take()
    quick = take(AFTER_LEASE, worker="two")

    run(slow)

    stored = Job.objects.get()
    assert (stored.state, stored.attempts, stored.leased_until) == (JobState.RUNNING, 2, quick.leased_until)


def test_finish_of_a_job_that_is_another_s_is_refused(take) -> None:
    probes.leave_note.enqueue("TITLE")
    slow = take()
    take(AFTER_LEASE, worker="two")

    with pytest.raises(LeaseLost):
        queue.finish(slow, None, now=AFTER_LEASE)


def test_job_leaves_its_effect_and_is_done(done) -> None:
    probes.leave_note.enqueue("TITLE", count=2)

    job = done()

    assert (titles(), job.state, job.return_value, job.leased_until) == (["TITLE"] * 2, JobState.SUCCESSFUL, 2, None)


def test_job_that_fails_leaves_nothing_and_waits(done) -> None:
    probes.fail_after_a_note.enqueue("TITLE")

    job = done()

    assert (titles(), job.state, job.attempts) == ([], JobState.READY, 1)
    assert timedelta(seconds=9) < job.run_after - queue.clock() <= timedelta(seconds=10)


def test_pauses_grow_up_to_an_hour() -> None:
    seconds = [queue.pause_after(attempts).total_seconds() for attempts in (1, 2, 3, 4, 5, 6, 60)]

    assert seconds == [10, 40, 160, 640, 2560, 3600, 3600]


def test_job_is_given_up_after_its_last_attempt(take) -> None:
    probes.fail_twice_at_most.enqueue()

    run(take())
    run(take())

    job = Job.objects.get()
    assert (job.state, job.attempts, job.worker_ids) == (JobState.FAILED, 2, ["one", "one"])
    assert [error["exception_class_path"] for error in job.errors] == ["builtins.RuntimeError"] * 2
    assert queue.claim(queues=QUEUES, worker_id="one", now=NOON + timedelta(days=1)) is None


def test_job_whose_holder_is_killed_each_time_is_given_up(take) -> None:
    probes.fail_twice_at_most.enqueue()
    take(NOON)
    take(NOON + queue.LEASE)

    given_up = take(NOON + 2 * queue.LEASE)

    assert (given_up.state, given_up.attempts, given_up.leased_until) == (JobState.FAILED, 2, None)
    assert Job.objects.get() == given_up


def test_failed_jobs_are_tried_again_when_told_so(take) -> None:
    probes.fail_twice_at_most.enqueue()
    run(take())
    run(take())

    assert queue.retry_failed(now=NOON) == 1

    job = take()
    assert (job.state, job.attempts, job.most_attempts) == (JobState.RUNNING, 3, 7)


def test_failed_jobs_are_forgotten_when_told_so(take) -> None:
    probes.fail_twice_at_most.enqueue()
    run(take())
    run(take())
    probes.leave_note.enqueue("TITLE")

    assert (queue.forget_failed(), states()) == (1, ["READY"])


def test_forget_finished_keeps_what_waits_and_what_is_new(done) -> None:
    keyed(probes.leave_note, "one").enqueue("TITLE")
    finished = done().finished_at
    probes.leave_note.enqueue("TITLE")

    assert queue.forget_finished(before=finished) == 0
    assert queue.forget_finished(before=finished + timedelta(seconds=1)) == 1
    assert states() == ["READY"]


def test_task_that_is_gone_is_put_back_for_the_version_that_has_it(done) -> None:
    probes.leave_note.enqueue("TITLE")
    Job.objects.update(task="samhold.gone.tasks.away")

    job = done()

    assert (job.state, job.errors[0]["exception_class_path"]) == (
        JobState.READY,
        "samhold.infrastructure.jobs.failures.UnknownTask",
    )


def test_task_that_returns_what_may_tell_of_somebody_leaves_nothing(done) -> None:
    probes.return_a_name.enqueue()

    job = done()

    assert (titles(), job.return_value, job.state) == ([], None, JobState.READY)


def test_job_that_asks_for_another_does_so_with_its_effect(done) -> None:
    probes.ask_for_another.enqueue()

    done()
    done()

    assert (titles(), states()) == (["CHILD"], ["SUCCESSFUL", "SUCCESSFUL"])


def test_job_acts_as_who_asked_for_it(done) -> None:
    actor = uuid4()
    probes.tell_who.enqueue()
    Job.objects.update(actor_id=actor)

    assert done().return_value == str(actor)


def test_context_tells_the_attempt(done) -> None:
    probes.tell_attempt.enqueue()

    assert done().return_value == 1


def test_long_job_works_outside_and_leaves_its_effect_with_the_mark(done) -> None:
    probes.work_then_leave_note.enqueue("TITLE")

    job = done()

    assert (probes.CALLS, titles(), job.state) == (["TITLE"], ["TITLE"], JobState.SUCCESSFUL)


def test_long_job_that_lost_its_lease_leaves_no_effect(take) -> None:
    probes.work_then_leave_note.enqueue("TITLE")
    slow = take()
    take(AFTER_LEASE, worker="two")

    run(slow)

    assert (probes.CALLS, titles(), states()) == (["TITLE"], [], ["RUNNING"])


def test_long_job_without_an_effect_is_marked_when_it_returns(done) -> None:
    probes.only_tell.enqueue("TITLE")

    assert (done().state, probes.CALLS) == (JobState.SUCCESSFUL, ["TITLE"])


def test_second_effect_of_a_job_is_a_programming_error(take) -> None:
    probes.two_effects.enqueue()

    assert run(take()) == "builtins.RuntimeError"
    assert (titles(), states()) == ([], ["SUCCESSFUL"])


def test_outside_a_job_there_is_no_effect_and_nobody_acts() -> None:
    with pytest.raises(RuntimeError):
        acting_id()
    with pytest.raises(RuntimeError), effect():
        pass


def stored(**changes: object) -> Job:
    values = {"task": "x", "arguments": {}, "queue": "default", "run_after": NOON}
    return Job.objects.create(**values | changes)


BREAKERS = {
    "infrastructure_job_key_is_used_once": lambda: (stored(key="a"), stored(key="a")),
    "infrastructure_job_state_is_known": lambda: stored(state="LOST"),
    "infrastructure_job_is_leased_while_it_runs": lambda: stored(state="RUNNING"),
    "infrastructure_job_is_finished_at_a_time": lambda: stored(state="FAILED"),
    "infrastructure_job_attempts_are_bounded": lambda: stored(attempts=6),
    "infrastructure_job_priority_is_known": lambda: stored(priority=101),
}


@pytest.mark.parametrize("name", BREAKERS)
def test_row_that_breaks_a_constraint_is_refused(name: str) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BREAKERS[name]()

    assert name in str(refused.value) or "UNIQUE" in str(refused.value)


def test_every_constraint_is_broken_here() -> None:
    assert set(BREAKERS) == {constraint.name for constraint in Job._meta.constraints}


def test_clock_of_workers_is_the_database_s() -> None:
    with connection.cursor() as cursor:
        before, now = queue.clock(), queue.clock()
        cursor.execute("SELECT 1")

    assert before <= now
