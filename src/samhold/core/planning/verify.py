"""
Recomputes a plan from the problem alone: every rule by its name, and every term of the score, in whole ticks.

Shares nothing with the kernel that makes plans, so that the two can catch each other's faults. Run before any plan is
returned.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from samhold.core.planning.model import MOST_NEEDS, TICKS_OF_A_MINUTE, Shift, Together, Visit, Worker
from samhold.core.planning.plan import Pause, Score, Stop
from samhold.core.planning.scoring import overtime, score, shift_of, travel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samhold.core.planning.model import NeedKey, Problem
    from samhold.core.planning.plan import Plan, Route


class Rule(StrEnum):
    """What a plan must hold to."""

    UNKNOWN = "unknown"
    ROUTE_TWICE = "route-twice"
    SERVED_TWICE = "served-twice"
    HALF_SERVED = "half-served"
    UNSERVED = "unserved"
    UNPLANNED_SERVED = "unplanned-served"
    SKILL = "skill"
    BANNED = "banned"
    PINNED = "pinned"
    DAY = "day"
    SAME_WORKER = "same-worker"
    TOO_EARLY = "too-early"
    TOO_LATE = "too-late"
    TOO_SHORT = "too-short"
    TRAVEL = "travel"
    NOT_TOGETHER = "not-together"
    GAP = "gap"
    SHIFT_START = "shift-start"
    SHIFT_END = "shift-end"
    BREAK = "break"


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A rule that is broken: where, and how."""

    rule: Rule
    item: str
    message: str

    def __str__(self) -> str:
        """Read as one line."""
        return f"{self.rule}: {self.item}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a plan comes to, and the rules that it breaks."""

    score: Score
    violations: tuple[Violation, ...]

    @property
    def is_sound(self) -> bool:
        """Say whether no rule is broken but that everybody is visited; what is left out is told beside the plan."""
        return all(violation.rule is Rule.UNSERVED for violation in self.violations)


@dataclass(frozen=True, slots=True)
class _Place:
    """One stop with all that it refers to."""

    worker: Worker
    shift: Shift
    visit: Visit
    stop: Stop


def verify(problem: Problem, plan: Plan) -> Report:
    """Recompute a plan."""
    unknown = tuple(_unknown(problem, plan))
    if unknown:
        return Report(score=Score(), violations=unknown)
    placed = tuple(_placed(problem, plan))
    violations = (
        *_served(problem, plan, placed),
        *(found for one in placed for found in _one_stop(one)),
        *_pairs(placed),
        *(found for route in plan.routes for found in _along(problem, route)),
    )
    return Report(score=score(problem, plan), violations=violations)


def _minutes(ticks: int) -> str:
    return f"{ticks / TICKS_OF_A_MINUTE:.3f}"


def _unknown(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Find what the problem does not know; nothing can be computed beside it."""
    shifts = {(worker.id, shift.id): shift for worker, shift in problem.routes()}
    needs = {(visit.id, number) for visit in problem.visits for number in range(len(visit.needs))}
    seen: set[str] = set()
    for route in plan.routes:
        shift, item = shifts.get((route.worker, route.shift)), f"shift {route.shift}"
        if shift is None:
            yield Violation(rule=Rule.UNKNOWN, item=item, message=f"worker {route.worker} has no such shift.")
            continue
        if route.shift in seen:
            yield Violation(rule=Rule.ROUTE_TWICE, item=item, message="it has two routes.")
        seen.add(route.shift)
        yield from _unknown_stops(route, needs, len(shift.rests))
    for one in plan.unplanned:
        if (one, 0) not in needs:
            yield Violation(rule=Rule.UNKNOWN, item=f"visit {one}", message="the problem has no such visit.")


def _unknown_stops(route: Route, needs: set[NeedKey], rests: int) -> Iterator[Violation]:
    for stop in route.stops:
        if isinstance(stop, Stop) and (stop.visit, stop.need) not in needs:
            message = "the problem has no such visit, or not with this need."
            yield Violation(rule=Rule.UNKNOWN, item=f"visit {stop.visit}", message=message)
        if isinstance(stop, Pause) and not 0 <= stop.number < rests:
            message = f"it has no break number {stop.number}."
            yield Violation(rule=Rule.UNKNOWN, item=f"shift {route.shift}", message=message)


def _placed(problem: Problem, plan: Plan) -> Iterator[_Place]:
    shifts = {shift.id: (worker, shift) for worker, shift in problem.routes()}
    visits = {visit.id: visit for visit in problem.visits}
    for route, stop in plan.stops():
        worker, shift = shifts[route.shift]
        yield _Place(worker, shift, visits[stop.visit], stop)


def _served(problem: Problem, plan: Plan, placed: tuple[_Place, ...]) -> Iterator[Violation]:
    """Find visits that are left out, served by halves, or twice."""
    times: dict[tuple[str, int], int] = {}
    for one in placed:
        times[one.visit.id, one.stop.need] = times.get((one.visit.id, one.stop.need), 0) + 1
    for visit in problem.visits:
        counts = [times.get((visit.id, need), 0) for need in range(len(visit.needs))]
        item = f"visit {visit.id}"
        if max(counts) > 1:
            yield Violation(rule=Rule.SERVED_TWICE, item=item, message="one need has two workers.")
        if any(counts) and not all(counts):
            yield Violation(rule=Rule.HALF_SERVED, item=item, message="one of its two workers is missing.")
        if not any(counts) and visit.optional_cost is None:
            yield Violation(rule=Rule.UNSERVED, item=item, message="nobody comes.")
        if any(counts) and visit.id in plan.unplanned:
            yield Violation(rule=Rule.UNPLANNED_SERVED, item=item, message="it is told as left out, and is not.")


def _one_stop(one: _Place) -> Iterator[Violation]:
    """Find what is wrong with one stop, whatever lies before and after."""
    visit, stop, need = one.visit, one.stop, one.visit.needs[one.stop.need]
    item = f"visit {visit.id}"
    if need.skill not in one.worker.skills:
        yield Violation(rule=Rule.SKILL, item=item, message=f"worker {one.worker.id} lacks the skill {need.skill}.")
    if one.worker.id in visit.banned:
        yield Violation(rule=Rule.BANNED, item=item, message=f"worker {one.worker.id} must not come.")
    if visit.days and one.shift.day not in visit.days:
        yield Violation(rule=Rule.DAY, item=item, message=f"it may not lie on day {one.shift.day}.")
    if stop.start < visit.earliest:
        message = f"it begins at {_minutes(stop.start)}, before {_minutes(visit.earliest)}."
        yield Violation(rule=Rule.TOO_EARLY, item=item, message=message)
    if visit.latest is not None and stop.start > visit.latest:
        message = f"it begins at {_minutes(stop.start)}, after {_minutes(visit.latest)}."
        yield Violation(rule=Rule.TOO_LATE, item=item, message=message)
    if stop.end - stop.start < need.duration:
        message = f"it takes {_minutes(stop.end - stop.start)} of {_minutes(need.duration)} minutes."
        yield Violation(rule=Rule.TOO_SHORT, item=item, message=message)
    yield from _pin(one, item)


def _pin(one: _Place, item: str) -> Iterator[Violation]:
    pin = one.visit.pin
    if pin is None:
        return
    if pin.workers and pin.workers[one.stop.need] not in {"", one.worker.id}:
        message = f"worker {pin.workers[one.stop.need]} is to come, not {one.worker.id}."
        yield Violation(rule=Rule.PINNED, item=item, message=message)
    if pin.day is not None and pin.day != one.shift.day:
        yield Violation(rule=Rule.PINNED, item=item, message=f"it is to lie on day {pin.day}.")
    if pin.starts and pin.starts[one.stop.need] != one.stop.start:
        message = f"it is to begin at {_minutes(pin.starts[one.stop.need])}, not {_minutes(one.stop.start)}."
        yield Violation(rule=Rule.PINNED, item=item, message=message)


def _pairs(placed: tuple[_Place, ...]) -> Iterator[Violation]:
    """Find what is wrong between the two workers of a visit."""
    by_visit: dict[str, dict[int, _Place]] = {}
    for one in placed:
        by_visit.setdefault(one.visit.id, {})[one.stop.need] = one
    for id_, needs in by_visit.items():
        if len(needs) == MOST_NEEDS:
            yield from _pair(f"visit {id_}", needs[0], needs[1])


def _pair(item: str, first: _Place, second: _Place) -> Iterator[Violation]:
    link, gap = first.visit.link, second.stop.start - first.stop.start
    if first.worker.id == second.worker.id:
        yield Violation(rule=Rule.SAME_WORKER, item=item, message=f"both needs have worker {first.worker.id}.")
    if first.shift.day != second.shift.day:
        yield Violation(rule=Rule.DAY, item=item, message="its two workers come on different days.")
    if link is not None and link.kind is Together.TOGETHER and gap != 0:
        message = f"the second worker begins {_minutes(gap)} minutes after the first."
        yield Violation(rule=Rule.NOT_TOGETHER, item=item, message=message)
    if link is not None and link.kind is Together.AFTER and not link.least <= gap <= link.most:
        message = f"{_minutes(gap)} minutes lie between the two, not {_minutes(link.least)} to {_minutes(link.most)}."
        yield Violation(rule=Rule.GAP, item=item, message=message)


def _along(problem: Problem, route: Route) -> Iterator[Violation]:
    """Drive a route, and find what cannot be reached in time."""
    shift = shift_of(problem, route)
    places = {visit.id: visit.place for visit in problem.visits}
    free_at, here, began = shift.start, shift.origin, False
    for stop in route.stops:
        there = here if isinstance(stop, Pause) else places[stop.visit]
        reached = free_at + travel(problem, here, there)
        if stop.start < reached:
            what = f"break {stop.number}" if isinstance(stop, Pause) else f"visit {stop.visit}"
            message = f"{route.worker} can be there at {_minutes(reached)}, not at {_minutes(stop.start)}."
            yield Violation(rule=Rule.TRAVEL if began else Rule.SHIFT_START, item=what, message=message)
        free_at, here, began = stop.end, there, True
    over = overtime(problem, route) - shift.overtime
    if over > 0:
        message = f"{route.worker} is back {_minutes(over)} minutes after the shift, overtime counted."
        yield Violation(rule=Rule.SHIFT_END, item=f"shift {shift.id}", message=message)
    yield from _breaks(shift, route)


def _breaks(shift: Shift, route: Route) -> Iterator[Violation]:
    taken = [stop for stop in route.stops if isinstance(stop, Pause)]
    item = f"shift {shift.id}"
    if len(taken) < len(route.stops) and sorted(pause.number for pause in taken) != list(range(len(shift.rests))):
        yield Violation(rule=Rule.BREAK, item=item, message="each break is to be taken once.")
    for pause in taken:
        rest = shift.rests[pause.number]
        if not rest.earliest <= pause.start <= rest.latest:
            message = f"break {pause.number} begins at {_minutes(pause.start)}, outside its window."
            yield Violation(rule=Rule.BREAK, item=item, message=message)
        if pause.end - pause.start < rest.duration:
            yield Violation(rule=Rule.BREAK, item=item, message=f"break {pause.number} is too short.")
