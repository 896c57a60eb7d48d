"""
Plans: probes, chooses, anneals, and verifies what it found.

One long annealing often ends in a valley that is not the deepest: who has a scarce skill is settled early, and never
again. So a part of the budget goes to probes, begun at different heats; the best quarter is annealed again for long,
from less heat, and the best of those once more. Several chains run at once on any `concurrent.futures.Executor`; what
one found, all choose from.
"""

from __future__ import annotations

import signal
from concurrent.futures import Executor, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from multiprocessing import get_context
from time import perf_counter
from typing import TYPE_CHECKING, Final

from samhold.core.planning.model import TICKS_OF_A_MINUTE
from samhold.core.planning.plan import Plan, Score
from samhold.core.planning.verify import verify
from samhold.foundation.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samhold.core.planning.chain import State
    from samhold.core.planning.compiled import Compiled
    from samhold.core.planning.model import Problem

DEFAULT_SECONDS: Final = 5.0
HEATS: Final = (40, 20, 80)
"""Minutes of travel that probes begin with, in turn: only the hot ones find who best has a scarce skill."""
COOL: Final = 1
MOVES_OF_A_PROBE: Final = 20_000
"""For each need; fewer, and a probe tells little; more, and there are too few of them."""
FEWEST_PROBES: Final = 2
MOST_PROBES: Final = 16
SHARES: Final = (0.3, 0.55, 0.15)
"""Of the budget: probes; the best quarter again; the best of those."""
STAGES: Final = ((12, 1), (4, 0.5))
"""Where those begin and end, in minutes of travel."""
REPAIR: Final = (2, 0.5)
TASTE: Final = 40_000
"""Moves from which the speed of a machine is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """
    How long to look for.

    :param seconds: by the clock; if neither is given, five.
    :param iterations: by moves of each chain, which gives the same plan everywhere.
    :param stop_at: a cost, in minutes, at which to stop at once.
    """

    seconds: float | None = None
    iterations: int | None = None
    stop_at: Fraction | None = None

    def __post_init__(self) -> None:
        """Refuse two budgets, and one of nothing."""
        if self.seconds is not None and self.iterations is not None:
            raise BadInput("budget", "give seconds or iterations, not both.")
        if (self.seconds is not None and self.seconds <= 0) or (self.iterations is not None and self.iterations <= 0):
            raise BadInput("budget", "give more than nothing.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is known so far: seconds gone by, and the cost of the best plan, in ticks before it is divided."""

    seconds: float
    best: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """A plan that is verified, and how it was come by."""

    plan: Plan
    score: Score
    seconds: float
    moves: int
    seed: int
    was_cancelled: bool


class Unsound(AssertionError):
    """The kernel made a plan that breaks a rule: a fault of ours, never shown as a plan."""


def solve(  # noqa: PLR0913 -- each says one thing of how to look
    problem: Problem,
    *,
    budget: Budget | None = None,
    seed: int = 1,
    workers: int = 1,
    executor: Executor | None = None,
    start: Plan | None = None,
    is_repair: bool = False,
    watch: Callable[[Progress], bool] | None = None,
) -> Solution:
    """
    Plan, and verify the plan.

    :param workers: how many chains look at once; processes are begun for them if no executor is given.
    :param start: a plan to begin with.
    :param is_repair: stay near the plan that is begun with: no probes, and cool from the start.
    :param watch: is told of progress, and stops the search by answering False; the best so far is returned.
    :raises Unsound: if what was found breaks a rule; it is a fault in the program.
    """
    search = _Search(problem, budget or Budget(), seed, watch)
    with _executor(workers, executor) as pool:
        best = search.run(pool, max(1, workers), start, is_repair=is_repair)
    return search.verified(best)


@contextmanager
def _executor(workers: int, executor: Executor | None) -> Iterator[Executor | None]:
    if executor is not None or workers <= 1:
        yield executor
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_leave_interrupts) as pool:
        yield pool


def _leave_interrupts() -> None:
    """Let only the process that asked be interrupted; it ends the others when their leg is done."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class _Search:
    """One solve, from beginning to end."""

    def __init__(self, problem: Problem, budget: Budget, seed: int, watch: Callable[[Progress], bool] | None) -> None:
        from samhold.core.planning import chain  # noqa: PLC0415 -- slow import

        self._chain = chain
        self._problem, self._budget, self._seed, self._watch = problem, budget, seed, watch
        self._began = perf_counter()
        self._packed = chain.payload(problem)
        self._compiled: Compiled = chain.unpacked(self._packed)
        self._best: int | None = None
        self._moves = 0
        self._lasting: float | None = None
        self._stopped = False
        self._cancelled = False
        stop_at = budget.stop_at
        self._stop_at = None if stop_at is None else int(stop_at * problem.weights.divisor * TICKS_OF_A_MINUTE)

    def run(self, pool: Executor | None, chains: int, start: Plan | None, *, is_repair: bool) -> State:
        """Probe, choose, anneal."""
        seeds = range(self._seed * 1000, self._seed * 1000 + chains)
        begun = [self._chain.beginning(self._compiled, seed, start) for seed in seeds]
        if pool is not None:
            wait([pool.submit(self._chain.warm, self._packed) for _ in begun])
        if is_repair:
            return min(self._legs(pool, begun, REPAIR, 1.0), key=_cost)
        ranked = self._probe(pool, begun)
        quarter = max(1, len(ranked) // (4 * chains))
        again: list[State] = []
        for place in range(quarter):
            taken = [ranked[(place * chains + chain) % len(ranked)] for chain in range(chains)]
            again += self._legs(pool, taken, STAGES[0], SHARES[1] / quarter)
        best = min(again, key=_cost)
        last = self._legs(pool, [_reseeded(best, state) for state in again[-chains:]], STAGES[1], SHARES[2])
        return min([best, *last], key=_cost)

    def _probe(self, pool: Executor | None, begun: list[State]) -> list[State]:
        """Cool quickly many times from the beginning; return what was found by rising cost."""
        count = self._probes(begun[0])
        found: list[State] = []
        states = begun
        for number in range(count):
            heat = (HEATS[number % len(HEATS)], COOL)
            states = [_reseeded(begin, state) for begin, state in zip(begun, states, strict=True)]
            states = self._legs(pool, states, heat, SHARES[0] / count)
            found += states
        return sorted(found, key=_cost)

    def _probes(self, begun: State) -> int:
        """Say how many probes the budget is good for: by moves, or by how fast a taste of them goes here."""
        moves = float(self._budget.iterations or 0)
        if self._budget.iterations is None:
            started = perf_counter()
            leg = self._chain.Leg(state=begun, hot=TICKS_OF_A_MINUTE, cold=1, seconds=None, moves=TASTE)
            self._chain.run(self._compiled, leg)
            moves = TASTE / max(1e-9, perf_counter() - started) * self._seconds()
        slots = max(1, len(begun.routes))
        return min(MOST_PROBES, max(FEWEST_PROBES, int(SHARES[0] * moves / (MOVES_OF_A_PROBE * slots))))

    def _seconds(self) -> float:
        """Return the seconds that are to be shared out: what was asked for, without what it took to begin."""
        if self._lasting is None:
            asked = DEFAULT_SECONDS if self._budget.seconds is None else self._budget.seconds
            self._lasting = max(asked / 5, asked - (perf_counter() - self._began))
        return self._lasting

    def _legs(self, pool: Executor | None, states: list[State], heat: tuple[float, float], share: float) -> list[State]:
        """Run one leg of every chain, and tell of it."""
        if self._stopped:
            return states
        hot, cold = (int(end * TICKS_OF_A_MINUTE) * max(1, self._problem.weights.travel) for end in heat)
        moves = None if self._budget.iterations is None else max(1, int(self._budget.iterations * share))
        seconds = self._seconds() * share if moves is None else None
        legs = [
            self._chain.Leg(state=state, hot=hot, cold=cold, seconds=seconds, moves=moves, stop_at=self._stop_at)
            for state in states
        ]
        if pool is None:
            states = [self._chain.run(self._compiled, leg, self._tell) for leg in legs]
        else:
            states = [one.result() for one in [pool.submit(self._chain.run_packed, self._packed, leg) for leg in legs]]
            self._tell(min(state.cost for state in states))
        self._moves += sum(state.moves - leg.state.moves for state, leg in zip(states, legs, strict=True))
        self._stopped |= self._stop_at is not None and min(state.cost for state in states) <= self._stop_at
        return states

    def _tell(self, best: int) -> bool:
        self._best = best if self._best is None else min(best, self._best)
        if self._watch and not self._watch(Progress(seconds=perf_counter() - self._began, best=self._best)):
            self._stopped = self._cancelled = True
        return not self._stopped

    def verified(self, state: State) -> Solution:
        """Read the plan, and verify it by a computation that shares nothing with the one that made it."""
        plan, counted = self._chain.read(self._compiled, state)
        report = verify(self._problem, plan)
        if not report.is_sound:
            raise Unsound("; ".join(map(str, report.violations)))
        if report.score.total(self._problem.weights) != counted:
            raise Unsound(f"the kernel counts {counted}, verify {report.score.total(self._problem.weights)}")
        return Solution(
            plan=replace(plan, score=report.score),
            score=report.score,
            seconds=perf_counter() - self._began,
            moves=self._moves,
            seed=self._seed,
            was_cancelled=self._cancelled,
        )


def _cost(state: State) -> int:
    return state.cost


def _reseeded(state: State, chain: State) -> State:
    """Go on from a state with the generator of a chain."""
    return replace(state, random=chain.random, moves=chain.moves)
