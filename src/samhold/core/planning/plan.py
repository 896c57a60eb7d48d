"""What a plan is: who is where when, what is left out, and what it costs term by term."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from samhold.core.planning.model import TICKS_OF_A_MINUTE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samhold.core.planning.model import NeedKey, Weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A worker's part of a visit: which need, from when until when (ticks of the day)."""

    visit: str
    need: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A break that is taken: which of the shift's, from when until when (ticks of the day)."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What a worker does in one shift, in order."""

    worker: str
    shift: str
    stops: tuple[Stop | Pause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """
    What a plan comes to.

    Times are in ticks. `faces`, `new_faces` and `changes` are counted; `wishes` and `unserved` are costs in ticks.
    """

    travel: int = 0
    late: int = 0
    worst_late: int = 0
    overtime: int = 0
    unfair: int = 0
    faces: int = 0
    new_faces: int = 0
    changes: int = 0
    wishes: int = 0
    unserved: int = 0

    def terms(self, weights: Weights) -> dict[str, int]:
        """Return what each term costs, in ticks of travel."""
        return {
            "travel": weights.travel * self.travel,
            "late": weights.late * self.late,
            "worst_late": weights.worst_late * self.worst_late,
            "overtime": weights.overtime * self.overtime,
            "unfair": weights.unfair * self.unfair,
            "faces": weights.face * self.faces * TICKS_OF_A_MINUTE,
            "new_faces": weights.new_face * self.new_faces * TICKS_OF_A_MINUTE,
            "changes": weights.change * self.changes * TICKS_OF_A_MINUTE,
            "wishes": self.wishes,
            "unserved": self.unserved,
        }

    def total(self, weights: Weights) -> int:
        """Return the sum of the terms, in ticks of travel, before it is divided."""
        return sum(self.terms(weights).values())

    def cost(self, weights: Weights) -> Fraction:
        """Return what is told as the cost, in minutes."""
        return Fraction(self.total(weights), TICKS_OF_A_MINUTE * weights.divisor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """
    Routes, and what is left out.

    :param unplanned: visits that nobody comes to.
    """

    routes: tuple[Route, ...]
    unplanned: tuple[str, ...] = ()
    score: Score = Score()

    def stops(self) -> Iterator[tuple[Route, Stop]]:
        """Name every stop with its route."""
        for route in self.routes:
            for stop in route.stops:
                if isinstance(stop, Stop):
                    yield route, stop

    def workers(self) -> dict[NeedKey, str]:
        """Say who has each need."""
        return {(stop.visit, stop.need): route.worker for route, stop in self.stops()}
