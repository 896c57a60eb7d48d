"""
Times routes whose order is given, as early as may be, in plain Python.

Starts are pushed until nothing moves any more; slow and obvious, for explaining single visits. Shares nothing with
the kernel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samhold.core.planning.model import MOST_NEEDS, NeedKey, Together
from samhold.core.planning.plan import Pause, Plan, Route, Stop
from samhold.core.planning.scoring import travel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samhold.core.planning.model import Problem, Shift, Visit

# What stands in a route: a need of a visit, or the number of a break.
Step = NeedKey | int
_ROUNDS: Final = 1000


def orders(plan: Plan) -> dict[str, list[Step]]:
    """Return the order of each route, by shift."""
    return {
        route.shift: [(stop.visit, stop.need) if isinstance(stop, Stop) else stop.number for stop in route.stops]
        for route in plan.routes
    }


def timed(problem: Problem, order: Mapping[str, Sequence[Step]]) -> Plan | None:
    """Time routes; `None` if two visits for two wait for each other forever."""
    visits = {visit.id: visit for visit in problem.visits}
    starts: dict[NeedKey, int] = {}
    pauses: dict[tuple[str, int], int] = {}
    shifts = {shift.id: shift for _, shift in problem.routes()}
    for _ in range(_ROUNDS):
        before = dict(starts)
        for id_, steps in order.items():
            _push(problem, visits, shifts[id_], steps, starts, pauses)
        for visit in problem.visits:
            if (visit.id, 1) in starts and (visit.id, 0) in starts:
                _link(visit, starts)
        if starts == before:
            return _plan(problem, visits, order, starts, pauses)
    return None


def _push(
    problem: Problem,
    visits: Mapping[str, Visit],
    shift: Shift,
    steps: Sequence[Step],
    starts: dict[NeedKey, int],
    pauses: dict[tuple[str, int], int],
) -> None:
    """Drive a route, and let nothing begin before one is there."""
    free_at, here = shift.start, shift.origin
    for step in steps:
        if isinstance(step, int):
            rest = shift.rests[step]
            pauses[shift.id, step] = max(free_at, rest.earliest)
            free_at = pauses[shift.id, step] + rest.duration
            continue
        visit = visits[step[0]]
        reached = free_at + travel(problem, here, visit.place)
        settled = visit.pin.starts[step[1]] if visit.pin and visit.pin.starts else 0
        starts[step] = max(starts.get(step, 0), visit.earliest, settled, reached)
        free_at, here = starts[step] + visit.needs[step[1]].duration, visit.place


def _link(visit: Visit, starts: dict[NeedKey, int]) -> None:
    """Let the two workers of a visit begin as their link says."""
    link = visit.link
    assert link is not None
    assert len(visit.needs) == MOST_NEEDS
    least, most = (0, 0) if link.kind is Together.TOGETHER else (link.least, link.most)
    first, second = (visit.id, 0), (visit.id, 1)
    starts[second] = max(starts[second], starts[first] + least)
    starts[first] = max(starts[first], starts[second] - most)


def _plan(
    problem: Problem,
    visits: Mapping[str, Visit],
    order: Mapping[str, Sequence[Step]],
    starts: Mapping[NeedKey, int],
    pauses: Mapping[tuple[str, int], int],
) -> Plan:
    routes = []
    for worker, shift in problem.routes():
        stops = tuple(_stop(visits, shift, step, starts, pauses) for step in order.get(shift.id, ()))
        if any(isinstance(stop, Stop) for stop in stops):
            routes.append(Route(worker=worker.id, shift=shift.id, stops=stops))
    served = {visit for visit, _ in starts}
    return Plan(routes=tuple(routes), unplanned=tuple(visit.id for visit in problem.visits if visit.id not in served))


def _stop(
    visits: Mapping[str, Visit],
    shift: Shift,
    step: Step,
    starts: Mapping[NeedKey, int],
    pauses: Mapping[tuple[str, int], int],
) -> Stop | Pause:
    if isinstance(step, int):
        start = pauses[shift.id, step]
        return Pause(number=step, start=start, end=start + shift.rests[step].duration)
    start = starts[step]
    return Stop(visit=step[0], need=step[1], start=start, end=start + visits[step[0]].needs[step[1]].duration)
