"""Grows the region: founded first, then one transaction per simulated day, up to the evening before today."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password

from samhold.demo.calendar import at
from samhold.demo.days import Care
from samhold.demo.doings import do
from samhold.demo.events import BreaksGlass
from samhold.demo.founding import found
from samhold.demo.plan import plan
from samhold.demo.world import World
from samhold.infrastructure.database import unit_of_work
from samhold.rooms.access.models import User

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from samhold.demo.plan import Plan

Progress = "Callable[[int, int, date], None]"

_FOUNDED_AT = 8 * 60
_DOINGS_AT = 8 * 60
_EVENING = 18 * 60


def grow(*, seed: int, today: date, password: str, progress: Callable[[int, int, date], None]) -> World:
    """
    Grow the region into an empty database.

    :param password: everybody's in the region; it is hashed once.
    :param progress: told how many days of how many are done, and which was the last.
    """
    world, planned = World(), plan(seed, today)
    found(world, seed=seed, now=at(planned.founded_on, _FOUNDED_AT))
    User.objects.filter(is_demo=True).update(password=make_password(password))
    care = Care(world=world, plan=planned, planned_until=planned.first - timedelta(days=1))
    every_day = planned.days()
    for number, day in enumerate(every_day, start=1):
        with unit_of_work(None):
            _live(world, planned, care, day)
        progress(number, len(every_day), day)
    return world


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
