"""
Where a person lives and has lived, and the register of homes and meeting places.

The register tells what a place is and whether it has room. It tells neither who lives there nor how many do: in a small
municipality a number is soon a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from samhold.core.homes import Stay, days_in, is_among_active_use, stable_since
from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.models import Dwelling, Tenancy
from samhold.rooms.care.outcome_enums import STABLE_HOMES, DwellingKind, Home, Obstacle

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from samhold.rooms.people.models import Person

MOST_HOMES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """
    A home of a person.

    :param is_among_active_use: the person is newly sober and lives in a place that is not substance-free.
    :param may_be_taken_back: it was written down within a day, and nobody has written more of it.
    """

    row: Tenancy
    days: int
    obstacles: tuple[Obstacle, ...]
    is_among_active_use: bool
    may_be_taken_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Homes:
    """
    Where a person lives and has lived, the latest first.

    :param stable_since: the first day of the stable homes without a gap until today.
    """

    now: Lived | None = None
    before: tuple[Lived, ...] = ()
    stable_since: date | None = None
    stable_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A place of the register, and whether somebody can move in."""

    row: Dwelling
    has_room: bool

    @property
    def is_meeting_place(self) -> bool:
        """Tell whether nobody lives there."""
        return self.row.kind == DwellingKind.MEETING_PLACE


def homes_of(*, person: Person, now: datetime) -> Homes:
    """Return the homes of a person who came through the door, if they may be read; one query."""
    if person.standing is None or not person.standing.allows(Action.READ, Category.ECONOMY_HOUSING):
        return Homes()
    today = local_day(now)
    found = Tenancy.objects.filter(person_id=person.pk).select_related("dwelling").order_by("-first_date", "-pk")
    rows = tuple(found[:MOST_HOMES])
    lived = tuple(_lived(row, now) for row in rows)
    since = stable_since((_stay(row) for row in rows), today=today)
    is_now = bool(rows) and rows[0].last_date is None
    return Homes(
        now=lived[0] if is_now else None,
        before=lived[1:] if is_now else lived,
        stable_since=since,
        stable_days=0 if since is None else (today - since).days + 1,
    )


def register(*, organisations: Collection[UUID]) -> tuple[Listed, ...]:
    """Return the homes and meeting places of organisations, by organisation, those in use first, by name; one query."""
    rows = _with_lodgers(Dwelling.objects.filter(tenant_id__in=organisations).select_related("tenant"))
    listed = [_listed(row) for row in rows]
    return tuple(sorted(listed, key=lambda one: (one.row.tenant.name, one.row.closed_date is not None, _by_name(one))))


def offered(*, person: Person, readable: Collection[UUID]) -> tuple[Listed, ...]:
    """
    Return the homes that a person may be offered: those of their municipality that are in use, with room first.

    :param readable: the organisations whose registers the viewer may read.
    """
    if person.tenant_id not in readable:
        return ()
    homes = Dwelling.objects.filter(tenant_id=person.tenant_id, closed_date__isnull=True)
    rows = _with_lodgers(homes.exclude(kind=DwellingKind.MEETING_PLACE))
    return tuple(sorted((_listed(row) for row in rows), key=lambda one: (not one.has_room, _by_name(one))))


def _by_name(one: Listed) -> tuple[str, ...]:
    """Put number 2 of a street before number 10."""
    parts = re.split(r"(\d+)", one.row.name.casefold())
    return tuple(part.zfill(6) if part.isdecimal() else part for part in parts)


def _with_lodgers(dwellings: QuerySet[Dwelling]) -> QuerySet[Dwelling]:
    lodgers = Tenancy.objects.filter(dwelling_id=OuterRef("pk"), last_date__isnull=True).order_by()
    counted = lodgers.values("dwelling_id").annotate(number=Count("pk")).values("number")
    return dwellings.annotate(lodgers=Coalesce(Subquery(counted), 0))


def _listed(row: Dwelling) -> Listed:
    lodgers: int = vars(row)["lodgers"]
    is_home = row.kind != DwellingKind.MEETING_PLACE and row.closed_date is None
    return Listed(row=row, has_room=is_home and lodgers < row.capacity)


def _stay(row: Tenancy) -> Stay:
    return Stay(first_date=row.first_date, last_date=row.last_date, is_stable=Home(row.home) in STABLE_HOMES)


def _lived(row: Tenancy, now: datetime) -> Lived:
    place = row.dwelling
    is_now = row.last_date is None
    return Lived(
        row=row,
        days=days_in(_stay(row), today=local_day(now)),
        obstacles=tuple(Obstacle(word) for word in row.obstacles.split()),
        is_among_active_use=is_now
        and place is not None
        and is_among_active_use(lives_sober=row.lives_sober, is_substance_free=place.is_substance_free),
        may_be_taken_back=row.may_be_taken_back(now),
    )
