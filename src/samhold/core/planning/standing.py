"""How a day stands at a moment: what is done, what is promised, and which promises cannot be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from samhold.core.planning.model import Problem, ticks
from samhold.core.planning.plan import Pause, Plan, Stop
from samhold.core.planning.scoring import travel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samhold.core.planning.model import Shift
    from samhold.core.planning.plan import Route

PROMISED: Final = ticks(120)
"""What begins so soon has been promised to the client."""


@dataclass(frozen=True, slots=True)
class Day:
    """The day as it stands at the moment: how much of each shift's route is done, and who is absent."""

    problem: Problem
    plan: Plan
    now: int
    day: int
    absent: frozenset[str]
    done: Mapping[str, tuple[Stop | Pause, ...]]

    def begun(self) -> dict[tuple[str, int], Stop]:
        """Name the needs that are done or begun."""
        return {
            (stop.visit, stop.need): stop for stops in self.done.values() for stop in stops if isinstance(stop, Stop)
        }

    def ahead(self, route: Route) -> tuple[Stop | Pause, ...]:
        """Return what of a route is not done."""
        return route.stops[len(self.done.get(route.shift, ())) :]


def stand(problem: Problem, plan: Plan, now: int, day: int, absent: frozenset[str]) -> Day:
    """Find what is done: what has begun, and what somebody is on the way to."""
    shifts = {shift.id: shift for _, shift in problem.routes()}
    done = {route.shift: _begun(problem, route, shifts[route.shift], now) for route in plan.routes}
    done |= {route.shift: () for route in plan.routes if shifts[route.shift].day > day}
    done |= {route.shift: route.stops for route in plan.routes if shifts[route.shift].day < day}
    return Day(problem, plan, now, day, absent, done)


def _begun(problem: Problem, route: Route, shift: Shift, now: int) -> tuple[Stop | Pause, ...]:
    """Take the stops of a route that have begun, or that somebody is on the way to; each lasts as is known by now."""
    visits = {visit.id: visit for visit in problem.visits}
    here, free_at, done = shift.origin, shift.start, list[Stop | Pause]()
    for stop in route.stops:
        there = here if isinstance(stop, Pause) else visits[stop.visit].place
        way, lasts = travel(problem, here, there), stop.end - stop.start
        if isinstance(stop, Stop):
            lasts = max(lasts, visits[stop.visit].needs[stop.need].duration)
        if stop.start < free_at + way or (stop.start > now and stop.start - way >= now):
            break
        done.append(replace(stop, end=stop.start + lasts))
        here, free_at = there, stop.start + lasts
    return tuple(done)


def left_shift(today: Day, shift: Shift) -> Shift | None:
    """Return what is left of a shift, from where the worker is; a break that is due is taken as soon as may be."""
    if shift.day != today.day:
        return shift
    done = today.done.get(shift.id, ())
    places = {visit.id: visit.place for visit in today.problem.visits}
    seen = [places[stop.visit] for stop in done if isinstance(stop, Stop)]
    start = max(today.now, done[-1].end if done else shift.start)
    if shift.end is not None and start >= shift.end + shift.overtime:
        return None
    taken = {stop.number for stop in done if isinstance(stop, Pause)}
    rests = tuple(
        replace(rest, earliest=max(start, rest.earliest), latest=max(start, rest.latest))
        for number, rest in enumerate(shift.rests)
        if number not in taken
    )
    ends = [rest.earliest + rest.duration for rest in rests]
    end = None if shift.end is None else max(shift.end, start + 1, *ends)
    over = 0 if end is None or shift.end is None else max(0, shift.end + shift.overtime - end)
    return replace(shift, start=start, origin=seen[-1] if seen else shift.origin, rests=rests, end=end, overtime=over)


def promised(today: Day) -> dict[str, list[int]]:
    """Name the visits of today that are to begin soon, with the starts of their needs, in order."""
    shifts = {shift.id: shift for _, shift in today.problem.routes()}
    found: dict[str, dict[int, int]] = {}
    for route in today.plan.routes:
        for stop in today.ahead(route):
            if isinstance(stop, Stop) and shifts[route.shift].day == today.day:
                found.setdefault(stop.visit, {})[stop.need] = stop.start
    return {
        visit: [starts[need] for need in sorted(starts)]
        for visit, starts in found.items()
        if min(starts.values()) <= today.now + PROMISED
    }


def delayed(today: Day) -> frozenset[str]:
    """Name visits whose time cannot be kept, since whoever comes is held up before; and those who wait for them."""
    shifts = {shift.id: left_shift(today, shift) for _, shift in today.problem.routes() if shift.day == today.day}
    late: dict[str, int] = {}
    for _ in today.problem.visits:
        before = dict(late)
        for route in today.plan.routes:
            left = shifts.get(route.shift)
            if left is not None and route.worker not in today.absent:
                for visit, by in _held_up(today, left, route, late):
                    late[visit] = max(by, late.get(visit, 0))
        if late == before:
            break
    return frozenset(visit for visit, by in late.items() if by > 0)


def _held_up(today: Day, left: Shift, route: Route, late: dict[str, int]) -> Iterator[tuple[str, int]]:
    """Drive the rest of a route as it is planned, and tell by how much each visit begins too late."""
    visits = {visit.id: visit for visit in today.problem.visits}
    free_at, here = left.start, left.origin
    for stop in today.ahead(route):
        there = here if isinstance(stop, Pause) else visits[stop.visit].place
        begins, lasts = max(stop.start, free_at + travel(today.problem, here, there)), stop.end - stop.start
        if isinstance(stop, Stop):
            begins = max(begins, stop.start + late.get(stop.visit, 0))
            lasts = visits[stop.visit].needs[stop.need].duration
            yield stop.visit, begins - stop.start
        free_at, here = begins + lasts, there
