"""Grows the region: founded first, then one transaction per simulated day, up to the evening before today."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password

from samhold.demo.calendar import at
from samhold.demo.days import Care
from samhold.demo.decisions import Deciding
from samhold.demo.doings import do
from samhold.demo.events import BreaksGlass
from samhold.demo.founding import found
from samhold.demo.housing import Housing
from samhold.demo.meetings import Meetings
from samhold.demo.outcomes import Going
from samhold.demo.own_pages import open_some
from samhold.demo.own_words import say_some
from samhold.demo.plan import plan
from samhold.demo.plans import Planning
from samhold.demo.questionnaires import Asking
from samhold.demo.safety import Keeping
from samhold.demo.today import fill, leave_a_draft, read_inboxes
from samhold.demo.world import World
from samhold.infrastructure.database import unit_of_work
from samhold.rooms.access.models import User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from samhold.demo.plan import Plan

_FOUNDED_AT = 8 * 60
_DOINGS_AT = 8 * 60
_EVENING = 18 * 60
_NIGHT = 20 * 60


def grow(
    *,
    seed: int,
    today: date,
    password: str,
    months: int = 12,
    one_in: int = 1,
    progress: Callable[[int, int, date], None] = lambda _done, _of, _day: None,
) -> World:
    """
    Grow the region into an empty database; everybody can log in when it is finished, and nobody before.

    :param password: everybody's in the region.
    :param months: how many months before today have contacts.
    :param one_in: take in one person in so many; see `plan`.
    :param progress: told how many days of how many are done, and which was the last.
    """
    world, planned = World(), plan(seed, today, months, one_in)
    with quickly():
        found(world, seed=seed, now=at(planned.founded_on, _FOUNDED_AT))
        care = Care(world=world, plan=planned, planned_until=planned.first - timedelta(days=1))
        deciding = Deciding(world=world, plan=planned)
        planning = Planning(world=world, plan=planned)
        asking = Asking(world=world, plan=planned)
        groups = Meetings(world=world, plan=planned)
        keeping = Keeping(world=world, plan=planned)
        housing = Housing(world=world, plan=planned)
        going = Going(world=world, plan=planned)
        every_day = planned.days()
        for number, day in enumerate(every_day, start=1):
            with unit_of_work(None):
                _live(world, planned, care, day)
                groups.happen(day)
                asking.happen(day)
                deciding.happen(day)
                planning.happen(day)
                keeping.happen(day)
                housing.happen(day)
                going.happen(day)
            progress(number, len(every_day), day)
    User.objects.filter(pk__in=[user.pk for user in world.users.values()]).update(is_demo=True)
    open_log_ins(password)
    return world


def open_log_ins(password: str) -> None:
    """Give everybody in the region the same password; it is hashed once, since hashing is slow on purpose."""
    User.objects.filter(is_demo=True).update(password=make_password(password))


def is_empty() -> bool:
    """Say that nobody is in the database yet."""
    return not User.objects.exists()


def is_demo_region() -> bool:
    """Say that everybody in the database is made up, or that a region was begun there and not finished."""
    real = User.objects.filter(is_demo=False).exclude(email__endswith="@demo.example")
    return not is_empty() and not real.exists()


def is_grown() -> bool:
    """Say that the region is finished."""
    unusable = User.objects.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX, invitations__isnull=True)
    return is_demo_region() and not unusable.exists()


def _live(world: World, planned: Plan, care: Care, day: date) -> None:
    """Let one day pass: the morning's decisions, the contacts, the planning, the evening."""
    events = planned.happenings.get(day, ())
    minutes = _DOINGS_AT
    for life, event in events:
        if not isinstance(event, BreaksGlass):
            minutes += 1
            do(world, life, event, now=at(day, minutes))
    if day >= planned.first:
        care.happen(day)
        care.plan_ahead(day)
    for life, event in events:
        if isinstance(event, BreaksGlass):
            do(world, life, event, now=at(day, _EVENING))
    if day == planned.today - timedelta(days=1):
        fill(care)
        leave_a_draft(care, now=at(day, _EVENING))
        open_some(world, planned, now=at(day, _EVENING))
        say_some(planned.seed, now=at(day, _EVENING + 1))
        read_inboxes(world, now=at(day, _NIGHT))


@contextmanager
def quickly() -> Iterator[None]:
    """Spare the collector the rows that live anyway: a tenth of the time."""
    gc.collect()
    gc.freeze()
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
