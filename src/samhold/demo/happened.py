"""
What happened to a person before and after follow-up began, drawn from their own stream of chance.

Bed days fall on average, not for all: a share goes on as before, and some get worse.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from samhold.core.outcomes.before_after import SPAN
from samhold.demo.chance import weighted
from samhold.demo.lives import Life, Need
from samhold.demo.writing import bank
from samhold.rooms.care.actions.life_events import NewLifeEvent
from samhold.rooms.care.outcome_enums import ADMISSIONS, LifeEventKind

_STAYS: Final = {Need.LIGHT: 0.2, Need.MEDIUM: 0.9, Need.HIGH: 2.6, Need.DAILY: 3.2}
"""Admissions in two years, before follow-up began."""
_OTHERS: Final = {Need.LIGHT: 0.03, Need.MEDIUM: 0.25, Need.HIGH: 0.9, Need.DAILY: 1.0}
"""What else happens in two years: overdoses, violence, prison."""
_ADMITTED: Final = {"ACUTE_ADMISSION": 60, "COMPULSORY_ADMISSION": 22, "PLANNED_ADMISSION": 18}
_HAPPENED: Final = {"OVERDOSE": 45, "VIOLENCE_BY": 20, "VIOLENCE_AGAINST": 25, "PRISON": 10}
_AFTERWARDS: Final = {"better": 65, "same": 25, "worse": 10}
_FACTORS: Final = {"better": 0.3, "same": 0.95, "worse": 1.6}
_NIGHTS: Final = 13
_TOLD_BEFORE: Final = (
    (690, 30, "ACUTE_ADMISSION"),
    (400, 22, "COMPULSORY_ADMISSION"),
    (380, 0, "OVERDOSE"),
    (60, 12, "ACUTE_ADMISSION"),
)
_TOLD_AFTER: Final = ((250, 8, "ACUTE_ADMISSION"), (640, 4, "PLANNED_ADMISSION"))
"""Of whom the tutorial tells: days before the start, or after it, the nights, and what it was."""

TOLD: Final = "whole network"
"""The story of that person."""


@dataclass(slots=True)
class Drawing:
    """Draws what happened to one person."""

    life: Life
    chance: Random

    def line(self, heading: str) -> str:
        """Choose a line of the text bank, in the person's written form."""
        return self.chance.choice(bank(f"outcomes-{self.life.written_form.value}")[heading])

    def before_and_after(self, first: date, today: date) -> tuple[list[NewLifeEvent], list[NewLifeEvent]]:
        """Return what happened in the two years before the first day of follow-up, and since."""
        if self.life.story == TOLD:
            before = [self._event(first - timedelta(days=days), nights, kind) for days, nights, kind in _TOLD_BEFORE]
            return before, [
                self._event(first + timedelta(days=days), nights, kind) for days, nights, kind in _TOLD_AFTER
            ]
        factor = _FACTORS[weighted(self.chance, _AFTERWARDS)]
        return self._some(first - SPAN, SPAN.days, 1.0), self._some(first, (today - first).days, factor)

    def _some(self, first: date, days: int, factor: float) -> list[NewLifeEvent]:
        """Draw what happens in so many days, at so many times the pace from before; not what goes on after."""
        need, share = self.life.need, factor * days / SPAN.days
        admitted = [weighted(self.chance, _ADMITTED) for _ in range(self._number(_STAYS[need] * share))]
        happened = [weighted(self.chance, _HAPPENED) for _ in range(self._number(_OTHERS[need] * share))]
        made = self._stays(sorted(self._days(first, days, len(admitted))), admitted)
        for day, kind in zip(self._days(first, days, len(happened)), happened, strict=True):
            made.append(self._event(day, self.chance.randrange(20, 90) if kind == "PRISON" else 0, kind))
        return [event for event in made if (event.last_date or event.first_date) < first + timedelta(days=days)]

    def _stays(self, days: list[date], kinds: list[str]) -> list[NewLifeEvent]:
        """Draw how long each stay lasts; nobody is admitted twice at once."""
        made: list[NewLifeEvent] = []
        for day, kind in zip(days, kinds, strict=True):
            before = made[-1].last_date if made else None
            begun = day if before is None else max(day, before + timedelta(days=3))
            made.append(self._event(begun, 2 + round(self.chance.expovariate(1 / _NIGHTS)), kind))
        return made

    def _number(self, expected: float) -> int:
        """Draw how often something happens that is expected so often."""
        passed, count = self.chance.expovariate(1.0), 0
        while passed < expected:
            passed, count = passed + self.chance.expovariate(1.0), count + 1
        return count

    def _days(self, first: date, days: int, count: int) -> list[date]:
        return [first + timedelta(days=self.chance.randrange(max(1, days))) for _ in range(count)]

    def _event(self, first: date, nights: int, kind: str) -> NewLifeEvent:
        return NewLifeEvent(
            kind=LifeEventKind(kind),
            first_date=first,
            last_date=first + timedelta(days=nights) if nights else None,
            where=self.line("WHERE") if kind in ADMISSIONS else "",
            text=self.line(kind),
        )
