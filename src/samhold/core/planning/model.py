"""
What is planned: workers with shifts, visits with needs, places, and what each thing costs.

Every time and duration is a whole number of *ticks*, thousandths of a minute, so that sums are exact; `ticks()` makes
them from minutes. Times of day are counted from midnight of their day, days from the first day of the plan (0).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

from samhold.foundation.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator

TICKS_OF_A_MINUTE: Final = 1000
MOST_NEEDS: Final = 2

# One need of one visit: the visit's id, and the need's position in the visit.
NeedKey = tuple[str, int]


def ticks(minutes: float) -> int:
    """Turn minutes into ticks."""
    return round(minutes * TICKS_OF_A_MINUTE)


class TravelModel(Protocol):
    """How long it takes from one place to another."""

    def ticks(self, origin: str, destination: str) -> int:
        """Return the ticks from a place to a place."""


class Together(StrEnum):
    """How the two workers of one visit come."""

    TOGETHER = "together"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place, by latitude and longitude in degrees, or by coordinates on a plane."""

    id: str
    latitude: float = 0.0
    longitude: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A break of a shift: it begins between `earliest` and `latest`, wherever the worker then is."""

    earliest: int
    latest: int
    duration: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """
    One day's work of one worker, from leaving `origin` until being at `finish`.

    :param end: `None` if the day is as long as it takes (the published plain instances).
    :param overtime: how much later than `end` the worker may be back, at a price.
    """

    id: str
    day: int
    start: int
    end: int | None
    origin: str
    finish: str
    rests: tuple[Rest, ...] = ()
    overtime: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Somebody who visits."""

    id: str
    skills: frozenset[str]
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What one worker does on a visit, and how long it takes."""

    skill: str
    duration: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two workers on one visit: both at once, or the second between `least` and `most` ticks after the first began."""

    kind: Together
    least: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """
    What is settled about a visit already.

    :param workers: one for each need, "" for a need that is free; empty if only the time is settled.
    :param day: the day; `None` if free.
    :param starts: when each need begins, exactly; empty if free.
    """

    workers: tuple[str, ...] = ()
    day: int | None = None
    starts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """
    A visit to a client.

    :param earliest: nobody begins before.
    :param due: whoever begins after is late, at a price.
    :param latest: nobody begins after; `None` if lateness has no end.
    :param days: the days it may lie on; empty if any.
    :param banned: workers who must not come.
    :param wanted: what a worker's coming costs (below zero: is worth), in ticks of travel.
    :param priority: multiplies what it costs to leave the visit out.
    :param optional_cost: what leaving it out costs, in ticks of travel; `None` if the visit must be.
    """

    id: str
    client: str
    place: str
    needs: tuple[Need, ...]
    earliest: int
    due: int
    latest: int | None = None
    days: frozenset[int] = frozenset()
    link: Link | None = None
    banned: frozenset[str] = frozenset()
    wanted: Mapping[str, int] = field(default_factory=dict)
    priority: int = 1
    optional_cost: int | None = None
    pin: Pin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """
    What counts, in whole numbers: per minute for times, and in minutes of travel for each of what is counted.

    :param face: for each worker whom a client meets in the plan.
    :param new_face: beside it, for each who never met the client before.
    :param change: for each need that goes to another worker than in the present plan.
    :param unfair: per minute by which a worker's share of the work differs from the share of the shifts' length.
    :param unserved: for leaving out a visit of priority 1 that must be.
    :param divisor: what the sum is divided by when it is told (three in the published instances).
    """

    travel: int = 1
    late: int = 1
    worst_late: int = 1
    overtime: int = 2
    face: int = 0
    new_face: int = 0
    change: int = 0
    unfair: int = 0
    unserved: int = 1000
    divisor: int = 1

    def __post_init__(self) -> None:
        """Refuse what would reward harm."""
        for name in self.__slots__:
            if getattr(self, name) < (1 if name == "divisor" else 0):
                raise BadInput(f"weight {name}", "give a whole number that is not below zero (divisor: above).")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """
    What is to be planned.

    :param history: how often a client has met a worker before the plan begins.
    :param present: who has each need in the plan that holds now; changing it costs `weights.change`.
    """

    places: tuple[Place, ...]
    workers: tuple[Worker, ...]
    visits: tuple[Visit, ...]
    travel: TravelModel
    weights: Weights = field(default_factory=Weights)
    history: Mapping[tuple[str, str], int] = field(default_factory=dict)
    present: Mapping[NeedKey, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a problem that cannot be planned, and name the item and the mend."""
        from samhold.core.planning.checks import check  # noqa: PLC0415 -- slow import

        check(self)

    def routes(self) -> Iterator[tuple[Worker, Shift]]:
        """Name each shift with its worker, in order."""
        for worker in self.workers:
            for shift in worker.shifts:
                yield worker, shift

    def may(self, worker: Worker, visit: Visit, need: int) -> bool:
        """Say whether a worker may have a need, by skill, ban and pin."""
        pinned = visit.pin.workers[need] if visit.pin and visit.pin.workers else ""
        able = visit.needs[need].skill in worker.skills and worker.id not in visit.banned
        return able and pinned in {"", worker.id}

    def days_of(self, visit: Visit) -> frozenset[int]:
        """Name the days that a visit may lie on."""
        if visit.pin and visit.pin.day is not None:
            return frozenset({visit.pin.day})
        return visit.days or frozenset(shift.day for _, shift in self.routes())
