"""Workers: what they do at once, how they stop, what brings a lease back, what is periodic."""

from __future__ import annotations

import faulthandler
import signal
import threading
import time
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from zoneinfo import ZoneInfo

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from samhold.infrastructure.jobs import heartbeat, queue
from samhold.infrastructure.jobs.job_task import keyed
from samhold.infrastructure.jobs.models import Job, JobState
from samhold.infrastructure.jobs.schedule import Daily, Every, Periodic, Timetable, schedule
from samhold.infrastructure.jobs.worker import Tally, Worker
from tests.infrastructure.jobs import probes
from tests.infrastructure.jobs.conftest import NOON, QUEUES
from tests.infrastructure.models import Note

OSLO = ZoneInfo("Europe/Oslo")


def test_same_key_from_several_at_once_makes_one_job(in_threads) -> None:
    ids = in_threads(lambda _number: keyed(probes.leave_note, "at_once").enqueue("TITLE").id)

    assert (len(set(ids)), Job.objects.count()) == (1, 1), ids


def test_claim_from_several_at_once_gives_each_job_once(in_threads) -> None:
    for _ in range(8):
        probes.leave_note.enqueue("TITLE")

    def take_two(number: int) -> list[object]:
        jobs = [queue.claim(queues=QUEUES, worker_id=str(number), now=NOON) for _ in range(2)]
        return [job.pk for job in jobs if job is not None]

    taken = in_threads(take_two)

    assert len({pk for some in taken for pk in some}) == sum(len(some) for some in taken) == 8


@pytest.mark.django_db
def test_worker_once_does_what_is_due_and_tells(worker: Worker) -> None:
    lines: list[str] = []
    worker.tell = lines.append
    probes.leave_note.enqueue("ONE")
    probes.fail_after_a_note.enqueue("TWO")
    probes.leave_note.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("THREE")

    tally = worker.work(once=True)

    assert (tally, str(tally)) == (Tally(done=1, put_back=1, failed=0), "1 jobs done, 1 put back, 0 failed")
    assert [line.split(": ")[1].split(" ")[0] for line in lines] == ["done", "put"]
    assert "Kari" not in str(lines)


@pytest.mark.django_db
def test_worker_counts_what_it_gives_up(worker: Worker) -> None:
    probes.fail_twice_at_most.enqueue()
    Job.objects.update(most_attempts=1)
    probes.leave_note.enqueue("KILLED")
    now = timezone.now()
    Job.objects.filter(task__endswith="leave_note").update(
        state=JobState.RUNNING, attempts=5, worker_ids=["x"] * 5, leased_until=now
    )

    assert worker.work(once=True) == Tally(failed=2)


@pytest.mark.django_db
def test_worker_calls_after_each_job_also_one_that_fails(worker: Worker) -> None:
    after: list[int] = []
    worker.after_each = lambda: after.append(Job.objects.exclude(state=JobState.RUNNING).count())
    probes.leave_note.enqueue("ONE")
    probes.fail_after_a_note.enqueue("TWO")

    worker.work(once=True)

    assert after == [2, 2]


@pytest.mark.django_db
def test_worker_told_to_stop_ends_after_the_job_it_has(worker: Worker) -> None:
    probes.leave_note.enqueue("ONE")
    probes.leave_note.enqueue("TWO")
    worker.tell = lambda _line: worker.stop()

    assert worker.work() == Tally(done=1)
    assert worker.is_stopped


@pytest.mark.django_db
def test_worker_waits_out_a_database_that_is_away(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> datetime:
        raise OperationalError("password of somebody")

    lines: list[str] = []
    monkeypatch.setattr(queue, "clock", away)
    monkeypatch.setattr(
        "samhold.infrastructure.jobs.worker.connection",
        type("Closed", (), {"in_atomic_block": True, "close": lambda: None}),
    )
    worker.tell = lambda line: (lines.append(line), worker.stop())

    worker.work()

    assert lines == ["cannot work: OperationalError; trying again"]
    worker.is_stopped = False
    with pytest.raises(OperationalError):
        worker.work(once=True)


def test_workers_at_once_give_each_job_its_effect_once(in_threads) -> None:
    for _ in range(20):
        probes.leave_note.enqueue("TITLE")
    for _ in range(4):
        probes.work_then_leave_note.enqueue("LONG")

    tallies = in_threads(lambda _number: Worker(queues=QUEUES, timetable=Timetable(())).work(once=True))

    assert sum(tally.done for tally in tallies) == 24, tallies
    assert Note.objects.count() == 24
    assert set(Job.objects.values_list("state", "attempts")) == {("SUCCESSFUL", 1)}


def test_heartbeat_keeps_a_long_job(shared_database) -> None:
    probes.work_then_leave_note.enqueue("TITLE")
    lease = timedelta(seconds=0.3)
    job = queue.claim(queues=QUEUES, worker_id="one", now=queue.clock(), lease=lease)

    with heartbeat.kept(job, lease=lease):
        time.sleep(0.8)
        taken = queue.claim(queues=QUEUES, worker_id="two", now=queue.clock(), lease=lease)

    assert taken is None
    assert Job.objects.get().leased_until > job.leased_until
    assert threading.active_count() == 1 or "samhold-heartbeat" not in {one.name for one in threading.enumerate()}


def test_heartbeat_stops_when_the_job_is_another_s(shared_database) -> None:
    probes.work_then_leave_note.enqueue("TITLE")
    lease = timedelta(seconds=0.1)
    job = queue.claim(queues=QUEUES, worker_id="one", now=queue.clock(), lease=lease)
    queue.claim(queues=QUEUES, worker_id="two", now=queue.clock() + lease, lease=queue.LEASE)

    with heartbeat.kept(job, lease=lease):
        time.sleep(0.2)

    assert Job.objects.get().leased_until > queue.clock() + timedelta(seconds=30)


@pytest.mark.django_db
def test_heartbeat_of_one_transaction_is_not_needed_on_sqlite(take) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("another database")
    probes.leave_note.enqueue("TITLE")

    with heartbeat.kept(take(), lease=timedelta(seconds=1)):
        assert "samhold-heartbeat" not in {one.name for one in threading.enumerate()}


def test_heartbeat_outlasts_a_database_that_is_away_for_a_moment(shared_database, monkeypatch) -> None:
    probes.work_then_leave_note.enqueue("TITLE")
    lease = timedelta(seconds=0.3)
    job = queue.claim(queues=QUEUES, worker_id="one", now=queue.clock(), lease=lease)
    prolong, calls = queue.prolong, []

    def fails_first(job: Job, **named: object) -> bool:
        calls.append(job)
        if len(calls) == 1:
            raise OperationalError
        return prolong(job, **named)

    monkeypatch.setattr(queue, "prolong", fails_first)
    with heartbeat.kept(job, lease=lease):
        time.sleep(0.5)

    assert len(calls) >= 2
    assert Job.objects.get().leased_until > job.leased_until


@pytest.mark.parametrize(
    ("rhythm", "now", "latest"),
    [
        (Every(timedelta(hours=1)), NOON + timedelta(minutes=59), NOON),
        (Every(timedelta(minutes=15)), NOON, NOON),
        (Daily(time_of_day(3, 10)), datetime(2030, 6, 1, 3, 10, tzinfo=OSLO), datetime(2030, 6, 1, 1, 10, tzinfo=UTC)),
        (Daily(time_of_day(3, 10)), datetime(2030, 6, 1, 3, 9, tzinfo=OSLO), datetime(2030, 5, 31, 1, 10, tzinfo=UTC)),
        (
            Daily(time_of_day(3, 10)),
            datetime(2030, 1, 1, 0, 30, tzinfo=OSLO),
            datetime(2029, 12, 31, 2, 10, tzinfo=UTC),
        ),
    ],
)
def test_rhythm_tells_the_last_moment(rhythm: Every | Daily, now: datetime, latest: datetime) -> None:
    assert rhythm.latest(now) == latest


@pytest.mark.parametrize("interval", [timedelta(0), timedelta(days=8)])
def test_rhythm_that_would_be_forgotten_is_refused(interval: timedelta) -> None:
    with pytest.raises(ValueError, match="between a second and a week"):
        Every(interval)


@pytest.mark.django_db
def test_timetables_of_several_workers_make_one_job_for_each_moment() -> None:
    periodic = (Periodic(task=probes.periodic, rhythm=Every(timedelta(hours=1))),)
    one, two = Timetable(periodic), Timetable(periodic)

    asked = [one.ask(now=NOON), two.ask(now=NOON), one.ask(now=NOON + timedelta(minutes=1))]
    asked.append(two.ask(now=NOON + timedelta(hours=3)))

    assert asked == [1, 1, 0, 1]
    keys = set(Job.objects.values_list("key", flat=True))
    assert keys == {"2030-06-01T12:00:00Z", "2030-06-01T15:00:00Z"}


@pytest.mark.django_db
def test_periodic_job_is_done_once_in_its_moment(worker: Worker) -> None:
    worker.timetable = Timetable((Periodic(task=probes.periodic, rhythm=Every(timedelta(days=7))),))

    worker.work(once=True)
    Worker(queues=QUEUES, timetable=Timetable(worker.timetable.periodic)).work(once=True)

    assert probes.CALLS == ["PERIODIC"]


@pytest.mark.django_db
def test_everything_periodic_in_the_product_runs(worker: Worker) -> None:
    worker.timetable = Timetable(schedule())

    tally = worker.work(once=True)

    found = [one.task.module_path.removeprefix("samhold.") for one in schedule()]
    assert set(found) >= {
        "infrastructure.tasks.forget_finished_jobs",
        "infrastructure.tasks.forget_keys_of_writes",
        "infrastructure.tasks.forget_limits",
        "infrastructure.tasks.forget_sessions",
        "rooms.care.tasks.forget_drafts",
        "rooms.care.tasks.forget_thrown",
        "rooms.meetings.tasks.forget_minutes_drafts",
        "rooms.notices.tasks.tell_of_waiting",
        "rooms.people.tasks.forget_uploads",
    }
    assert tally == Tally(done=len(found))
    assert keyed(probes.periodic, "a").key == "a"


def test_signal_that_comes_while_a_worker_waits_never_blocks_it() -> None:
    faulthandler.dump_traceback_later(60, exit=True)  # an `Event` waited here for its own lock, for ever
    before = signal.getsignal(signal.SIGALRM)
    stopped = []

    for number in range(2000):
        worker = Worker(queues=(), timetable=Timetable(()), poll=timedelta(milliseconds=20))
        signal.signal(signal.SIGALRM, lambda *_words, worker=worker: worker.stop())
        signal.setitimer(signal.ITIMER_REAL, (10 + number % 100) / 1_000_000)
        worker._wait(worker.poll)
        stopped.append(worker.is_stopped)

    signal.signal(signal.SIGALRM, before)
    faulthandler.cancel_dump_traceback_later()
    assert stopped.count(True) > 1900
