"""What nobody needs any more is forgotten, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from samhold.infrastructure import tasks
from samhold.infrastructure.jobs.models import Job, JobState
from samhold.infrastructure.jobs.schedule import LONGEST_RHYTHM
from samhold.infrastructure.models import Mutation
from samhold.infrastructure.throttle import allow
from tests.support.jobs import work_off

pytestmark = pytest.mark.django_db
MONTH, DAY, MINUTE = timedelta(days=30), timedelta(days=1), timedelta(minutes=1)


def test_forget_keys_of_writes_keeps_a_month() -> None:
    now = timezone.now()
    for age in (MONTH - MINUTE, MONTH + MINUTE):
        Mutation.objects.create(key=uuid4(), payload_hash="0" * 64, made_model="x.y", created_at=now - age)

    tasks.forget_keys_of_writes.enqueue()

    assert work_off() == [("forget_keys_of_writes", "SUCCESSFUL", 1)]
    assert Mutation.objects.get().created_at == now - MONTH + MINUTE


def test_forget_limits_keeps_a_day() -> None:
    now = timezone.now()
    for age in (DAY - MINUTE, DAY + MINUTE):
        allow("log-in", str(age), limit=1, per_seconds=60, now=now - age)

    tasks.forget_limits.enqueue()

    assert work_off() == [("forget_limits", "SUCCESSFUL", 1)]


def test_forget_sessions_keeps_those_that_go_on() -> None:
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="", expire_date=now - MINUTE)
    Session.objects.create(session_key="new", session_data="", expire_date=now + MINUTE)

    tasks.forget_sessions.enqueue()

    assert work_off() == [("forget_sessions", "SUCCESSFUL", 1)]
    assert Session.objects.get().session_key == "new"


def test_forget_finished_jobs_keeps_a_month_and_what_waits() -> None:
    now = timezone.now()
    common = {"task": "x", "arguments": {}, "queue": "elsewhere", "run_after": now - 2 * MONTH}
    for age in (MONTH - MINUTE, MONTH + MINUTE):
        Job.objects.create(**common, state=JobState.SUCCESSFUL, finished_at=now - age)
    Job.objects.create(**common)

    tasks.forget_finished_jobs.enqueue()

    assert ("forget_finished_jobs", "SUCCESSFUL", 1) in work_off()
    assert sorted(Job.objects.filter(task="x").values_list("state", flat=True)) == ["READY", "SUCCESSFUL"]


def test_moment_of_a_periodic_job_is_remembered_until_the_next() -> None:
    assert tasks.KEPT_FOR > LONGEST_RHYTHM
