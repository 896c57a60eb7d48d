"""
What tells how it goes with one person: what happened, activities, homes, follow-up, and how many workers they meet.

Each list is empty for those who may not read it; `before_after` counts what is in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from samhold.core.homes import Stay, stable_since
from samhold.core.outcomes.continuity import WINDOW
from samhold.foundation.time import day_bounds, local_day
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.enums import DIRECT_TIME, ContactOutcome
from samhold.rooms.care.models import Activity, Contact, FollowUp, LifeEvent, Tenancy
from samhold.rooms.care.outcome_enums import STABLE_HOMES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from samhold.rooms.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Faces:
    """How many different workers a person met in the last four weeks, and how many of these for the first time."""

    met: int
    new: int


def may_read(person: Person, category: Category) -> bool:
    """Say whether the one at the door may read this of the person."""
    return person.standing is not None and person.standing.allows(Action.READ, category)


def follow_ups(*, person: Person) -> tuple[FollowUp, ...]:
    """Return when units have followed up a person who came through the door, newest first, if it may be read."""
    if not may_read(person, Category.PLAN):
        return ()
    rows = FollowUp.objects.filter(person_id=person.pk, undone_at__isnull=True).select_related("unit")
    return tuple(rows.order_by("-first_date", "-pk"))


def life_events(*, person: Person) -> tuple[LifeEvent, ...]:
    """Return what happened to a person who came through the door, newest first, if it may be read."""
    if not may_read(person, Category.HEALTH):
        return ()
    rows = LifeEvent.objects.filter(person_id=person.pk, undone_at__isnull=True).select_related("recorded_by")
    return tuple(rows.order_by("-first_date", "-pk"))


def activities(*, person: Person) -> tuple[Activity, ...]:
    """Return what a person who came through the door does with their days, newest first, if it may be read."""
    if not may_read(person, Category.PLAN):
        return ()
    rows = Activity.objects.filter(person_id=person.pk, undone_at__isnull=True)
    return tuple(rows.order_by("-first_date", "-pk"))


def homes(*, person: Person) -> tuple[Tenancy, ...]:
    """Return where a person who came through the door has lived, newest first, if it may be read."""
    if not may_read(person, Category.ECONOMY_HOUSING):
        return ()
    rows = Tenancy.objects.filter(person_id=person.pk).only("home", "first_date", "last_date")
    return tuple(rows.order_by("-first_date", "-pk"))


def stable_home_since(rows: Iterable[Tenancy], *, today: date) -> date | None:
    """Return since when somebody has lived in stable homes without a break; nothing if they do not now."""
    stays = (
        Stay(first_date=row.first_date, last_date=row.last_date, is_stable=row.home in STABLE_HOMES) for row in rows
    )
    return stable_since(stays, today=today)


def faces_of(*, person: Person, now: datetime) -> Faces | None:
    """
    Return how many workers a person who came through the door met in four weeks; nothing if it may not be read.

    Whoever wrote a contact down was there, and so were those who were planned to come; two questions at most.
    """
    if not may_read(person, Category.CONTACTS):
        return None
    since, _next = day_bounds(local_day(now) - WINDOW + timedelta(days=1))
    met = Contact.objects.filter(
        person_id=person.pk, outcome=ContactOutcome.MET, kind__in=DIRECT_TIME, undone_at__isnull=True
    )
    lately = _workers(met.filter(took_place_at__gte=since, took_place_at__lte=now).values_list(*_WHO))
    if not lately:
        return Faces(met=0, new=0)
    known = Q(recorded_by_id__in=lately) | Q(appointment__staffing__user_id__in=lately)
    earlier = met.filter(known, took_place_at__lt=since).order_by().values_list(*_WHO).distinct()
    return Faces(met=len(lately), new=len(lately - _workers(earlier)))


_WHO = ("recorded_by_id", "appointment__staffing__user_id")


def _workers(rows: Iterable[tuple[UUID, UUID | None]]) -> set[UUID]:
    return {worker for row in rows for worker in row if worker is not None}
