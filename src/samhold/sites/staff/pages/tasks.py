"""All that is mine to do, by the day it is due: computed tasks, deadlines, and what was agreed in meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Purpose
from samhold.rooms.meetings.queries.actions import mine
from samhold.rooms.people.access import note_listed
from samhold.sites.staff.addresses import address
from samhold.sites.staff.pages.duties import Task, all_tasks
from samhold.sites.staff.pages.workplace import workplace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from samhold.rooms.meetings.models import MeetingAction
    from samhold.rooms.people.models import Person  # noqa: TC004 -- sites import no tables
    from samhold.sites.staff.requests import StaffRequest

SOON = timedelta(days=7)
MOST_ACTIONS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """
    Something to do, and where.

    :param tick_id: of an action that is ticked off here; what is computed goes away when it is done.
    """

    text: str | Promise
    url: str
    due_date: date
    person: Person | None
    tick_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What is due at about the same time."""

    title: str | Promise
    items: tuple[Item, ...]


def tasks_page(request: StaffRequest, *, now: datetime) -> dict[str, object]:
    """Return all that the one who is logged in is to do; those who are shown are logged."""
    user, today = request.user, local_day(now)
    items = [*map(_of_task, all_tasks(user, workplace(request), now))]
    items += map(_of_action, mine(worker=user, now=now, limit=MOST_ACTIONS))
    items.sort(key=lambda item: (item.due_date, str(item.text)))
    persons = {item.person.pk: item.person for item in items if item.person is not None}.values()
    note_listed(persons, actor=user, purpose=Purpose.CARE, now=now, subject="tasks")
    return {"section": "my_day", "groups": _groups(items, today), "number": len(items)}


def _groups(items: Iterable[Item], today: date) -> tuple[Group, ...]:
    known = tuple(items)

    def chosen(holds: Callable[[date], bool]) -> tuple[Item, ...]:
        return tuple(item for item in known if holds(item.due_date))

    found = (
        Group(title=_("Past its day"), items=chosen(lambda day: day < today)),
        Group(title=_("The next seven days"), items=chosen(lambda day: today <= day <= today + SOON)),
        Group(title=_("Later"), items=chosen(lambda day: day > today + SOON)),
    )
    return tuple(group for group in found if group.items)


def _of_task(task: Task) -> Item:
    return Item(text=task.text, url=task.url, due_date=task.due_date, person=task.person)


def _of_action(action: MeetingAction) -> Item:
    about = action.about
    url = address("meeting", about.pk, action.meeting_id)
    return Item(text=action.text, url=url, due_date=action.due_date, person=about, tick_id=action.pk)
