"""
Periodic jobs: a table of tasks and rhythms in each room's `tasks.py`, as `SCHEDULE`.

There is no clock but the workers'. Each worker knows the latest moment at which a task should have begun, and asks for
it under that moment as its key; so the first to ask makes the job, and a moment that all slept through is made up once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, Protocol

from django.apps import apps
from django_tasks.base import Task

from samhold.foundation.time import OSLO, local_day
from samhold.infrastructure.jobs.job_task import keyed

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_RHYTHM: Final = timedelta(days=7)
"""Shorter than `infrastructure.tasks.KEPT_FOR`: a moment's job must be remembered until the next."""


class Rhythm(Protocol):
    """When something comes again."""

    def latest(self, now: datetime) -> datetime:
        """Tell the last moment that has come."""


@dataclass(frozen=True, slots=True)
class Every:
    """Again and again, counted from the beginning of 1970 so that all workers count alike."""

    interval: timedelta

    def __post_init__(self) -> None:
        """Refuse what would be forgotten before it comes again."""
        if not timedelta(seconds=1) <= self.interval <= LONGEST_RHYTHM:
            raise ValueError("A rhythm is between a second and a week.")

    def latest(self, now: datetime) -> datetime:
        """Tell the last multiple of the interval."""
        begun = datetime(1970, 1, 1, tzinfo=UTC)
        return now - (now - begun) % self.interval


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day, at a local time."""

    at: time

    def latest(self, now: datetime) -> datetime:
        """Tell the last time that it was this late."""
        today = local_day(now)
        at = datetime.combine(today, self.at, tzinfo=OSLO)
        if at > now:
            at = datetime.combine(today - timedelta(days=1), self.at, tzinfo=OSLO)
        return at.astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Periodic:
    """A task without arguments, which tells how much it did, and its rhythm."""

    task: Task[[], int]
    rhythm: Rhythm


@dataclass(slots=True)
class Timetable:
    """What is periodic, and what this worker has asked for already."""

    periodic: tuple[Periodic, ...]
    _asked: dict[str, datetime] = field(default_factory=dict)

    def ask(self, *, now: datetime) -> int:
        """Put in the queue what is due; give how many were asked for, by this worker or another before it."""
        count = 0
        for one in self.periodic:
            moment = one.rhythm.latest(now)
            if self._asked.get(one.task.module_path) == moment:
                continue
            asked = keyed(one.task, moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
            asked.using(run_after=moment).enqueue()
            self._asked[one.task.module_path] = moment
            count += 1
        return count


def schedule() -> tuple[Periodic, ...]:
    """Collect the `SCHEDULE` of each app's `tasks` module."""
    return tuple(one for module in _modules() for one in getattr(import_module(module), "SCHEDULE", ()))


def _modules() -> Iterator[str]:
    names = (f"{app.name}.tasks" for app in apps.get_app_configs() if app.name.startswith("samhold."))
    return (name for name in names if find_spec(name) is not None)
