"""
How it goes with everybody, written by the primary contacts: follow-up, what happened, what the days are filled with.

The past is told when a person is first met, as one would ask for it; what happens later is written
down when it is over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Final

from samhold.core.outcomes.before_after import SPAN
from samhold.demo.calendar import at, working_day
from samhold.demo.chance import stream
from samhold.demo.circles import Circle
from samhold.demo.happened import TOLD, Drawing
from samhold.demo.lives import Need
from samhold.demo.plan import Plan
from samhold.demo.safety import may
from samhold.demo.world import World, as_worker
from samhold.foundation.errors import NotAvailable
from samhold.rooms.access.enums import Category
from samhold.rooms.care.actions import activities, follow_ups, life_events
from samhold.rooms.care.outcome_enums import ActivityKind, LifeEventKind

if TYPE_CHECKING:
    from samhold.rooms.access.models import User
    from samhold.rooms.care.models import Activity
    from samhold.rooms.people.models import Person

_NOON: Final = 12 * 60
_ACTIVE: Final = {Need.LIGHT: 0.5, Need.MEDIUM: 0.6, Need.HIGH: 0.5, Need.DAILY: 0.3}
_ASKED, _SUBSTANCE_FREE, _STOPS, _ADMITTED_NOW = 0.85, 0.8, 0.4, 0.1
_IN_WARD: Final = "reviewed"
"""The story of the one whom the tutorial finds in the ward."""
_HOURS: Final = (2, 4, 6, 10, 15)


@dataclass(slots=True)
class Going:
    """What is still going to be written, by day; `happen` writes what is due."""

    world: World
    plan: Plan
    due: dict[date, list[Callable[[datetime], None]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Draw how it goes with everybody."""
        for circle in self.plan.circles:
            Course(going=self, circle=circle, chance=stream(self.plan.seed, "outcomes", circle.life.number)).draw()

    def on(self, day: date, act: Callable[[datetime], None]) -> None:
        """Let something be written on the first working day from a day on, if that has been."""
        on = working_day(day)
        if on < self.plan.today:
            self.due[on].append(act)

    def happen(self, day: date) -> None:
        """Write what is due by a day."""
        minutes = _NOON
        for past in sorted(past for past in self.due if past <= day):
            for act in self.due.pop(past):
                act(at(day, minutes))
                minutes += 1


@dataclass(slots=True)
class Course:
    """How it goes with one person."""

    going: Going
    circle: Circle
    chance: Random

    @property
    def first(self) -> date:
        """The first day of follow-up."""
        return self.circle.primaries[0].first

    def draw(self) -> None:
        """Draw what is written, and when."""
        life, today = self.circle.life, self.going.plan.today
        drawing = Drawing(life=life, chance=self.chance)
        before, after = drawing.before_and_after(self.first, today)
        is_asked = life.story == TOLD or self.chance.random() < _ASKED
        self.going.on(self.first + timedelta(days=1), lambda now: self.begin(before if is_asked else None, now))
        for event in after:
            over = (event.last_date or event.first_date) + timedelta(days=1)
            self.going.on(over, lambda now, event=event: self.write([event], now))  # type: ignore[misc] # bound here
        if life.story == _IN_WARD or (life.need is Need.DAILY and self.chance.random() < _ADMITTED_NOW):
            self.going.on(today - timedelta(days=3), lambda now: self.write([_admitted(drawing, now)], now))
        if life.story == TOLD or self.chance.random() < _ACTIVE[life.need]:
            self._fill_days(drawing)

    def _fill_days(self, drawing: Drawing) -> None:
        kind = self.chance.choice(list(ActivityKind))
        begun = self.first + timedelta(days=self.chance.randrange(30, 400))
        new = activities.NewActivity(
            kind=kind,
            name=drawing.line(kind),
            hours_per_week=Decimal(self.chance.choice(_HOURS)),
            is_substance_free=self.chance.random() < _SUBSTANCE_FREE,
            first_date=begun,
        )
        lasts = timedelta(days=self.chance.randrange(90, 500))
        stops = begun + lasts if self.circle.life.story != TOLD and self.chance.random() < _STOPS else None
        self.going.on(begun, lambda now: self.active(new, stops, now))

    def begin(self, before: list[life_events.NewLifeEvent] | None, now: datetime) -> None:
        """Write down that follow-up began, and what happened before, where somebody asked."""
        unit = self.going.world.units[self.circle.primaries[0].unit]
        known = None if before is None else self.first - SPAN

        def what(person: Person, by: User) -> None:
            follow_ups.begin(person=person, unit=unit, first_date=self.first, known_since_date=known, by=by, now=now)

        self.act(now, Category.PLAN, what)
        if before:
            self.write(before, now)

    def write(self, events: list[life_events.NewLifeEvent], now: datetime) -> None:
        """Write down what happened."""

        def what(person: Person, by: User) -> None:
            life_events.record_many(person=person, events=events, by=by, now=now)

        self.act(now, Category.HEALTH, what)

    def active(self, new: activities.NewActivity, stops: date | None, now: datetime) -> None:
        """Write down an activity, and later that it ended."""

        def what(person: Person, by: User) -> None:
            made = activities.begin(person=person, activity=new, by=by, now=now)
            if stops is not None:
                self.going.on(stops, lambda later: self.stop(made, later))

        self.act(now, Category.PLAN, what)

    def stop(self, row: Activity, now: datetime) -> None:
        """Write down that an activity ended."""

        def what(person: Person, by: User) -> None:
            row.person = person
            activities.end(activity=row, last_date=now.date(), by=by, now=now)

        self.act(now, Category.PLAN, what)

    def act(self, now: datetime, category: Category, what: Callable[[Person, User], None]) -> None:
        """Let the primary contact of a day do something, if they may."""
        name = next((one.name for one in reversed(self.circle.primaries) if one.first <= now.date()), "")
        if not name:
            return
        with as_worker(self.going.world, name) as by:
            try:
                person = self.going.world.open(self.circle.life.number, by, now)
            except NotAvailable:
                return
            if may(person, category):
                what(person, by)


def _admitted(drawing: Drawing, now: datetime) -> life_events.NewLifeEvent:
    """Return a stay that is still going on."""
    kind = LifeEventKind.ACUTE_ADMISSION
    day = now.date() - timedelta(days=1)
    return life_events.NewLifeEvent(kind=kind, first_date=day, where=drawing.line("WHERE"), text=drawing.line(kind))
