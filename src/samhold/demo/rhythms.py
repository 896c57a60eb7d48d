"""The rhythm of a person's week: which worker meets them when, for what, in which period."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from samhold.demo.calendar import is_at_work, pattern_weekday
from samhold.demo.chance import stream
from samhold.rooms.care.enums import AppointmentKind, ContactKind

if TYPE_CHECKING:
    from random import Random

_FIRST_MINUTE: Final = 8 * 60 + 15
_STEP: Final = 55
_STEPS: Final = 8
_SUMMER_WEEKS: Final = range(28, 31)
_HAPPENS: Final = 0.93
_HAPPENS_IN_SUMMER: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """
    A habit: these workers of a unit meet the person on these weekdays, every so many weeks.

    :param planned_as: what is put in the calendar beforehand; nothing for contacts that just happen.
    :param last: the last day of the habit; nothing for a habit that goes on.
    """

    person: int
    unit: str
    workers: tuple[str, ...]
    weekdays: frozenset[int]
    minute: int
    minutes: int
    kinds: tuple[ContactKind, ...]
    first: date
    last: date | None = None
    every: int = 1
    phase: int = 0
    planned_as: AppointmentKind | None = None

    def falls_on(self, day: date, *, today: date, seed: int) -> bool:
        """Say whether it is meant to happen on a day: the habit, less holidays, summer and chance."""
        if day < self.first or (self.last is not None and day > self.last) or not is_at_work(day, today):
            return False
        if pattern_weekday(day, today) not in self.weekdays:
            return False
        week = (day.toordinal() - 1) // 7
        if (week + self.phase) % self.every:
            return False
        happens = _HAPPENS_IN_SUMMER if day.isocalendar().week in _SUMMER_WEEKS else _HAPPENS
        return stream(seed, "happens", self.person, self.unit, self.minute, day).random() < happens


class Diary:
    """Gives habits times that collide as little as they can, for the worker and for the person."""

    def __init__(self) -> None:
        """Begin with empty days."""
        self._taken: Counter[tuple[str, int]] = Counter()
        self._times: Counter[tuple[str | int, int, int]] = Counter()

    def minute(self, worker: str, person: int, weekday: int) -> int:
        """Return a time of a worker's weekday at which neither has much else, in minutes after midnight."""
        self._taken[worker, weekday] += 1
        order = [(person * 3 + number) % _STEPS for number in range(_STEPS)]
        step = min(order, key=lambda one: self._times[worker, weekday, one] + 9 * self._times[person, weekday, one])
        self._times[worker, weekday, step] += 1
        self._times[person, weekday, step] += 1
        return _FIRST_MINUTE + _STEP * step

    def weekday(self, worker: str, chance: Random) -> int:
        """Return the weekday on which a worker has most room, with a little chance."""
        offered = chance.sample(range(5), 3)
        return min(offered, key=lambda weekday: self._taken[worker, weekday])
