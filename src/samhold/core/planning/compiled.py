"""Turns a problem into the kernel's tables, and the tables back into a plan."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from samhold.core.planning import board as at
from samhold.core.planning.board import Board
from samhold.core.planning.model import Problem, Shift, Together, Visit, Worker
from samhold.core.planning.plan import Pause, Plan, Route, Stop
from samhold.core.planning.prices import faces, left_out, shares, weights, wishes

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

NEIGHBOURS: Final = 24
LOGARITHMS: Final = 4096


@dataclass(frozen=True, slots=True)
class Row:
    """A visit of the tables: one of the problem's, or a break of a route."""

    visit: Visit | None
    route: int
    rest: int
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Compiled:
    """A problem beside its tables."""

    problem: Problem
    routes: tuple[tuple[Worker, Shift], ...]
    rows: tuple[Row, ...]
    board: Board


@lru_cache(maxsize=1)
def logarithms() -> tuple[int, ...]:
    """Return -ln((i + 1/2) / 4096) in 65536ths; by decimal arithmetic, which is the same on every machine."""
    return tuple(int(-(Decimal(2 * i + 1) / (2 * LOGARITHMS)).ln() * 65536) for i in range(LOGARITHMS))


def compile_problem(problem: Problem) -> Compiled:
    """Make the tables of a problem, with nobody planned."""
    routes = tuple(problem.routes())
    rows = _rows(problem, routes)
    slots = sum(row.count for row in rows)
    days = 1 + max((shift.day for _, shift in routes), default=0)
    places = {place.id: number for number, place in enumerate(problem.places)}
    way = _way(problem)
    may = _may(problem, routes, rows, slots)
    options, option_at = _options(routes, may, days)
    clients = {visit.client: None for visit in problem.visits}
    node, visit = _nodes(rows, routes, slots, places), _visits(problem, rows, {one: n for n, one in enumerate(clients)})
    board = Board(
        way=way,
        node=node,
        late=np.zeros(slots, np.int64),
        visit=visit,
        route=_routes(problem, routes),
        may=may,
        options=options,
        option_at=option_at,
        near=_near(node, visit, way, may, slots),
        wish=wishes(problem, ((row.visit, row.first) for row in rows if row.visit), slots),
        face=faces(problem, tuple(clients)),
        met=np.zeros((len(clients), len(problem.workers)), np.int64),
        load=np.zeros(len(problem.workers), np.int64),
        share=shares(problem),
        weight=weights(problem),
        **_scratch(slots, len(routes), len(rows)),
    )
    return Compiled(problem, routes, rows, board)


def _scratch(slots: int, routes: int, rows: int) -> dict[str, NDArray[int64]]:
    """Make the tables that say nothing of the problem: sums, lists of what is to be done, and the best plan."""
    return {
        "total": np.zeros(at.TOTALS, np.int64),
        "work": np.zeros(slots + 8, np.int64),
        "log": np.zeros((4 * slots + 4 * routes + 64, 4), np.int64),
        "proposal": np.zeros((2, at.PROPOSAL_COLUMNS), np.int64),
        "out": np.zeros(rows + 1, np.int64),
        "random": np.array([1, 1], np.int64),
        "logarithm": np.array(logarithms(), np.int64),
        "best_key": np.arange(rows, dtype=np.int64),
        "best_route": np.full(slots, -1, np.int64),
    }


def _rows(problem: Problem, routes: tuple[tuple[Worker, Shift], ...]) -> tuple[Row, ...]:
    rows: list[Row] = []
    first = 0
    for visit in problem.visits:
        rows.append(Row(visit, -1, -1, first, len(visit.needs)))
        first += len(visit.needs)
    for number, (_, shift) in enumerate(routes):
        for rest in range(len(shift.rests)):
            rows.append(Row(None, number, rest, first, 1))
            first += 1
    return tuple(rows)


def _way(problem: Problem) -> NDArray[np.int32]:
    ids = [place.id for place in problem.places]
    between = problem.travel.ticks
    return np.array([[0 if a == b else between(a, b) for b in ids] for a in ids], np.int32).reshape(len(ids), len(ids))


def _may(
    problem: Problem, routes: tuple[tuple[Worker, Shift], ...], rows: tuple[Row, ...], slots: int
) -> NDArray[np.int32]:
    may = np.zeros((slots, len(routes)), np.int32)
    for row in rows:
        if row.visit is None:
            may[row.first, row.route] = 1
            continue
        days = problem.days_of(row.visit)
        for need in range(row.count):
            for number, (worker, shift) in enumerate(routes):
                may[row.first + need, number] = shift.day in days and problem.may(worker, row.visit, need)
    return may


def _options(
    routes: tuple[tuple[Worker, Shift], ...], may: NDArray[np.int32], days: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """List the routes of each slot by day."""
    by_day = sorted(range(len(routes)), key=lambda number: routes[number][1].day)
    options: list[int] = []
    option_at = np.zeros((may.shape[0], days + 1), np.int32)
    for slot in range(may.shape[0]):
        found = [number for number in by_day if may[slot, number]]
        for day in range(days + 1):
            option_at[slot, day] = len(options) + sum(routes[number][1].day < day for number in found)
        options += found
    return np.array(options or [0], np.int32), option_at


def _nodes(
    rows: tuple[Row, ...], routes: tuple[tuple[Worker, Shift], ...], slots: int, places: dict[str, int]
) -> NDArray[int64]:
    node = np.zeros((slots + 2 * len(routes), at.NODE_COLUMNS), np.int64)
    node[:, at.ROUTE] = -1
    for number, row in enumerate(rows):
        for need in range(row.count):
            one = node[row.first + need]
            one[at.VISIT] = number
            if row.visit is None:
                one[at.IS_REST] = 1
                one[at.DURATION] = routes[row.route][1].rests[row.rest].duration
            else:
                one[at.PLACE] = places[row.visit.place]
                one[at.DURATION] = row.visit.needs[need].duration
    for number, (_, shift) in enumerate(routes):
        head, tail = node[slots + number], node[slots + len(routes) + number]
        head[at.ROUTE] = tail[at.ROUTE] = number
        head[at.PLACE], tail[at.PLACE] = places[shift.origin], places[shift.finish]
        head[at.END] = shift.start
    return node


def _visits(problem: Problem, rows: tuple[Row, ...], clients: dict[str, int]) -> NDArray[int64]:
    visit = np.zeros((len(rows), at.VISIT_COLUMNS), np.int64)
    for number, row in enumerate(rows):
        one = visit[number]
        one[at.KEY], one[at.FIRST], one[at.COUNT], one[at.OUT_AT] = number, row.first, row.count, -1
        if row.visit is None:
            rest = problem_rest(problem, row)
            one[at.EARLIEST], one[at.DUE], one[at.LATEST] = rest
            one[at.CLIENT], one[at.LEFT_OUT] = -1, -1
            continue
        one[at.CLIENT] = clients[row.visit.client]
        one[at.EARLIEST], one[at.DUE] = row.visit.earliest, row.visit.due
        one[at.LATEST] = at.FAR if row.visit.latest is None else row.visit.latest
        one[at.LEAST], one[at.MOST] = _gap(row.visit)
        one[at.LEFT_OUT] = left_out(problem, row.visit)
        _pin(row.visit, one)
    return visit


def problem_rest(problem: Problem, row: Row) -> tuple[int, int, int]:
    """Return when a break may begin: earliest, due and latest."""
    rest = tuple(problem.routes())[row.route][1].rests[row.rest]
    return rest.earliest, at.FAR, rest.latest


def _gap(visit: Visit) -> tuple[int, int]:
    if visit.link is None or visit.link.kind is Together.TOGETHER:
        return 0, 0
    return visit.link.least, visit.link.most


def _pin(visit: Visit, one: NDArray[int64]) -> None:
    """Let a visit whose time is settled begin then and never later; the gap between two settled starts is theirs."""
    if visit.pin is None or not visit.pin.starts:
        return
    starts = visit.pin.starts
    one[at.EARLIEST] = max(visit.earliest, starts[0])
    one[at.LATEST] = starts[-1]
    if len(starts) > 1:
        one[at.LEAST] = one[at.MOST] = starts[1] - starts[0]


def _routes(problem: Problem, routes: tuple[tuple[Worker, Shift], ...]) -> NDArray[int64]:
    route = np.zeros((len(routes), at.ROUTE_COLUMNS), np.int64)
    workers = {worker.id: number for number, worker in enumerate(problem.workers)}
    for number, (worker, shift) in enumerate(routes):
        finish = at.FAR if shift.end is None else shift.end
        route[number, at.WORKER], route[number, at.DAY] = workers[worker.id], shift.day
        route[number, at.FINISH], route[number, at.LIMIT] = finish, finish + shift.overtime
    return route


def _near(
    node: NDArray[int64], visit: NDArray[int64], way: NDArray[np.int32], may: NDArray[np.int32], slots: int
) -> NDArray[np.int32]:
    """Name for each slot the nodes it might well come after: near by road, and done about when it opens."""
    routes = may.shape[1]
    nodes = slots + routes
    of = visit[node[:slots, at.VISIT]]
    ready = np.concatenate([of[:, at.EARLIEST] + node[:slots, at.DURATION], node[slots:nodes, at.END]])
    due = np.concatenate([of[:, at.DUE] + node[:slots, at.DURATION], node[slots:nodes, at.END]])
    near = np.full((slots, NEIGHBOURS), -1, np.int32)
    reachable = np.concatenate([(may @ may.T) > 0, may > 0], axis=1)
    for slot in range(slots):
        if node[slot, at.IS_REST]:
            continue
        road = way[node[:nodes, at.PLACE], node[slot, at.PLACE]].astype(np.int64)
        wait = np.maximum(0, of[slot, at.EARLIEST] - (due + road))
        late = np.maximum(0, ready + road - of[slot, at.DUE])
        price = road + wait // 2 + late
        price[~reachable[slot]] = at.FAR
        price[:slots][node[:slots, at.VISIT] == node[slot, at.VISIT]] = at.FAR
        price[:slots][node[:slots, at.IS_REST] == 1] = at.FAR
        found = [int(one) for one in np.argsort(price, kind="stable")[:NEIGHBOURS] if price[one] < at.FAR]
        near[slot] = np.resize(found, NEIGHBOURS) if found else -1
    return near


def decode(compiled: Compiled) -> Plan:
    """Read the plan out of the tables, as it stands in them."""
    board, rows = compiled.board, compiled.rows
    slots, routes = len(board.late), []
    for number, (worker, shift) in enumerate(compiled.routes):
        stops: list[Stop | Pause] = []
        node = int(board.node[slots + number, at.NEXT])
        while node < slots:
            row = rows[int(board.node[node, at.VISIT])]
            end = int(board.node[node, at.END])
            start = end - int(board.node[node, at.DURATION])
            if row.visit is None:
                stops.append(Pause(number=row.rest, start=start, end=end))
            else:
                stops.append(Stop(visit=row.visit.id, need=node - row.first, start=start, end=end))
            node = int(board.node[node, at.NEXT])
        if any(isinstance(stop, Stop) for stop in stops):
            routes.append(Route(worker=worker.id, shift=shift.id, stops=tuple(stops)))
    unplanned = tuple(
        row.visit.id for number, row in enumerate(rows) if row.visit and board.visit[number, at.OUT_AT] >= 0
    )
    return Plan(routes=tuple(routes), unplanned=unplanned)
