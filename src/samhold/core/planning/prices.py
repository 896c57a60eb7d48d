"""What the kernel's tables say of costs: wishes, faces, shares of the work, weights, and what leaving out costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from samhold.core.planning import board as at
from samhold.core.planning.model import TICKS_OF_A_MINUTE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy import int64
    from numpy.typing import NDArray

    from samhold.core.planning.model import Problem, Visit


def left_out(problem: Problem, visit: Visit) -> int:
    """Return what leaving a visit out costs."""
    if visit.optional_cost is not None:
        return visit.optional_cost
    return problem.weights.unserved * visit.priority * TICKS_OF_A_MINUTE


def wishes(problem: Problem, firsts: Iterable[tuple[Visit, int]], slots: int) -> NDArray[int64]:
    """Return what each worker costs for each slot; `firsts` says with which slot a visit begins."""
    wish = np.zeros((slots, len(problem.workers)), np.int64)
    change = problem.weights.change * TICKS_OF_A_MINUTE
    for visit, first in firsts:
        for need in range(len(visit.needs)):
            present = problem.present.get((visit.id, need))
            for number, worker in enumerate(problem.workers):
                is_change = present is not None and present != worker.id
                wish[first + need, number] = visit.wanted.get(worker.id, 0) + change * is_change
    return wish


def faces(problem: Problem, clients: tuple[str, ...]) -> NDArray[int64]:
    """Return what it costs that a client meets a worker at all."""
    asked = problem.weights
    return np.array(
        [
            [
                (asked.face + (0 if problem.history.get((client, worker.id)) else asked.new_face)) * TICKS_OF_A_MINUTE
                for worker in problem.workers
            ]
            for client in clients
        ],
        np.int64,
    ).reshape(len(clients), len(problem.workers))


def shares(problem: Problem) -> NDArray[int64]:
    """Return each worker's share of all work, by the length of the shifts."""
    day = 24 * 60 * TICKS_OF_A_MINUTE
    lengths = [
        sum((day if shift.end is None else shift.end) - shift.start for shift in worker.shifts)
        for worker in problem.workers
    ]
    work = sum(need.duration for visit in problem.visits for need in visit.needs)
    whole = max(1, sum(lengths))
    return np.array([work * length // whole for length in lengths], np.int64)


def weights(problem: Problem) -> NDArray[int64]:
    """Return the weights, and what the kernel may pass over since nothing in the problem asks for it."""
    asked = problem.weights
    weight = np.zeros(at.WEIGHTS, np.int64)
    weight[at.W_TRAVEL], weight[at.W_LATE], weight[at.W_WORST] = asked.travel, asked.late, asked.worst_late
    weight[at.W_OVERTIME], weight[at.W_UNFAIR] = asked.overtime, asked.unfair
    weight[at.HARD] = 1_000_000 + max((2 * left_out(problem, visit) for visit in problem.visits), default=0)
    weight[at.HAS_FEES] = bool(
        asked.face
        or asked.new_face
        or asked.unfair
        or (asked.change and problem.present)
        or any(visit.wanted for visit in problem.visits)
    )
    weight[at.HAS_LIMITS] = any(
        visit.latest is not None or visit.pin or visit.optional_cost is not None for visit in problem.visits
    ) or any(shift.end is not None or shift.rests for _, shift in problem.routes())
    return weight
