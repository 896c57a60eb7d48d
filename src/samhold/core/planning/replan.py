"""
Plans the rest of a day anew after something happened: the smallest good change, and what is settled stays.

Begun visits, and those somebody is on the way to, are done with. What begins within two hours keeps its worker, and
its time where that can be kept. The rest is a problem of its own, in which each worker begins where they are, each
change of worker costs, and the search begins with the plan that holds.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from samhold.core.planning.checks import hindrance
from samhold.core.planning.events import WorkerAbsent, happened
from samhold.core.planning.model import Link, NeedKey, Pin, Problem, Together, Visit, Worker
from samhold.core.planning.plan import Pause, Plan, Route, Score, Stop
from samhold.core.planning.solve import Budget, Unsound, solve
from samhold.core.planning.standing import Day, delayed, left_shift, promised, stand
from samhold.core.planning.verify import Rule, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from samhold.core.planning.events import Event
    from samhold.core.planning.solve import Progress

CHANGE: Final = 20
"""What a change of worker costs, in minutes of travel."""
_TOLD: Final = {Rule.UNSERVED, Rule.HALF_SERVED, Rule.BREAK, Rule.SHIFT_END}
"""What the day itself can make unavoidable; it is told, and no fault of the plan's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanned:
    """
    The plan of the whole day, and how it differs.

    :param problem: what is planned, after the events.
    :param changed: needs that another worker has than before.
    :param of: how many needs had a worker before.
    """

    problem: Problem
    plan: Plan
    score: Score
    changed: tuple[NeedKey, ...]
    of: int
    seconds: float
    was_cancelled: bool


def replan(  # noqa: PLR0913 -- each says one thing of the day
    problem: Problem,
    plan: Plan,
    events: Iterable[Event],
    *,
    now: int,
    day: int = 0,
    budget: Budget | None = None,
    seed: int = 1,
    watch: Callable[[Progress], bool] | None = None,
) -> Replanned:
    """
    Plan the rest of a day anew.

    :param now: ticks of the day.
    :raises BadInput: if an event names what the problem does not know.
    """
    happening = tuple(events)
    for event in happening:
        problem = happened(problem, event)
    absent = frozenset(event.worker for event in happening if isinstance(event, WorkerAbsent))
    today = stand(problem, plan, now, day, absent)
    rest, left_out = _rest(today)
    solution = solve(
        rest, budget=budget or Budget(seconds=0.5), seed=seed, start=_present(today, rest), is_repair=True, watch=watch
    )
    whole = _joined(today, solution.plan, left_out)
    report = verify(problem, whole)
    broken = [violation for violation in report.violations if violation.rule not in _TOLD]
    if broken:
        raise Unsound("; ".join(map(str, broken)))
    before, after = plan.workers(), whole.workers()
    return Replanned(
        problem=problem,
        plan=replace(whole, score=report.score),
        score=report.score,
        changed=tuple(key for key, worker in before.items() if after.get(key) != worker),
        of=len(before),
        seconds=solution.seconds,
        was_cancelled=solution.was_cancelled,
    )


def _free_visits(today: Day) -> tuple[Visit, ...]:
    """Return what is left to do, as visits of their own; the second half of a begun visit keeps its gap."""
    begun = today.begun()
    workers = today.plan.workers()
    made: list[Visit] = []
    for visit in today.problem.visits:
        open_needs = [number for number in range(len(visit.needs)) if (visit.id, number) not in begun]
        if len(open_needs) == len(visit.needs):
            made.append(visit)
        elif open_needs:
            number = open_needs[0]
            fellow = (visit.id, 1 - number)
            made.append(_half(visit, number, begun[fellow], workers.get(fellow, "")))
    return tuple(made)


def _half(visit: Visit, number: int, begun: Stop, fellow: str) -> Visit:
    """Return the half of a visit whose other worker has begun, or is on the way."""
    link = visit.link or Link(kind=Together.TOGETHER)
    least, most = (0, 0) if link.kind is Together.TOGETHER else (link.least, link.most)
    first, last = (begun.start + least, begun.start + most) if number else (begun.start - most, begun.start - least)
    earliest = max(visit.earliest, first)
    return replace(
        visit,
        needs=(visit.needs[number],),
        link=None,
        earliest=earliest,
        due=max(visit.due, earliest),
        latest=max(earliest, last),
        banned=visit.banned | {fellow},
        pin=None,
    )


def _rest(today: Day) -> tuple[Problem, tuple[str, ...]]:
    """Make a problem of what is left, and name what nobody is there for any more."""
    workers = tuple(_left_worker(today, worker) for worker in today.problem.workers)
    present = _present_workers(today)
    soon, late = promised(today), delayed(today)
    visits = tuple(
        _pinned(visit, soon[visit.id], present, today.day, is_late=visit.id in late) if visit.id in soon else visit
        for visit in _free_visits(today)
    )
    weights = today.problem.weights
    nobody = Problem(
        places=today.problem.places,
        workers=workers,
        visits=(),
        travel=today.problem.travel,
        weights=replace(weights, change=weights.change or CHANGE * weights.travel),
        history=today.problem.history,
        present=present,
    )
    made = replace(nobody, visits=tuple(visit for visit in visits if not hindrance(nobody, visit)))
    kept = {visit.id for visit in made.visits}
    return made, tuple(visit.id for visit in visits if visit.id not in kept)


def _left_worker(today: Day, worker: Worker) -> Worker:
    shifts = (left_shift(today, shift) for shift in worker.shifts if shift.day >= today.day)
    is_absent = worker.id in today.absent
    return replace(
        worker, shifts=tuple(shift for shift in shifts if shift and not (is_absent and shift.day == today.day))
    )


def _needs_left(today: Day) -> dict[NeedKey, int]:
    """Say which need of the whole day each need of the rest is; a half visit has one, whichever it was."""
    begun = today.begun()
    found: dict[NeedKey, int] = {}
    for visit in today.problem.visits:
        left = [number for number in range(len(visit.needs)) if (visit.id, number) not in begun]
        found |= {(visit.id, place): number for place, number in enumerate(left)}
    return found


def _present_workers(today: Day) -> dict[NeedKey, str]:
    """Say who has each need of the rest in the plan that holds, if they are there."""
    workers = today.plan.workers()
    return {
        key: workers[key[0], number]
        for key, number in _needs_left(today).items()
        if workers.get((key[0], number), "") not in {"", *today.absent}
    }


def _pinned(visit: Visit, starts: list[int], present: Mapping[NeedKey, str], day: int, *, is_late: bool) -> Visit:
    """Keep the workers of a visit that is promised; and its time, where nothing stands in the way."""
    workers = tuple(present.get((visit.id, need), "") for need in range(len(visit.needs)))
    is_kept = all(workers) and not is_late and len(starts) == len(visit.needs)
    return replace(visit, pin=Pin(workers=workers, day=day, starts=tuple(starts) if is_kept else ()))


def _present(today: Day, rest: Problem) -> Plan:
    """Return what of the plan that holds can go on; a visit of which one worker is missing is planned anew."""
    left = {(visit, number): place for (visit, place), number in _needs_left(today).items()}
    kept = {visit.id: len(visit.needs) for visit in rest.visits}
    shifts = {shift.id: (worker, shift) for worker, shift in rest.routes()}
    visits = {visit.id: visit for visit in rest.visits}
    routes: dict[Route, tuple[Stop, ...]] = {}
    for route in today.plan.routes:
        worker = shifts[route.shift][0] if route.shift in shifts else None
        stops = (stop for stop in today.ahead(route) if isinstance(stop, Stop) and stop.visit in kept)
        moved = [replace(stop, need=left[stop.visit, stop.need]) for stop in stops]
        routes[route] = tuple(stop for stop in moved if worker and rest.may(worker, visits[stop.visit], stop.need))
    counts = Counter(stop.visit for stops in routes.values() for stop in stops)
    whole = {visit for visit, count in counts.items() if count == kept[visit]}
    return Plan(
        routes=tuple(
            replace(route, stops=tuple(stop for stop in stops if stop.visit in whole))
            for route, stops in routes.items()
        )
    )


def _joined(today: Day, plan: Plan, left_out: tuple[str, ...]) -> Plan:
    """Put what is done before what is planned."""
    needs = _needs_left(today)
    planned = {route.shift: route for route in plan.routes}
    routes = []
    for worker, shift in today.problem.routes():
        done = today.done.get(shift.id, ())
        taken = {stop.number for stop in done if isinstance(stop, Pause)}
        rests = [number for number in range(len(shift.rests)) if number not in taken]
        stops = planned[shift.id].stops if shift.id in planned else ()
        after = tuple(
            replace(stop, need=needs[stop.visit, stop.need])
            if isinstance(stop, Stop)
            else replace(stop, number=rests[stop.number])
            for stop in stops
        )
        if done or after:
            routes.append(Route(worker=worker.id, shift=shift.id, stops=done + after))
    half = {visit for visit, _ in today.begun()}
    unplanned = (*left_out, *plan.unplanned)
    return Plan(routes=tuple(routes), unplanned=tuple(visit for visit in unplanned if visit not in half))
