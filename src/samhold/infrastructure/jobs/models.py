"""The table of jobs."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone

from samhold.foundation.identifiers import new_id

MOST_ATTEMPTS: Final = 5


class JobState(models.TextChoices):
    """How far a job has come; the words are those of Django's tasks."""

    READY = "READY", "Waits, for its turn or for another attempt"
    RUNNING = "RUNNING", "A worker has taken it, for as long as its lease lasts"
    FAILED = "FAILED", "Given up"
    SUCCESSFUL = "SUCCESSFUL", "Done, and its effect is there"


UNFINISHED: Final = (JobState.READY, JobState.RUNNING)
FINISHED: Final = (JobState.FAILED, JobState.SUCCESSFUL)


class Job(models.Model):
    """
    One call of a task, and what has become of it; `attempts` is also the token of whoever has taken it.

    Nothing here tells of a person but by an id (`arguments.plain`), and errors carry no text of theirs
    (`failures.noted`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.CharField(max_length=200)
    arguments = models.JSONField()
    key = models.CharField(max_length=100, blank=True, default="")
    actor_id = models.UUIDField(null=True)
    queue = models.CharField(max_length=30)
    priority = models.SmallIntegerField(default=0)
    run_after = models.DateTimeField()
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.READY)
    attempts = models.PositiveSmallIntegerField(default=0)
    most_attempts = models.PositiveSmallIntegerField(default=MOST_ATTEMPTS)
    leased_until = models.DateTimeField(null=True)
    worker_ids = models.JSONField(default=list)
    errors = models.JSONField(default=list)
    return_value = models.JSONField(null=True)
    enqueued_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    last_attempted_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        """What waits is found by queue, priority and time."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task", "key"], condition=~Q(key=""), name="infrastructure_job_key_is_used_once"
            ),
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="infrastructure_job_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING, leased_until__isnull=False)
                | (~Q(state=JobState.RUNNING) & Q(leased_until__isnull=True)),
                name="infrastructure_job_is_leased_while_it_runs",
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINISHED, finished_at__isnull=False)
                | (~Q(state__in=FINISHED) & Q(finished_at__isnull=True)),
                name="infrastructure_job_is_finished_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(attempts__lte=models.F("most_attempts")), name="infrastructure_job_attempts_are_bounded"
            ),
            models.CheckConstraint(
                condition=Q(priority__gte=-100, priority__lte=100), name="infrastructure_job_priority_is_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["queue", "-priority", "run_after"],
                condition=Q(state__in=UNFINISHED),
                name="infrastructure_job_waiting",
            ),
        ]

    def __str__(self) -> str:
        """Name the task and the job."""
        return f"{self.task} {self.pk}"
