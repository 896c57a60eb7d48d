"""The whole plan of a region, from seed and day: persons, networks, habits, and what happens on which day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from samhold.demo.calendar import months_before
from samhold.demo.circles import Circle
from samhold.demo.events import Consents, Event, Withdraws
from samhold.demo.habits import habits
from samhold.demo.lives import Life, lives
from samhold.demo.parties import circles
from samhold.demo.rhythms import Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """
    Everything that is going to happen.

    :param first: the first day with contacts; the day before `today` is the last.
    :param happenings: what happens around persons, by day, in order.
    """

    seed: int
    today: date
    first: date
    lives: tuple[Life, ...]
    circles: tuple[Circle, ...]
    slots: tuple[Slot, ...]
    happenings: dict[date, tuple[tuple[Life, Event], ...]]

    @property
    def founded_on(self) -> date:
        """Return the day before the first person is taken in, with time for people to begin at work."""
        return min(self.happenings) - timedelta(days=30)

    def days(self) -> tuple[date, ...]:
        """Return the days on which anything can happen, in order: the last year whole, earlier ones where needed."""
        whole = {self.first + timedelta(days=number) for number in range((self.today - self.first).days)}
        return tuple(sorted(whole | set(self.happenings)))


def plan(seed: int, today: date, months: int = 12, one_in: int = 1) -> Plan:
    """
    Return the plan; the same seed and day give the same.

    :param one_in: keep one person in so many, and those whom the tutorial tells of: a smaller region, for tests.
    """
    persons = lives(seed, today)
    everybody = circles(persons, seed=seed, today=today)
    drawn = tuple(one for one in everybody if one.life.story or one.life.number % one_in == 0)
    happenings: dict[date, list[tuple[Life, Event]]] = defaultdict(list)
    for circle in drawn:
        for event in circle.events:
            happenings[event.on].append((circle.life, event))
            if isinstance(event, Consents) and event.withdrawn_on is not None:
                by = next(one.name for one in reversed(circle.primaries) if one.first <= event.withdrawn_on)
                back = Withdraws(on=event.withdrawn_on, by=by, unit=event.unit)
                happenings[back.on].append((circle.life, back))
    return Plan(
        seed=seed,
        today=today,
        first=months_before(today, months),
        lives=persons,
        circles=drawn,
        slots=habits(drawn, seed=seed),
        happenings={day: tuple(events) for day, events in happenings.items()},
    )
