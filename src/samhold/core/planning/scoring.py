"""Recomputes what a plan comes to, term by term, from the problem alone: a part of `verify`, apart from the kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.core.planning.model import TICKS_OF_A_MINUTE
from samhold.core.planning.plan import Score, Stop

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samhold.core.planning.model import Problem, Shift, Visit
    from samhold.core.planning.plan import Pause, Plan, Route


def score(problem: Problem, plan: Plan) -> Score:
    """Recompute the terms of a plan whose names are all known."""
    visits = {visit.id: visit for visit in problem.visits}
    placed = tuple((route.worker, visits[stop.visit], stop) for route, stop in plan.stops())
    late = [max(0, stop.start - visit.due) for _, visit, stop in placed]
    faces = {(visit.client, worker) for worker, visit, _ in placed}
    left_out = {visit.id for visit in problem.visits} - {visit.id for _, visit, _ in placed}
    return Score(
        travel=_distance(problem, plan),
        late=sum(late),
        worst_late=max(late, default=0),
        overtime=sum(overtime(problem, route) for route in plan.routes),
        unfair=_unfair(problem, ((worker, visit.needs[stop.need].duration) for worker, visit, stop in placed)),
        faces=len(faces),
        new_faces=sum(not problem.history.get(face) for face in faces),
        changes=sum(problem.present.get((stop.visit, stop.need), worker) != worker for worker, _, stop in placed),
        wishes=sum(visit.wanted.get(worker, 0) for worker, visit, _ in placed),
        unserved=sum(_left_out(problem, visit) for visit in problem.visits if visit.id in left_out),
    )


def _left_out(problem: Problem, visit: Visit) -> int:
    if visit.optional_cost is not None:
        return visit.optional_cost
    return problem.weights.unserved * visit.priority * TICKS_OF_A_MINUTE


def _distance(problem: Problem, plan: Plan) -> int:
    """Add up the ways of all shifts, from origin to finish; a shift without visits goes straight."""
    places = {visit.id: visit.place for visit in problem.visits}
    stops: Mapping[str, Iterable[Stop | Pause]] = {route.shift: route.stops for route in plan.routes}
    total = 0
    for _, shift in problem.routes():
        way = [shift.origin, *(places[stop.visit] for stop in stops.get(shift.id, ()) if isinstance(stop, Stop))]
        total += sum(travel(problem, *leg) for leg in zip(way, [*way[1:], shift.finish], strict=True))
    return total


def _unfair(problem: Problem, given: Iterable[tuple[str, int]]) -> int:
    """Add up by how much each worker's visiting time differs from a share of all work by shift length."""
    load = {worker.id: 0 for worker in problem.workers}
    for worker, duration in given:
        load[worker] += duration
    lengths = {worker.id: sum(_length(shift) for shift in worker.shifts) for worker in problem.workers}
    work = sum(need.duration for visit in problem.visits for need in visit.needs)
    whole = max(1, sum(lengths.values()))
    return sum(abs(load[id_] - work * lengths[id_] // whole) for id_ in load)


def _length(shift: Shift) -> int:
    return 24 * 60 * TICKS_OF_A_MINUTE - shift.start if shift.end is None else shift.end - shift.start


def overtime(problem: Problem, route: Route) -> int:
    """Return how long after the shift's end a worker is back."""
    shift = shift_of(problem, route)
    places = {visit.id: visit.place for visit in problem.visits}
    visited = [stop for stop in route.stops if isinstance(stop, Stop)]
    if shift.end is None or not visited:
        return 0
    here = places[visited[-1].visit]
    return max(0, route.stops[-1].end + travel(problem, here, shift.finish) - shift.end)


def travel(problem: Problem, origin: str, destination: str) -> int:
    """Return the ticks from place to place; none if they are one."""
    return 0 if origin == destination else problem.travel.ticks(origin, destination)


def shift_of(problem: Problem, route: Route) -> Shift:
    """Return the shift that a route is driven in."""
    return next(shift for _, shift in problem.routes() if shift.id == route.shift)
