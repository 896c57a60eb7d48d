"""
One chain of annealing, leg by leg.

A leg is a plain value that any process can run: where the chain stands, how hot it begins and ends, and how long it
lasts. With a budget of moves a leg gives the same result on every machine; with one of seconds it reads a clock.
"""

from __future__ import annotations

import pickle
import threading
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from itertools import pairwise
from time import perf_counter
from typing import TYPE_CHECKING, Final

import numpy as np

from samhold.core.planning import board as at
from samhold.core.planning import kernel
from samhold.core.planning.compiled import Compiled, compile_problem, decode
from samhold.core.planning.model import Problem
from samhold.core.planning.plan import Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy import int64
    from numpy.typing import NDArray

    from samhold.core.planning.plan import Plan

MOVES_AT_ONCE: Final = 20_000
MOVES_AT_ONCE_IN_PYTHON: Final = 200
_EXACT: Final = Context(prec=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a chain stands: the order of visits and who has each slot, what it costs, and the generator's two words."""

    order: tuple[int, ...]
    routes: tuple[int, ...]
    cost: int
    random: tuple[int, int]
    moves: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """
    A stretch of a chain.

    :param hot: the temperature it begins with, in ticks of travel; 0 takes only what is no dearer.
    :param seconds: how long it lasts, or else `moves`.
    :param stop_at: a cost at which it may end at once.
    """

    state: State
    hot: int
    cold: int
    seconds: float | None
    moves: int | None
    stop_at: int | None = None


def payload(problem: Problem) -> bytes:
    """Pack a problem for other processes."""
    return pickle.dumps(problem)


class _Unpacked(threading.local):
    """The problem that a thread works on; two must never share tables."""

    packed: bytes = b""
    compiled: Compiled | None = None


_unpacked = _Unpacked()


def unpacked(packed: bytes) -> Compiled:
    """Unpack a problem, and make its tables; once in each thread of each process, until another problem comes."""
    if _unpacked.compiled is None or _unpacked.packed != packed:
        found: object = pickle.loads(packed)  # noqa: S301 -- packed by ourselves, for our own process
        assert isinstance(found, Problem)
        _unpacked.compiled, _unpacked.packed = compile_problem(found), packed
    return _unpacked.compiled


def generator(seed: int) -> tuple[int, int]:
    """Spread a seed over the generator's two words; the first is never 0."""
    word = (seed * 0x9E3779B97F4A7C15 + 0xD1B54A32D192ED03) & (2**64 - 1)
    word ^= word >> 29
    word = (word * 0xBF58476D1CE4E5B9) & (2**64 - 1)
    word ^= word >> 32
    return (word & 0xFFFFFFFF) or 1, (word >> 32) & 0xFFFFFFFF


def beginning(compiled: Compiled, seed: int, plan: Plan | None = None) -> State:
    """Begin a chain with a plan, or with one made visit by visit."""
    board = compiled.board
    board.random[:] = generator(seed)
    board.best_route[:] = -1
    if plan is None:
        order = _opening_order(compiled)
        kernel.load(board, order)
        kernel.fill(board, order)
    else:
        _take_routes(compiled, plan)
        kernel.load(board, _order_of(compiled, plan))
    kernel.anew(board)
    return _state(board, 0)


def run(compiled: Compiled, leg: Leg, watch: Callable[[int], bool] | None = None) -> State:
    """
    Run a leg.

    :param watch: is told the best cost after every so many moves, and ends the leg by answering False.
    """
    board = compiled.board
    _restore(board, leg.state)
    moves = 0
    for temperature, portion in _portions(leg) if compiled.rows else ():
        kernel.anneal(board, temperature, portion)
        _renumber(board)
        moves += portion
        best = int(board.total[at.BEST])
        if (leg.stop_at is not None and best <= leg.stop_at) or (watch is not None and not watch(best)):
            break
    return _state(board, leg.state.moves + moves)


def warm(packed: bytes) -> None:
    """Make the tables, and load what is compiled, before time is counted."""
    compiled = unpacked(packed)
    run(compiled, Leg(state=beginning(compiled, 1), hot=0, cold=0, seconds=None, moves=1))


def run_packed(packed: bytes, leg: Leg) -> State:
    """Run a leg in a process of its own."""
    return run(unpacked(packed), leg)


def fallen(hot: int, cold: int, share: Fraction) -> int:
    """Return the temperature after a share of a fall by the same factor at each step; by decimal arithmetic."""
    if not hot:
        return 0
    fall = _EXACT.ln(_EXACT.divide(Decimal(max(1, cold)), Decimal(max(1, hot))))
    part = _EXACT.divide(Decimal(share.numerator), Decimal(share.denominator))
    return int(_EXACT.multiply(Decimal(hot), _EXACT.exp(_EXACT.multiply(fall, part))))


def read(compiled: Compiled, state: State) -> tuple[Plan, int]:
    """
    Return the plan of a state, and what the tables say it costs.

    What breaks a hard time is left out, one visit after another, until nothing does.
    """
    board = compiled.board
    _restore(board, state)
    counted = state.cost
    for _ in compiled.rows:
        broken = _broken(compiled)
        if broken < 0:
            break
        row = compiled.rows[broken]
        board.best_route[row.first : row.first + row.count] = -1
        kernel.load(board, np.argsort(board.visit[:, at.KEY], kind="stable"))
        kernel.anew(board)
        counted = int(board.total[at.BEST])
    return decode(compiled), counted


def _broken(compiled: Compiled) -> int:
    """Name a visit that breaks a hard time, or lies beside a break or an end of a shift that does; -1: none."""
    board, slots = compiled.board, len(compiled.board.late)
    hard = int(board.weight[at.HARD])
    nodes = [slot for slot in range(slots) if board.node[slot, at.PAIN] >= hard]
    nodes += [slots + len(compiled.routes) + n for n, one in enumerate(board.route) if one[at.OVERRUN] >= hard]
    for node in nodes:
        for step in (at.PREVIOUS, at.NEXT):
            one = node
            while one < slots and board.node[one, at.IS_REST]:
                one = int(board.node[one, step])
            if one >= slots + len(compiled.routes):
                one = int(board.node[one, at.PREVIOUS])
                while one < slots and board.node[one, at.IS_REST]:
                    one = int(board.node[one, at.PREVIOUS])
            if one < slots:
                return int(board.node[one, at.VISIT])
    return -1


def _portions(leg: Leg) -> Iterator[tuple[int, int]]:
    """Give temperatures that fall by the same factor at each step, and how many moves each lasts."""
    most = MOVES_AT_ONCE if kernel.IS_COMPILED else MOVES_AT_ONCE_IN_PYTHON
    if leg.moves is not None:
        for done in range(0, leg.moves, most):
            yield fallen(leg.hot, leg.cold, Fraction(done, leg.moves)), min(most, leg.moves - done)
        return
    began, seconds = perf_counter(), max(leg.seconds or 0.0, 1e-9)
    while (share := (perf_counter() - began) / seconds) < 1:
        yield fallen(leg.hot, leg.cold, Fraction(share)), most


def _restore(board: at.Board, state: State) -> None:
    board.random[:] = state.random
    board.best_route[:] = state.routes
    kernel.load(board, np.array(state.order, np.int64))
    kernel.anew(board)


def _state(board: at.Board, moves: int) -> State:
    return State(
        order=tuple(int(one) for one in np.argsort(board.best_key, kind="stable")),
        routes=tuple(int(one) for one in board.best_route),
        cost=int(board.total[at.BEST]),
        random=(int(board.random[0]), int(board.random[1])),
        moves=moves,
    )


def _renumber(board: at.Board) -> None:
    """Spread the keys evenly again, in the same order, so that there is room between any two."""
    order = np.argsort(board.visit[:, at.KEY], kind="stable")
    ranks = np.arange(1, len(order) + 1, dtype=np.int64) << (at.GAP_BITS + at.KEY_BITS)
    board.visit[order, at.KEY] = ranks | order


def _opening_order(compiled: Compiled) -> NDArray[int64]:
    """Order visits by the middle of their windows; breaks by when they may begin."""
    visit = compiled.board.visit
    due = np.where(visit[:, at.DUE] >= at.FAR, visit[:, at.EARLIEST], visit[:, at.DUE])
    return np.argsort(visit[:, at.EARLIEST] + due, kind="stable").astype(np.int64)


def _take_routes(compiled: Compiled, plan: Plan) -> None:
    numbers = {shift.id: number for number, (_, shift) in enumerate(compiled.routes)}
    firsts = {row.visit.id: row.first for row in compiled.rows if row.visit}
    for row in compiled.rows:
        if row.visit is None:
            compiled.board.best_route[row.first] = row.route
    for route, stop in plan.stops():
        compiled.board.best_route[firsts[stop.visit] + stop.need] = numbers[route.shift]


def _order_of(compiled: Compiled, plan: Plan) -> NDArray[int64]:
    """
    Order visits as a plan has them on each of its routes, otherwise by time.

    Where two visits of two workers each cross (each first on one of the routes), no order has both: the earlier wins.
    """
    rows = {(row.visit.id if row.visit else (row.route, row.rest)): n for n, row in enumerate(compiled.rows)}
    starts = [int(one) for one in compiled.board.visit[:, at.EARLIEST]]
    after = {number: set[int]() for number in range(len(compiled.rows))}
    numbers = {shift.id: number for number, (_, shift) in enumerate(compiled.routes)}
    for route in plan.routes:
        way = [
            rows[stop.visit if isinstance(stop, Stop) else (numbers[route.shift], stop.number)] for stop in route.stops
        ]
        for stop, number in zip(route.stops, way, strict=True):
            starts[number] = stop.start
        for one, other in pairwise(way):
            after[other].add(one)
    order: list[int] = []
    waiting = set(after)
    while waiting:
        free = [number for number in waiting if not after[number] & waiting] or list(waiting)
        first = min(free, key=lambda number: (starts[number], number))
        order.append(first)
        waiting.discard(first)
    return np.array(order, np.int64)
