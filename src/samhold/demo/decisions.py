"""Requests for help and decisions on services, through four years: what is still going to happen, by day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from samhold.demo.calendar import at, working_day
from samhold.demo.chance import stream, weighted
from samhold.demo.lives import Need
from samhold.demo.region import MUNICIPALITIES
from samhold.rooms.access.enums import Role
from samhold.rooms.care.enums import RequestRoad
from samhold.rooms.care.models import LegalBasis, ServiceType

if TYPE_CHECKING:
    from samhold.demo.circles import Circle
    from samhold.rooms.organisations.enums import WrittenForm

from collections.abc import Callable
from datetime import datetime

from samhold.demo.courses import Course
from samhold.demo.plan import Plan
from samhold.demo.strangers import ROADS, Stranger
from samhold.demo.world import World

_MORNING: Final = 9 * 60
_HOURS: Final = {Need.LIGHT: "1.5", Need.MEDIUM: "3", Need.HIGH: "7", Need.DAILY: "14"}
_ASKED_A_YEAR: Final = 4
_REFUSED: Final = 6
"""One in so many is refused practical help, and complains."""


@dataclass(slots=True)
class Deciding:
    """What is still going to be asked for, decided and evaluated, by day; `happen` does what is due."""

    world: World
    plan: Plan
    due: dict[date, list[Callable[[datetime], None]]] = field(default_factory=lambda: defaultdict(list))
    services: dict[str, ServiceType] = field(default_factory=dict)
    bases: dict[str, LegalBasis] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Draw what will happen around every person, and who else asks each municipality for help."""
        self.services = {row.code: row for row in ServiceType.objects.all()}
        self.bases = {row.code: row for row in LegalBasis.objects.all()}
        for circle in self.plan.circles:
            self.begin(circle)
        for municipality in MUNICIPALITIES:
            self.strangers(municipality.key, municipality.written_form)

    def on(self, day: date, act: Callable[[datetime], None]) -> None:
        """Let something happen on the first working day from `day`, if it comes before today."""
        chosen = working_day(day)
        if chosen < self.plan.today:
            self.due[chosen].append(act)

    def happen(self, day: date) -> None:
        """Do what is due by a day, in the order of days."""
        minutes = _MORNING
        while due := sorted(past for past in self.due if past <= day):
            for act in self.due.pop(due[0]):
                act(at(day, minutes))
                minutes = min(minutes + 1, _MORNING + 400)

    def begin(self, circle: Circle) -> None:
        """Let somebody ask for help for a person, and follow-up be applied for; the tutorial does it for the newest."""
        life, chance = circle.life, stream(self.plan.seed, "decisions", circle.life.number)
        if life.story == "new":
            return
        road = RequestRoad(weighted(chance, ROADS))
        Course(deciding=self, circle=circle, code="FOLLOW_UP", hours=_HOURS[life.need]).asked(road)
        if life.need in {Need.HIGH, Need.DAILY}:
            help_at_home = Course(deciding=self, circle=circle, code="PRACTICAL_HELP", hours="2")
            help_at_home.is_refused = life.number % _REFUSED == 0
            self.on(life.since + timedelta(days=chance.randrange(60, 200)), help_at_home.applied)

    def strangers(self, municipality: str, form: WrittenForm) -> None:
        """Let people ask for help for somebody who is not registered."""
        chance = stream(self.plan.seed, "strangers", municipality)
        day = self.plan.today - timedelta(days=4 * 365)
        while day < self.plan.today:
            self.on(
                day, Stranger(deciding=self, municipality=municipality, form=form, number=chance.randrange(99)).asks
            )
            day += timedelta(days=chance.randrange(1, 2 * 365 // _ASKED_A_YEAR))
        late = Stranger(deciding=self, municipality=municipality, form=form, number=98)
        self.on(self.plan.today - timedelta(days=20), late.asks)

    def leader(self, unit: str) -> str:
        """Name the leader of a unit."""
        posts = self.world.memberships.items()
        return next((name for (name, key), row in posts if key == unit and row.role == Role.UNIT_LEADER), "")
