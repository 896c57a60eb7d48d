"""
Says why: what each term costs, why this worker comes and what another would cost, and what stands in the way of what
is left out.

Each alternative is tried at every place of the other's routes, timed and verified; what is cheapest and breaks no rule
is its price.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samhold.core.planning.timing import Step, orders, timed
from samhold.core.planning.verify import Rule, Violation, verify
from samhold.foundation.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samhold.core.planning.model import NeedKey, Problem, Visit, Worker
    from samhold.core.planning.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """
    Somebody else for a need.

    :param dearer: by how much the plan would cost more, in ticks of travel before it is divided; `None` if a rule
        forbids it.
    :param hindrance: the rule that stands in the way, as near as one can come.
    """

    worker: str
    dearer: int | None
    hindrance: Violation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Who has a need (`None`: nobody), and what anybody else would cost, the cheapest first."""

    visit: str
    need: int
    worker: str | None
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A plan's score by term, in ticks of travel before it is divided; and what is left out, with what hinders it."""

    terms: tuple[tuple[str, int], ...]
    unplanned: tuple[Reason, ...]


def explain(problem: Problem, plan: Plan) -> Explanation:
    """Explain a whole plan."""
    terms = verify(problem, plan).score.terms(problem.weights)
    served = {visit for visit, _ in plan.workers()}
    left_out = [visit for visit in problem.visits if visit.id not in served]
    return Explanation(
        terms=tuple((name, cost) for name, cost in terms.items() if cost),
        unplanned=tuple(reason for visit in left_out for reason in explain_visit(problem, plan, visit.id)),
    )


def explain_visit(problem: Problem, plan: Plan, visit: str) -> tuple[Reason, ...]:
    """
    Explain one visit, need by need.

    :raises BadInput: if the problem has no such visit.
    """
    found = next((one for one in problem.visits if one.id == visit), None)
    if found is None:
        raise BadInput(f"visit {visit}", "there is no such visit; name one of the problem's.")
    workers = plan.workers()
    reasons = []
    for need in range(len(found.needs)):
        now = workers.get((visit, need))
        others = [_alternative(problem, plan, found, need, one) for one in problem.workers if one.id != now]
        order = sorted(others, key=lambda one: (one.dearer is None, one.dearer or 0, one.worker))
        reasons.append(Reason(visit=visit, need=need, worker=now, alternatives=tuple(order)))
    return tuple(reasons)


def _alternative(problem: Problem, plan: Plan, visit: Visit, need: int, worker: Worker) -> Alternative:
    hindrance = _barred(problem, visit, need, worker)
    if hindrance is not None:
        return Alternative(worker=worker.id, dearer=None, hindrance=hindrance)
    before = verify(problem, plan)
    known = set(before.violations)
    cheapest: int | None = None
    for other in _others(problem, plan, visit, need, worker):
        report = verify(problem, other)
        new = [violation for violation in report.violations if violation not in known]
        if new:
            hindrance = hindrance or new[0]
            continue
        dearer = report.score.total(problem.weights) - before.score.total(problem.weights)
        cheapest = dearer if cheapest is None else min(cheapest, dearer)
    return Alternative(worker=worker.id, dearer=cheapest, hindrance=hindrance if cheapest is None else None)


def _barred(problem: Problem, visit: Visit, need: int, worker: Worker) -> Violation | None:
    """Name what bars a worker whatever the plan is."""
    item, skill = f"visit {visit.id}", visit.needs[need].skill
    pinned = visit.pin.workers[need] if visit.pin and visit.pin.workers else ""
    for is_barred, rule, message in (
        (skill not in worker.skills, Rule.SKILL, f"worker {worker.id} lacks the skill {skill}."),
        (worker.id in visit.banned, Rule.BANNED, f"worker {worker.id} must not come."),
        (pinned not in {"", worker.id}, Rule.PINNED, f"worker {pinned} is to come."),
        (
            not {shift.day for shift in worker.shifts} & problem.days_of(visit),
            Rule.DAY,
            f"worker {worker.id} has no shift on its days.",
        ),
    ):
        if is_barred:
            return Violation(rule=rule, item=item, message=message)
    return None


def _others(problem: Problem, plan: Plan, visit: Visit, need: int, worker: Worker) -> Iterator[Plan]:
    """Give the plans in which a worker has a need, at each place of each route of theirs."""
    base = orders(plan)
    moved: list[NeedKey] = [(visit.id, need)]
    if not any((visit.id, number) in plan.workers() for number in range(len(visit.needs))):
        moved = [(visit.id, number) for number in range(len(visit.needs))]
    for steps in base.values():
        steps[:] = [step for step in steps if step not in moved]
    for shift in worker.shifts:
        if shift.day in problem.days_of(visit):
            for order in _placed(base, shift.id, (visit.id, need), len(shift.rests)):
                yield from _with_fellow(problem, order, visit, [one for one in moved if one[1] != need], worker)


def _placed(base: dict[str, list[Step]], shift: str, step: Step, rests: int) -> Iterator[dict[str, list[Step]]]:
    """Give the orders with a step put at each place of a route; a route that was empty has its breaks first."""
    steps = base.get(shift) or list[Step](range(rests))
    for place in range(len(steps) + 1):
        yield base | {shift: [*steps[:place], step, *steps[place:]]}


def _with_fellow(
    problem: Problem, order: dict[str, list[Step]], visit: Visit, fellow: list[NeedKey], worker: Worker
) -> Iterator[Plan]:
    """Time an order; where the visit was left out, put its other worker at each place that there is."""
    found = [order]
    if fellow:
        found = [
            one
            for other, shift in problem.routes()
            if other.id != worker.id and problem.may(other, visit, fellow[0][1])
            for one in _placed(order, shift.id, fellow[0], len(shift.rests))
        ]
    for one in found:
        plan = timed(problem, one)
        if plan is not None:
            yield plan
