"""`samhold worker` works, stops when told to, and what a killed one had is taken again."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PUT = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from samhold.infrastructure.jobs.models import Job
{work}
"""


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as file:
        return file.execute(query).fetchall()


def put(database: Path, work: str) -> None:
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "SAMHOLD_ENV": "development"}
    environment |= {"DJANGO_SETTINGS_MODULE": "samhold.config.settings"}
    environment.pop("DATABASE_OWNER_URL", None)
    subprocess.run([sys.executable, "-c", PUT.format(work=work)], env=environment, check=True)


def failed_job(task: str = "samhold.infrastructure.tasks.forget_limits") -> str:
    return (
        f"Job.objects.create(task={task!r}, arguments=dict(args=[], kwargs=dict()), queue='default', state='FAILED', "
        "run_after=timezone.now(), finished_at=timezone.now(), attempts=5, "
        "errors=[dict(exception_class_path='builtins.ValueError', traceback='')])"
    )


def start(database: Path, *arguments: str) -> subprocess.Popen[str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("SAMHOLD_", "DATABASE_", "DJANGO_"))
    }
    command = [sys.executable, "-m", "samhold.cli", "worker", "--database", str(database), *arguments]
    return subprocess.Popen(
        command, env=kept, cwd=database.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def wait_for(database: Path, query: str) -> None:
    for _ in range(300):
        if rows(database, query)[0][0]:
            return
        time.sleep(0.1)
    found = rows(database, "SELECT task, state, errors FROM infrastructure_job")
    pytest.fail(f"not so within 30 seconds: {found}")


def test_worker_once_does_what_is_periodic_and_ends(samhold, database, tmp_path):
    told = samhold("worker", "--once", "--database", str(database), cwd=tmp_path)

    done = rows(database, "SELECT count(*) FROM infrastructure_job WHERE state = 'SUCCESSFUL'")[0][0]
    assert (told.returncode, told.stdout) == (0, f"{done} jobs done, 0 put back, 0 failed\n"), told.stderr
    lines = told.stderr.splitlines()
    assert lines[0] == "working on default, long; stop with Ctrl C"
    assert len(lines) == done + 1
    assert done >= 7


def test_worker_of_an_unknown_queue_is_bad_input(samhold, database, tmp_path):
    told = samhold("worker", "--queue", "nowhere", "--database", str(database), cwd=tmp_path)

    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr == "samhold: --queue nowhere: there is no such queue; name one of default, long.\n"


def test_worker_of_one_queue_leaves_the_others(samhold, database, tmp_path):
    told = samhold("worker", "--once", "--queue", "long", "--database", str(database), cwd=tmp_path)

    assert (told.returncode, told.stdout) == (0, "0 jobs done, 0 put back, 0 failed\n")


def test_worker_retries_what_was_given_up_when_told_so(samhold, database, tmp_path):
    put(database, failed_job())

    told = samhold("worker", "--once", "--retry-failed", "--database", str(database), cwd=tmp_path)

    assert (told.returncode, told.stderr.splitlines()[0]) == (0, "1 jobs put back"), told.stderr
    assert rows(database, "SELECT count(*) FROM infrastructure_job WHERE state <> 'SUCCESSFUL'") == [(0,)]


def test_worker_forgets_what_was_given_up_when_told_so(samhold, database, tmp_path):
    put(database, failed_job())

    told = samhold("worker", "--once", "--forget-failed", "--database", str(database), cwd=tmp_path)

    assert (told.returncode, told.stderr.splitlines()[0]) == (0, "1 jobs forgotten"), told.stderr


def test_worker_once_that_gives_a_job_up_has_findings(samhold, database, tmp_path):
    work = failed_job("samhold.gone.tasks.away")
    put(database, f"{work}\nJob.objects.update(state='READY', finished_at=None, attempts=4)")

    told = samhold("worker", "--once", "--database", str(database), cwd=tmp_path)

    assert (told.returncode, told.stdout.split(", ")[2]) == (1, "1 failed\n")
    assert "given up after 5 attempts: samhold.infrastructure.jobs.failures.UnknownTask" in told.stderr
    looked = samhold("doctor", "--database", str(database), cwd=tmp_path)
    assert "MEND  jobs: 1 of samhold.gone.tasks.away were given up" in looked.stdout


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_worker_stops_when_told_to(database, stop):
    worker = start(database)
    wait_for(database, "SELECT count(*) > 6 FROM infrastructure_job WHERE state = 'SUCCESSFUL'")

    worker.send_signal(stop)
    out, told = worker.communicate(timeout=30)

    assert (worker.returncode, out.endswith("0 failed\n")) == (0, True), told
    assert "stopping after the job that is running" in told
    assert rows(database, "SELECT count(*) FROM infrastructure_job WHERE state = 'RUNNING'") == [(0,)]


def test_worker_takes_again_what_a_killed_one_had(database):
    killed = start(database)
    wait_for(database, "SELECT count(*) > 6 FROM infrastructure_job WHERE state = 'SUCCESSFUL'")
    killed.send_signal(signal.SIGKILL)
    killed.communicate(timeout=30)
    left = (
        "Job.objects.filter(task__endswith='forget_limits').update(state='RUNNING', finished_at=None, "
        "leased_until=timezone.now() + timedelta(seconds=4))"
    )
    put(database, left)

    taker = start(database)
    wait_for(database, "SELECT min(state = 'SUCCESSFUL') FROM infrastructure_job")
    taker.send_signal(signal.SIGTERM)
    taker.communicate(timeout=30)

    found = rows(database, "SELECT attempts, errors FROM infrastructure_job WHERE task LIKE '%forget_limits'")
    assert found[0][0] == 2
    assert "LeaseExpired" in str(found[0][1])
