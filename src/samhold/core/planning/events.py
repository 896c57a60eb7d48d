"""What happens on the day: somebody is ill, a visit takes longer, somebody new needs one, a road is slow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from samhold.core.planning.model import Place, Visit
from samhold.core.planning.travel import Known
from samhold.foundation.errors import BadInput

if TYPE_CHECKING:
    from samhold.core.planning.model import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerAbsent:
    """A worker begins no visit more that day."""

    worker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLonger:
    """One need of a visit takes so many ticks longer."""

    visit: str
    need: int
    extra: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVisit:
    """A visit that nobody knew of; `ways` to and from its place, if that is new."""

    visit: Visit
    place: Place
    ways: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlowerRoad:
    """It takes so many ticks from place to place, and no less back."""

    origin: str
    destination: str
    takes: int


Event = WorkerAbsent | VisitLonger | NewVisit | SlowerRoad


def happened(problem: Problem, event: Event) -> Problem:
    """
    Return the problem as it is after an event; who is absent is `replan`'s to see to, since what is begun stays.

    :raises BadInput: if the event names what the problem does not know.
    """
    if isinstance(event, WorkerAbsent):
        if event.worker not in {worker.id for worker in problem.workers}:
            raise BadInput(f"worker {event.worker}", "nobody of that name works; mend the event.")
        return problem
    if isinstance(event, VisitLonger):
        return _longer(problem, event)
    if isinstance(event, NewVisit):
        return replace(
            problem,
            places=(*problem.places, event.place),
            visits=(*problem.visits, event.visit),
            travel=Known(model=problem.travel, pairs=dict(event.ways), is_symmetric=False),
        )
    return _slower(problem, event)


def _longer(problem: Problem, event: VisitLonger) -> Problem:
    visits = list(problem.visits)
    number = next((n for n, visit in enumerate(visits) if visit.id == event.visit), None)
    if number is None or not 0 <= event.need < len(visits[number].needs):
        raise BadInput(f"visit {event.visit}", "there is no such visit with such a need; mend the event.")
    needs = list(visits[number].needs)
    longer = needs[event.need].duration + event.extra
    if longer < 0:
        raise BadInput(f"visit {event.visit}", "it would take less than no time; mend the event's minutes.")
    needs[event.need] = replace(needs[event.need], duration=longer)
    visits[number] = replace(visits[number], needs=tuple(needs))
    return replace(problem, visits=tuple(visits))


def _slower(problem: Problem, event: SlowerRoad) -> Problem:
    known = {place.id for place in problem.places}
    for one in (event.origin, event.destination):
        if one not in known:
            raise BadInput(f"place {one}", "there is no such place; mend the event.")
    back = max(event.takes, problem.travel.ticks(event.destination, event.origin))
    pairs = {(event.origin, event.destination): event.takes, (event.destination, event.origin): back}
    return replace(problem, travel=Known(model=problem.travel, pairs=pairs, is_symmetric=False))
