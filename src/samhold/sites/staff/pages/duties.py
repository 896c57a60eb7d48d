"""What the one who is logged in should do, as computed: for their persons, and for a leader what is due in the unit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise

from samhold.core.checks import CheckKind
from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Role
from samhold.rooms.care.check_words import TO_DO
from samhold.rooms.care.queries.checks import Duty, mine
from samhold.rooms.care.queries.deadlines import Due, deadlines
from samhold.sites.staff.addresses import address
from samhold.sites.staff.pages.safety import url_of

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person  # noqa: TC004 -- sites import no tables
    from samhold.sites.staff.pages.workplace import Workplace

MOST = 6
URGENT = frozenset(
    {
        CheckKind.REACH_PERSON,
        CheckKind.RING_PERSON,
        CheckKind.LOOK_IN,
        CheckKind.ASSESS_SAFETY,
        CheckKind.FOLLOW_UP_CHILDREN,
        CheckKind.WIN_HOME_BACK,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """
    Something that should be done, and where.

    :param person: nobody, for a request about somebody who is not registered.
    :param is_urgent: it comes before what is only late: nobody has met them, or somebody may be hurt.
    :param besides: how many other things should be done for the same person.
    """

    text: str | Promise
    url: str
    due_date: date
    is_late: bool
    person: Person | None
    is_urgent: bool = False
    besides: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """
    The first task of each person, and how many persons there are besides; `missed` are those to be reached.

    :param number: of all tasks, also those that stand behind another of the same person.
    """

    tasks: tuple[Task, ...]
    more: int
    missed: frozenset[UUID]
    number: int

    @property
    def is_cut(self) -> bool:
        """Whether some tasks are not shown."""
        return self.number > len(self.tasks)


def duties_of(user: User, place: Workplace, now: datetime) -> Duties:
    """Return what is to be done, what is due first first: one query, and for leaders those of the deadlines."""
    own = mine(worker=user, now=now)
    tasks = [*map(_of_duty, own), *_of_units(user, place, now)]
    first = _first_of_each(sorted(tasks, key=lambda task: (not task.is_urgent, task.due_date, str(task.text))))
    missed = (duty.person.pk for duty in own if duty.check.kind == CheckKind.REACH_PERSON)
    more, number = max(0, len(first) - MOST), len(tasks)
    return Duties(tasks=first[:MOST], more=more, missed=frozenset(missed), number=number)


def all_tasks(user: User, place: Workplace, now: datetime) -> tuple[Task, ...]:
    """Return everything that is to be done, computed and due in the units that one leads, by day."""
    tasks = [*map(_of_duty, mine(worker=user, now=now)), *_of_units(user, place, now)]
    return tuple(sorted(tasks, key=lambda task: (task.due_date, not task.is_urgent, str(task.text))))


def _first_of_each(tasks: list[Task]) -> tuple[Task, ...]:
    """Return the first task of each person, with the number of the others; those about nobody known stand alone."""
    number = Counter(task.person.pk for task in tasks if task.person is not None)
    seen: set[UUID] = set()
    found: list[Task] = []
    for task in tasks:
        if task.person is None:
            found.append(task)
        elif task.person.pk not in seen:
            seen.add(task.person.pk)
            found.append(replace(task, besides=number[task.person.pk] - 1))
    return tuple(found)


def _of_duty(duty: Duty) -> Task:
    kind = duty.check.kind
    url = url_of(kind, duty.person.pk)
    return Task(
        text=TO_DO[kind],
        url=url,
        due_date=duty.check.due_date,
        is_late=duty.is_late,
        person=duty.person,
        is_urgent=kind in URGENT,
    )


def _of_units(user: User, place: Workplace, now: datetime) -> list[Task]:
    led = {post.unit_id for post in place.memberships if post.role == Role.UNIT_LEADER}
    if not led:
        return []
    today = local_day(now)
    return [_of_due(due, today) for due in deadlines(viewer=user, now=now, today=today) if due.unit_id in led]


def _of_due(due: Due, today: date) -> Task:
    url = address("requests") if due.person is None else address("decisions", due.person.pk)
    text, is_late = due.kind.label, due.is_late(today)
    return Task(text=text, url=url, due_date=due.due_date, is_late=is_late, person=due.person, is_urgent=True)
