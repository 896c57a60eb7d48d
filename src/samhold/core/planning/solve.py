"""
Plans: probes, chooses the best beginning, anneals, and verifies what it found.

Three hot probes of a tenth each tell how much lateness cannot be avoided; the rest begins as hot as that asks for, from
the best of them. Several chains run at once on any `concurrent.futures.Executor`, and take over the best of all
before the last stretch.
"""

from __future__ import annotations

import signal
from concurrent.futures import Executor, ProcessPoolExecutor
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
PROBES: Final = 3
PROBE_SHARE: Final = 0.1
LEGS: Final = 8
HOT: Final = 20
COLD: Final = 1
"""Temperatures of the plain schedule, in minutes of travel."""


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

    def part(self, share: float) -> tuple[float | None, int | None]:
        """Return a share of it, in seconds or in moves."""
        if self.iterations is not None:
            return None, max(1, int(self.iterations * share))
        return (DEFAULT_SECONDS if self.seconds is None else self.seconds) * share, None


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
        self._stopped = False
        self._cancelled = False
        stop_at = budget.stop_at
        self._stop_at = None if stop_at is None else int(stop_at * problem.weights.divisor * TICKS_OF_A_MINUTE)

    def run(self, pool: Executor | None, chains: int, start: Plan | None, *, is_repair: bool) -> State:
        """Probe, choose, anneal."""
        seeds = range(self._seed * 1000, self._seed * 1000 + chains)
        states = [self._chain.beginning(self._compiled, seed, start) for seed in seeds]
        share = 1.0
        if not is_repair:
            states = self._probe(pool, states)
            share -= PROBES * PROBE_SHARE
        hot = COLD * TICKS_OF_A_MINUTE if is_repair else self._heat(min(states, key=_cost))
        for number in range(LEGS):
            if number == LEGS - 2 and chains > 1:
                best = min(states, key=_cost)
                states = [replace(best, random=state.random, moves=state.moves) for state in states]
            cold = COLD * TICKS_OF_A_MINUTE
            ends = [self._chain.fallen(hot, cold, Fraction(place, LEGS)) for place in (number, number + 1)]
            states = self._legs(pool, states, (ends[0], ends[1]), share / LEGS)
        return min(states, key=_cost)

    def _probe(self, pool: Executor | None, states: list[State]) -> list[State]:
        """Cool quickly a few times from one beginning, and take the best for each chain."""
        found: list[list[State]] = [[] for _ in states]
        heat, probes = (HOT * TICKS_OF_A_MINUTE, COLD * TICKS_OF_A_MINUTE), states
        for _ in range(PROBES):
            probes = self._legs(pool, probes, heat, PROBE_SHARE)
            for place, probe in enumerate(probes):
                found[place].append(probe)
            probes = [replace(begin, random=probe.random) for begin, probe in zip(states, probes, strict=True)]
        return [min(ones, key=_cost) for ones in found]

    def _heat(self, state: State) -> int:
        """Begin hotter where much lateness cannot be avoided, or a chain never finds who best has a scarce skill."""
        late = self._chain.lateness(self._compiled, state)
        return max(HOT * TICKS_OF_A_MINUTE, late * 8 // 100)

    def _legs(self, pool: Executor | None, states: list[State], heat: tuple[int, int], share: float) -> list[State]:
        """Run one leg of every chain, and tell of it."""
        if self._stopped:
            return states
        seconds, moves = self._budget.part(share)
        legs = [
            self._chain.Leg(state=state, hot=heat[0], cold=heat[1], seconds=seconds, moves=moves, stop_at=self._stop_at)
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
