"""Where the persons live and have lived, guests, and what stands in the way; written by their primary contacts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Final

from samhold.demo.calendar import at, working_day
from samhold.demo.chance import stream, weighted
from samhold.demo.circles import Circle
from samhold.demo.dwellings import found
from samhold.demo.lives import Need
from samhold.demo.plan import Plan
from samhold.demo.safety import may
from samhold.demo.world import World, as_worker
from samhold.demo.writing import bank
from samhold.rooms.access.enums import Category
from samhold.rooms.care.actions import guests, tenancies
from samhold.rooms.care.actions.tenancies import NewTenancy, Situation
from samhold.rooms.care.models import Dwelling, Tenancy
from samhold.rooms.care.outcome_enums import Home, Obstacle

if TYPE_CHECKING:
    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person

_EVENING: Final = 16 * 60
_YEARS: Final = 4 * 365
"""How far back homes are told of."""
_LONG: Final = 60
"""Days: a home that is shorter is not told of."""
_UNSTABLE: Final = {"TEMPORARY": 3, "WITH_OTHERS": 4, "NONE": 1, "RENTED": 3, "INSTITUTION": 1, "PRISON": 1}
_NOW: Final = {
    Need.LIGHT: {"OWNED": 4, "RENTED": 5, "MUNICIPAL": 1},
    Need.MEDIUM: {"OWNED": 2, "RENTED": 4, "MUNICIPAL": 3, "WITH_OTHERS": 1},
    Need.HIGH: {"RENTED": 2, "MUNICIPAL": 6, "TEMPORARY": 1, "WITH_OTHERS": 1},
    Need.DAILY: {"MUNICIPAL": 8, "TEMPORARY": 1},
}
_BEFORE: Final = {Need.LIGHT: 0.25, Need.MEDIUM: 0.5, Need.HIGH: 0.85, Need.DAILY: 0.9}
_IN_THE_WAY: Final = {Need.LIGHT: 0.1, Need.MEDIUM: 0.35, Need.HIGH: 0.7, Need.DAILY: 0.8}
_NEWLY_SOBER, _IN_SPITE, _WITH_NOTE, _WITH_GUESTS = 0.2, 0.2, 0.35, 0.2
_TOLD: Final = "whole network"
"""The story of somebody in whose home guests are now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lives:
    """How somebody lives from a day on."""

    home: Home
    first: date


@dataclass(slots=True)
class Housing:
    """What is still going to be written of homes, by day; `happen` writes what is due."""

    world: World
    plan: Plan
    rooms: dict[str, list[Dwelling]] = field(default_factory=dict)
    due: dict[date, list[Callable[[datetime], None]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Draw who lives how, and when it is written down."""
        for circle in self.plan.circles:
            chance = stream(self.plan.seed, "housing", circle.life.number)
            Telling(housing=self, circle=circle, chance=chance).draw()

    def on(self, day: date, act: Callable[[datetime], None]) -> None:
        """Let something happen on a working day, before today."""
        self.due[min(working_day(day), self.plan.today - timedelta(days=1))].append(act)

    def happen(self, day: date) -> None:
        """Fill the registers on the first day with contacts, and write what is due by a day."""
        if day < self.plan.first:
            return
        minutes = _EVENING
        if not self.rooms:
            self.rooms = found(self.world, now=at(day, minutes))
        for past in sorted(past for past in self.due if past <= day):
            for act in self.due.pop(past):
                minutes += 1
                act(at(day, minutes))


@dataclass(slots=True)
class Telling:
    """What is told of the homes of one person."""

    housing: Housing
    circle: Circle
    chance: Random

    def draw(self) -> None:
        """Draw the homes: what is past is written when the primary contact begins, later moves when they happen."""
        plan = self.housing.plan
        begun = max(self.circle.primary.first, plan.first) + timedelta(days=self.chance.randrange(1, 20))
        begun = min(begun, plan.today - timedelta(days=2))
        homes = tuple(self.homes())
        told = [one for one in homes if one.first <= begun]
        self.housing.on(begun, partial(self.write, tuple(told)))
        for one in homes[len(told) :]:
            self.housing.on(one.first, partial(self.move, one))
        if self.circle.life.story == _TOLD:
            self.housing.on(plan.today - timedelta(days=5), self.guests)

    def homes(self) -> Iterator[Lives]:
        """Draw how the person has lived: on and off before, most of them steadier some months into the help."""
        life, today, chance = self.circle.life, self.housing.plan.today, self.chance
        start = today - timedelta(days=chance.randrange(_YEARS // 2, _YEARS))
        steady = max(start, life.since + timedelta(days=chance.randrange(20, 240)))
        if chance.random() < _BEFORE[life.need] and start + timedelta(days=_LONG) < steady:
            yield Lives(home=Home(weighted(chance, _UNSTABLE)), first=start)
            middle = start + (steady - start) / 2
            if (steady - middle).days > _LONG:
                yield Lives(home=Home(weighted(chance, _UNSTABLE)), first=middle)
        else:
            steady = start
        if steady < today - timedelta(days=_LONG // 4):
            yield Lives(home=Home(weighted(chance, _NOW[life.need])), first=steady)

    def write(self, told: tuple[Lives, ...], now: datetime) -> None:
        """Write where the person has lived until now, and how they live now."""
        with as_worker(self.housing.world, self.circle.primary.name) as worker:
            person = self.open(worker, now)
            if person is None:
                return
            for one, following in pairwise(told):
                last = following.first - timedelta(days=1)
                past = NewTenancy(home=one.home, first_date=one.first, last_date=last)
                tenancies.move_in(person=person, tenancy=past, by=worker, now=now)
            for one in told[-1:]:
                made = tenancies.move_in(person=person, tenancy=self.settled(one), by=worker, now=now)
                if self.circle.life.need is Need.HIGH and self.chance.random() < _WITH_GUESTS:
                    left = min(one.first + timedelta(days=self.chance.randrange(40, 60)), now.date())
                    guests.came(tenancy=made, day=max(one.first, left - timedelta(days=9)), by=worker, now=now)
                    guests.left(tenancy=made, day=left, by=worker, now=now)

    def move(self, one: Lives, now: datetime) -> None:
        """Write that the person has moved."""
        with as_worker(self.housing.world, self.circle.primary.name) as worker:
            if person := self.open(worker, now):
                tenancies.move_in(person=person, tenancy=self.settled(one), by=worker, now=now)

    def guests(self, now: datetime) -> None:
        """Write that guests have taken over the home."""
        with as_worker(self.housing.world, self.circle.primary.name) as worker:
            person = self.open(worker, now)
            row = person and Tenancy.objects.filter(person=person, last_date__isnull=True).first()
            if person and row:
                row.person = person
                guests.came(tenancy=row, day=now.date(), by=worker, now=now)

    def open(self, worker: User, now: datetime) -> Person | None:
        """Open the person, for a worker who may write of this."""
        person = self.housing.world.open(self.circle.life.number, worker, now)
        return person if may(person, Category.ECONOMY_HOUSING) else None

    def settled(self, one: Lives) -> NewTenancy:
        """Return the home in which the person lives, in a place of the municipality where one has room."""
        chance, life = self.chance, self.circle.life
        is_sober = one.home is Home.MUNICIPAL and chance.random() < _NEWLY_SOBER
        place = self.place(is_sober=is_sober) if one.home is Home.MUNICIPAL else None
        lines = bank(f"housing-{life.written_form.value}")
        in_the_way = chance.sample(tuple(Obstacle), chance.randrange(1, 4))
        situation = Situation(
            lives_sober=is_sober,
            obstacles=frozenset(in_the_way if chance.random() < _IN_THE_WAY[life.need] else ()),
            note=chance.choice(lines["NOTE"]) if chance.random() < _WITH_NOTE else "",
        )
        why = chance.choice(lines["IN_SPITE"])
        return NewTenancy(home=one.home, first_date=one.first, dwelling=place, situation=situation, in_spite_why=why)

    def place(self, *, is_sober: bool) -> Dwelling | None:
        """Take a place that has room, a substance-free one first for somebody newly sober."""
        rooms = self.housing.rooms[self.circle.life.municipality]
        if not rooms:
            return None
        is_free = is_sober and self.chance.random() > _IN_SPITE
        chosen = self.chance.choice([row for row in rooms if row.is_substance_free is is_free] or rooms)
        rooms.remove(chosen)
        return chosen
