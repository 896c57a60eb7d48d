"""Refuses a problem that cannot be planned, in one sentence that names the item and the mend."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from samhold.core.planning.model import MOST_NEEDS, Together
from samhold.foundation.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samhold.core.planning.model import Problem, Shift, Visit, Worker


def check(problem: Problem) -> None:
    """
    Look through a whole problem.

    :raises BadInput: for the first thing that is wrong.
    """
    _unique("place", (place.id for place in problem.places))
    _unique("worker", (worker.id for worker in problem.workers))
    _unique("visit", (visit.id for visit in problem.visits))
    _unique("shift", (shift.id for _, shift in problem.routes()))
    places = {place.id for place in problem.places}
    for worker, shift in problem.routes():
        _check_shift(worker, shift, places)
    skills = {skill for worker in problem.workers for skill in worker.skills}
    for visit in problem.visits:
        _check_visit(visit, places, skills)
        _check_doable(problem, visit)


def _unique(kind: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise BadInput(f"{kind} {one}", "the id stands twice; give each its own.")
        seen.add(one)


def _demand(item: str, mends: Iterable[tuple[bool, str]]) -> None:
    """Raise the first mend whose claim does not hold."""
    for holds, mend in mends:
        if not holds:
            raise BadInput(item, mend)


def _check_shift(worker: Worker, shift: Shift, places: set[str]) -> None:
    item = f"shift {shift.id} of worker {worker.id}"
    _demand(
        item,
        (
            (shift.day >= 0, "the day is below 0; count days from the first day of the plan."),
            (shift.start >= 0, "it starts at a negative time; count from midnight."),
            (shift.end is None or shift.end > shift.start, "it ends before it starts; swap or mend the times."),
            (shift.overtime >= 0, "overtime is negative; give 0 or more."),
            (shift.origin in places, f"the place {shift.origin} is unknown; add it, or name another origin."),
            (shift.finish in places, f"the place {shift.finish} is unknown; add it, or name another finish."),
        ),
    )
    for rest in shift.rests:
        _demand(
            f"break of {item}",
            (
                (rest.duration > 0, "it takes no time; give a duration above 0."),
                (rest.earliest <= rest.latest, "its window closes before it opens; swap or mend the times."),
                (
                    rest.earliest >= shift.start and (shift.end is None or rest.earliest + rest.duration <= shift.end),
                    "it lies outside the shift; move it.",
                ),
            ),
        )


def _check_visit(visit: Visit, places: set[str], skills: set[str]) -> None:
    item = f"visit {visit.id}"
    _demand(
        item,
        (
            (visit.place in places, f"the place {visit.place} is unknown; add it, or name another."),
            (1 <= len(visit.needs) <= MOST_NEEDS, "it needs one or two workers; split it if more shall come."),
            (visit.earliest >= 0, "it begins at a negative time; count from midnight."),
            (visit.earliest <= visit.due, "its window closes before it opens; swap or mend the times."),
            (visit.latest is None or visit.latest >= visit.earliest, "`latest` lies before `earliest`; mend it."),
            (visit.priority >= 1, "the priority is below 1; give 1 or more."),
            (visit.optional_cost is None or visit.optional_cost >= 0, "leaving it out must not be rewarded; give 0."),
        ),
    )
    for need in visit.needs:
        _demand(
            item,
            (
                (need.skill in skills, f"nobody has the skill {need.skill}; mend it, or add a worker who has it."),
                (need.duration >= 0, f"the duration of {need.skill} is negative; give 0 or more."),
            ),
        )
    _check_link(visit, item)


def _check_link(visit: Visit, item: str) -> None:
    link, count = visit.link, len(visit.needs)
    after = link is not None and link.kind is Together.AFTER
    starts = visit.pin.starts if visit.pin else ()
    _demand(
        item,
        (
            ((link is not None) == (count == MOST_NEEDS), "a link belongs to two needs; add the one or the other."),
            (link is None or link.least <= link.most, "the gap's least is above its most; swap them."),
            (not after or (link is not None and link.least >= 0), "the gap is negative; swap the needs."),
            (visit.pin is None or len(visit.pin.workers) in {0, count}, "pin one worker for each need, or none."),
            (len(starts) in {0, count}, "pin one start for each need, or none."),
        ),
    )


def _check_doable(problem: Problem, visit: Visit) -> None:
    mend = hindrance(problem, visit)
    if mend:
        raise BadInput(f"visit {visit.id}", mend)


def hindrance(problem: Problem, visit: Visit) -> str:
    """Say why nobody can ever do a visit, and the mend; empty if somebody can."""
    days = problem.days_of(visit)
    able = [
        [
            {shift.day for shift in worker.shifts} & days if problem.may(worker, visit, need) else set()
            for worker in problem.workers
        ]
        for need in range(len(visit.needs))
    ]
    for need, per_worker in enumerate(able):
        if not any(per_worker):
            skill = visit.needs[need].skill
            return f"no worker who may come has the skill {skill} on its days; add one, or change the visit."
    if len(able) == MOST_NEEDS and not any(
        able[0][one] & able[1][other] for one, other in permutations(range(len(problem.workers)), 2)
    ):
        return "two different workers must come on one day; add a worker who can."
    return ""
