"""
The compiled heart: moves visits between routes, and keeps times and costs right with the least work.

The only compiled file. Without numba, or with NUMBA_DISABLE_JIT=1, the same source runs as plain Python: right, and a
hundred times slower. Whole numbers only, and a generator of its own, so that one seed gives one plan on every machine.

Invariants: on each route the keys rise from beginning to end; a slot begins at the earliest moment its order allows;
`total` is the sum over what stands in the tables. A rejected proposal leaves every table as it was.
"""
# ruff: noqa: FBT001, PLR2004 -- the kernel knows no keywords; its numbers are shares and shifts of a generator

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.core.planning import board as at

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from numpy import int64
    from numpy.typing import NDArray

    from samhold.core.planning.board import Board

    FunctionT = TypeVar("FunctionT", bound=Callable[..., object])

try:
    from numba import config, njit
except ImportError:  # pragma: no cover -- only where numba has no wheel
    IS_COMPILED = False
else:
    IS_COMPILED = not config.DISABLE_JIT  # type: ignore[attr-defined]


def inner(function: FunctionT) -> FunctionT:
    """Compile a part of the kernel into those who call it."""
    if not IS_COMPILED:
        return function
    made: FunctionT = njit(forceinline=True, _nrt=False)(function)  # type: ignore[call-overload]
    return made


def outer(function: FunctionT) -> FunctionT:
    """Compile what is called from Python; once for each machine, or each process where nothing can be kept."""
    if not IS_COMPILED:
        return function
    # `_nrt` is no public option: it leaves out the counting of references, which takes more time than all the rest.
    try:
        made: FunctionT = njit(cache=True, _nrt=False)(function)  # type: ignore[call-overload]
    except RuntimeError:  # neither the package's folder nor the user's can be written to; NUMBA_CACHE_DIR names one
        made = njit(_nrt=False)(function)  # type: ignore[call-overload]
    return made


@inner
def draw(b: Board) -> int:
    """Give 32 random bits: a shift register and a counter, added."""
    x = b.random[0]
    x ^= (x << 13) & 0xFFFFFFFF
    x ^= x >> 17
    x ^= (x << 5) & 0xFFFFFFFF
    b.random[0] = x
    b.random[1] = (b.random[1] + 0x9E3779B9) & 0xFFFFFFFF
    return (x + b.random[1]) & 0xFFFFFFFF


@inner
def below(b: Board, limit: int) -> int:
    """Give a random number from 0 until `limit`, which is less than 2 ** 31."""
    return (draw(b) * limit) >> 32


@inner
def place_before(b: Board, node: int) -> int:
    """Say where a worker is who comes from a node: a break is taken where the visit before it was."""
    while b.node[node, at.IS_REST]:
        node = b.node[node, at.PREVIOUS]
    return b.node[node, at.PLACE]


@inner
def place_after(b: Board, node: int) -> int:
    """Say where a worker goes on to."""
    while b.node[node, at.IS_REST]:
        node = b.node[node, at.NEXT]
    return b.node[node, at.PLACE]


@inner
def detour(b: Board, slot: int, before: int, after: int) -> int:
    """Return how much longer the way is with a slot than without."""
    if b.node[slot, at.IS_REST]:
        return 0
    origin, here, finish = place_before(b, before), b.node[slot, at.PLACE], place_after(b, after)
    return b.way[origin, here] + b.way[here, finish] - b.way[origin, finish]


@inner
def fee(b: Board, slot: int, route: int, step: int) -> None:
    """Count a slot in (step 1) or out (-1) of what depends on the worker alone."""
    worker = b.route[route, at.WORKER]
    client = b.visit[b.node[slot, at.VISIT], at.CLIENT]
    linear = step * b.wish[slot, worker]
    if client >= 0:
        met = b.met[client, worker] + step
        b.met[client, worker] = met
        if met == (1 if step > 0 else 0):
            linear += step * b.face[client, worker]
    load = b.load[worker] + step * b.node[slot, at.DURATION] * (1 - b.node[slot, at.IS_REST])
    linear += b.weight[at.W_UNFAIR] * (abs(load - b.share[worker]) - abs(b.load[worker] - b.share[worker]))
    b.load[worker] = load
    b.total[at.LINEAR] += linear


@inner
def unlink(b: Board, slot: int) -> None:
    """Take a slot out of its route."""
    before, after = b.node[slot, at.PREVIOUS], b.node[slot, at.NEXT]
    b.total[at.TRAVEL] -= detour(b, slot, before, after)
    b.node[before, at.NEXT] = after
    b.node[after, at.PREVIOUS] = before
    if b.weight[at.HAS_FEES]:
        fee(b, slot, b.node[slot, at.ROUTE], -1)


@inner
def link(b: Board, slot: int, route: int, before: int) -> None:
    """Put a slot into a route, after a node of it."""
    after = b.node[before, at.NEXT]
    b.node[slot, at.PREVIOUS] = before
    b.node[slot, at.NEXT] = after
    b.node[before, at.NEXT] = slot
    b.node[after, at.PREVIOUS] = slot
    b.node[slot, at.ROUTE] = route
    b.total[at.TRAVEL] += detour(b, slot, before, after)
    if b.weight[at.HAS_FEES]:
        fee(b, slot, route, 1)


@inner
def find(b: Board, route: int, key: int) -> int:
    """Return the node of a route after which a key belongs."""
    slots = b.late.shape[0]
    node = slots + route
    after = b.node[node, at.NEXT]
    while after < slots and b.visit[b.node[after, at.VISIT], at.KEY] < key:
        node = after
        after = b.node[node, at.NEXT]
    return node


@inner
def leave_out(b: Board, visit: int) -> None:
    """Add a visit to those that nobody comes to."""
    count = b.total[at.OUT_COUNT]
    b.out[count] = visit
    b.visit[visit, at.OUT_AT] = count
    b.total[at.OUT_COUNT] = count + 1
    b.total[at.LINEAR] += b.visit[visit, at.LEFT_OUT]


@inner
def take_in(b: Board, visit: int) -> None:
    """Take a visit away from those that nobody comes to."""
    count = b.total[at.OUT_COUNT] - 1
    last, spot = b.out[count], b.visit[visit, at.OUT_AT]
    b.out[spot] = last
    b.visit[last, at.OUT_AT] = spot
    b.visit[visit, at.OUT_AT] = -1
    b.total[at.OUT_COUNT] = count
    b.total[at.LINEAR] -= b.visit[visit, at.LEFT_OUT]


@inner
def lift(b: Board, number: int) -> None:
    """Take a proposal's visit out of its routes, and remember where it was."""
    visit = b.proposal[number, at.P_VISIT]
    b.proposal[number, at.P_WAS_KEY] = b.visit[visit, at.KEY]
    if b.visit[visit, at.OUT_AT] >= 0:
        b.proposal[number, at.P_WAS_ROUTE] = -1
        take_in(b, visit)
        return
    for i in range(b.visit[visit, at.COUNT]):
        slot = b.visit[visit, at.FIRST] + i
        b.proposal[number, at.P_WAS_ROUTE + i] = b.node[slot, at.ROUTE]
        b.proposal[number, at.P_WAS_PREVIOUS + i] = b.node[slot, at.PREVIOUS]
        b.proposal[number, at.P_WAS_NEXT + i] = b.node[slot, at.NEXT]
        unlink(b, slot)


@inner
def put(b: Board, number: int) -> None:
    """Put a proposal's visit where it is proposed."""
    visit, key = b.proposal[number, at.P_VISIT], b.proposal[number, at.P_KEY]
    b.visit[visit, at.KEY] = key
    if b.proposal[number, at.P_ROUTE] < 0:
        leave_out(b, visit)
        return
    for i in range(b.visit[visit, at.COUNT]):
        route = b.proposal[number, at.P_ROUTE + i]
        link(b, b.visit[visit, at.FIRST] + i, route, find(b, route, key))


@inner
def withdraw(b: Board, number: int) -> None:
    """Take a proposal's visit away again from where it was put."""
    visit = b.proposal[number, at.P_VISIT]
    if b.visit[visit, at.OUT_AT] >= 0:
        take_in(b, visit)
        return
    for i in range(b.visit[visit, at.COUNT] - 1, -1, -1):
        unlink(b, b.visit[visit, at.FIRST] + i)


@inner
def put_back(b: Board, number: int) -> None:
    """Put a proposal's visit back where it was."""
    visit = b.proposal[number, at.P_VISIT]
    b.visit[visit, at.KEY] = b.proposal[number, at.P_WAS_KEY]
    if b.proposal[number, at.P_WAS_ROUTE] < 0:
        leave_out(b, visit)
        return
    for i in range(b.visit[visit, at.COUNT] - 1, -1, -1):
        link(
            b,
            b.visit[visit, at.FIRST] + i,
            b.proposal[number, at.P_WAS_ROUTE + i],
            b.proposal[number, at.P_WAS_PREVIOUS + i],
        )


@inner
def note(b: Board, key: int) -> None:
    """Note once that a visit must be timed anew; the list falls, so that its last has the lowest key."""
    spot = b.total[at.WORK_COUNT]
    while spot > 0 and b.work[spot - 1] < key:
        spot -= 1
    if spot > 0 and b.work[spot - 1] == key:
        return
    for i in range(b.total[at.WORK_COUNT], spot, -1):
        b.work[i] = b.work[i - 1]
    b.work[spot] = key
    b.total[at.WORK_COUNT] += 1


@inner
def schedule(b: Board, node: int) -> None:
    """Note that a node must be timed anew; and what follows a break, which may be reached from elsewhere now."""
    going = node < b.late.shape[0]
    while going:
        note(b, b.visit[b.node[node, at.VISIT], at.KEY])
        going = b.node[node, at.IS_REST] == 1
        node = b.node[node, at.NEXT]
        going = going and node < b.late.shape[0]


@inner
def arrival(b: Board, slot: int) -> int:
    """Return when a worker can begin a slot."""
    before = b.node[slot, at.PREVIOUS]
    if b.node[slot, at.IS_REST]:
        return b.node[before, at.END]
    return b.node[before, at.END] + b.way[place_before(b, before), b.node[slot, at.PLACE]]


@inner
def set_start(b: Board, slot: int, visit: int, start: int) -> None:
    """Let a slot begin at a time; if that is new, count it and go on to what follows."""
    end = start + b.node[slot, at.DURATION]
    if end == b.node[slot, at.END]:
        return
    spot = b.total[at.LOG_COUNT]
    b.log[spot, 0], b.log[spot, 1], b.log[spot, 2], b.log[spot, 3] = (
        slot,
        b.node[slot, at.END],
        b.late[slot],
        b.node[slot, at.PAIN],
    )
    b.total[at.LOG_COUNT] = spot + 1
    late = max(0, start - b.visit[visit, at.DUE])
    pain = b.weight[at.W_LATE] * late
    if start > b.visit[visit, at.LATEST]:
        pain += b.weight[at.HARD] + at.HARD_RATE * (start - b.visit[visit, at.LATEST])
    if b.late[slot] == b.total[at.WORST] and late < b.late[slot]:
        b.total[at.LOST_WORST] = 1
    b.total[at.NEW_WORST] = max(b.total[at.NEW_WORST], late)
    b.total[at.PAINS] += pain - b.node[slot, at.PAIN]
    b.total[at.NEW_PAINS] += pain
    b.node[slot, at.END], b.late[slot], b.node[slot, at.PAIN] = end, late, pain
    after = b.node[slot, at.NEXT]
    if after < b.late.shape[0]:
        schedule(b, after)
    elif b.weight[at.HAS_LIMITS]:
        set_back(b, b.node[slot, at.ROUTE])


@inner
def set_back(b: Board, route: int) -> None:
    """Count when a worker is back at the end of a route."""
    slots = b.late.shape[0]
    finish = slots + b.route.shape[0] + route
    last = b.node[finish, at.PREVIOUS]
    origin = last
    while b.node[origin, at.IS_REST]:
        origin = b.node[origin, at.PREVIOUS]
    pain = 0
    if origin < slots:
        back = b.node[last, at.END] + b.way[b.node[origin, at.PLACE], b.node[finish, at.PLACE]]
        pain = b.weight[at.W_OVERTIME] * max(0, back - b.route[route, at.FINISH])
        if back > b.route[route, at.LIMIT]:
            pain += b.weight[at.HARD] + at.HARD_RATE * (back - b.route[route, at.LIMIT])
    if pain != b.route[route, at.OVERRUN]:
        spot = b.total[at.LOG_COUNT]
        b.log[spot, 0], b.log[spot, 3] = -1 - route, b.route[route, at.OVERRUN]
        b.total[at.LOG_COUNT] = spot + 1
        b.total[at.PAINS] += pain - b.route[route, at.OVERRUN]
        b.route[route, at.OVERRUN] = pain


@inner
def clear(b: Board, visit: int) -> None:
    """Forget the times of a visit that nobody comes to."""
    for i in range(b.visit[visit, at.COUNT]):
        slot, spot = b.visit[visit, at.FIRST] + i, b.total[at.LOG_COUNT]
        b.log[spot, 0], b.log[spot, 1] = slot, b.node[slot, at.END]
        b.log[spot, 2], b.log[spot, 3] = b.late[slot], b.node[slot, at.PAIN]
        b.total[at.LOG_COUNT] = spot + 1
        if b.late[slot] == b.total[at.WORST]:
            b.total[at.LOST_WORST] = 1
        b.total[at.PAINS] -= b.node[slot, at.PAIN]
        b.node[slot, at.END], b.late[slot], b.node[slot, at.PAIN] = 0, 0, 0


@inner
def set_times(b: Board, visit: int) -> None:
    """Let a visit begin as early as its order allows; both its workers as the link between them says."""
    slot, earliest, second = b.visit[visit, at.FIRST], b.visit[visit, at.EARLIEST], b.visit[visit, at.COUNT] - 1
    start = later = earliest
    for i in range(second + 1):
        ready = arrival(b, slot + i)
        if i == 0:
            start = max(earliest, ready)
        else:
            later = max(earliest, ready, start + b.visit[visit, at.LEAST])
            start = max(start, later - b.visit[visit, at.MOST])
    for i in range(second, -1, -1):
        set_start(b, slot + i, visit, later if i else start)


@inner
def mark(b: Board, count: int) -> None:
    """Note what proposals have changed: the visits themselves, and what follows where they were and are."""
    for number in range(count):
        visit = b.proposal[number, at.P_VISIT]
        was, now = b.proposal[number, at.P_WAS_ROUTE], b.proposal[number, at.P_ROUTE]
        if now < 0:
            clear(b, visit)
        for i in range(b.visit[visit, at.COUNT]):
            slot = b.visit[visit, at.FIRST] + i
            for step in range(3):
                if step == 0:
                    node = b.proposal[number, at.P_WAS_NEXT + i] if was >= 0 else at.FAR
                else:
                    node = (slot if step == 1 else b.node[slot, at.NEXT]) if now >= 0 else at.FAR
                schedule(b, node)


@inner
def drain(b: Board, most: int) -> bool:
    """
    Time anew what is noted, in rising order of keys, until nothing changes any more; False if that costs too much.

    What is timed in this order is timed for good, so that its lateness alone can show that the whole is too dear.
    """
    while b.total[at.WORK_COUNT] > 0:
        b.total[at.WORK_COUNT] -= 1
        visit = b.work[b.total[at.WORK_COUNT]] & ((1 << at.KEY_BITS) - 1)
        if b.visit[visit, at.OUT_AT] < 0:
            set_times(b, visit)
        if b.total[at.NEW_PAINS] + b.weight[at.W_WORST] * b.total[at.NEW_WORST] > most:
            b.total[at.WORK_COUNT] = 0
            return False
    return True


@inner
def close(b: Board, count: int) -> None:
    """Count anew when workers are back on the routes that proposals have changed."""
    for number in range(count):
        for i in range(b.visit[b.proposal[number, at.P_VISIT], at.COUNT]):
            for column in (at.P_WAS_ROUTE, at.P_ROUTE):
                if b.proposal[number, column] >= 0:
                    set_back(b, b.proposal[number, column + i])


@inner
def unflow(b: Board) -> None:
    """Take the times back that `flow` has set, the last first."""
    for i in range(b.total[at.LOG_COUNT] - 1, -1, -1):
        slot, pain = b.log[i, 0], b.log[i, 3]
        if slot < 0:
            b.total[at.PAINS] += pain - b.route[-1 - slot, at.OVERRUN]
            b.route[-1 - slot, at.OVERRUN] = pain
        else:
            b.total[at.PAINS] += pain - b.node[slot, at.PAIN]
            b.node[slot, at.END], b.late[slot], b.node[slot, at.PAIN] = b.log[i, 1], b.log[i, 2], pain


@inner
def go_back(b: Board, count: int) -> None:
    """Undo the proposals, the last first."""
    for number in range(count - 1, -1, -1):
        withdraw(b, number)
    for number in range(count - 1, -1, -1):
        put_back(b, number)


@inner
def worst_of(b: Board) -> int:
    """Look through all slots for the worst lateness."""
    worst = 0
    for slot in range(b.late.shape[0]):
        worst = max(worst, b.late[slot])
    return worst


@inner
def timed(b: Board, count: int, delta: int, limit: int) -> bool:
    """Time proposals that are carried out, and say whether they cost no more than `limit` beside `delta`."""
    b.total[at.LOG_COUNT], b.total[at.NEW_WORST], b.total[at.LOST_WORST], b.total[at.NEW_PAINS] = 0, 0, 0, 0
    b.total[at.TIMED] += 1
    most = limit - delta + b.total[at.PAINS] + b.weight[at.W_WORST] * b.total[at.WORST]
    delta -= b.total[at.PAINS]
    mark(b, count)
    if not drain(b, most):
        unflow(b)
        return False
    if b.weight[at.HAS_LIMITS]:
        close(b, count)
    delta += b.total[at.PAINS]
    worst = max(b.total[at.WORST], b.total[at.NEW_WORST])
    if b.total[at.LOST_WORST] and b.total[at.NEW_WORST] < worst:
        worst = worst_of(b)
    delta += b.weight[at.W_WORST] * (worst - b.total[at.WORST])
    if delta > limit:
        unflow(b)
        return False
    b.total[at.WORST] = worst
    return True


@inner
def attempt(b: Board, count: int, limit: int) -> bool:
    """Carry proposals out, if they cost no more than `limit`; way and fees are known before any time is computed."""
    delta = -b.weight[at.W_TRAVEL] * b.total[at.TRAVEL] - b.total[at.LINEAR]
    for number in range(count):
        lift(b, number)
    for number in range(count):
        put(b, number)
    delta += b.weight[at.W_TRAVEL] * b.total[at.TRAVEL] + b.total[at.LINEAR]
    is_hopeless = delta - b.total[at.PAINS] - b.weight[at.W_WORST] * b.total[at.WORST] > limit
    if is_hopeless or not timed(b, count, delta, limit):
        go_back(b, count)
        return False
    return True


@inner
def random_route(b: Board, slot: int, day: int) -> int:
    """Return a route that may have a slot, on a day (or any, below 0); -1 if there is none."""
    begin = b.option_at[slot, max(0, day)]
    end = b.option_at[slot, b.option_at.shape[1] - 1 if day < 0 else day + 1]
    return b.options[begin + below(b, end - begin)] if end > begin else -1


@inner
def wish(b: Board, number: int, slot: int, key: int, route: int) -> None:
    """Note that a slot is to go to a place in the order, and to a route."""
    b.proposal[number, at.P_SLOT], b.proposal[number, at.P_KEY], b.proposal[number, at.P_ROUTE] = slot, key, route


@inner
def settle(b: Board, number: int) -> bool:
    """Make a whole proposal of what is wished for a slot: its fellow goes to a route that fits."""
    slot, key = b.proposal[number, at.P_SLOT], b.proposal[number, at.P_KEY]
    route, visit = b.proposal[number, at.P_ROUTE], b.node[slot, at.VISIT]
    first = b.visit[visit, at.FIRST]
    b.proposal[number, at.P_VISIT] = visit
    b.proposal[number, at.P_KEY] = (key << at.KEY_BITS) | visit
    if b.visit[visit, at.COUNT] == 1 or route < 0:
        return True
    fellow, day, worker = 2 * first + 1 - slot, b.route[route, at.DAY], b.route[route, at.WORKER]
    other = b.node[fellow, at.ROUTE] if b.visit[visit, at.OUT_AT] < 0 else -1
    if other >= 0 and b.route[other, at.WORKER] == worker and b.route[other, at.DAY] == day:
        other = b.node[slot, at.ROUTE]
    if other < 0 or b.route[other, at.DAY] != day or b.route[other, at.WORKER] == worker or not b.may[fellow, other]:
        other = random_route(b, fellow, day)
    b.proposal[number, at.P_ROUTE + slot - first] = route
    b.proposal[number, at.P_ROUTE + fellow - first] = other
    return other >= 0 and b.route[other, at.WORKER] != worker


@inner
def key_after(b: Board, node: int, visit: int) -> int:
    """Return a random key between a node and the next that is not of the visit itself; -1 if there is no room."""
    slots, after = b.late.shape[0], b.node[node, at.NEXT]
    if after < slots and b.node[after, at.VISIT] == visit:
        after = b.node[after, at.NEXT]
    low, high = 0, at.FAR
    if node < slots:
        low = b.visit[b.node[node, at.VISIT], at.KEY] >> at.KEY_BITS
        high = low + (2 << at.GAP_BITS)
    if after < slots:
        high = b.visit[b.node[after, at.VISIT], at.KEY] >> at.KEY_BITS
        low = low if node < slots else high - (2 << at.GAP_BITS)
    elif node >= slots:
        low, high = 1 << at.GAP_BITS, b.visit.shape[0] << at.GAP_BITS
    room = high - low - 1
    return low + 1 + (((draw(b) >> 8) * room) >> 24) if room > 0 else -1


@inner
def propose_near(b: Board, slot: int) -> int:
    """Propose a slot right after one of its neighbours, in that neighbour's route."""
    before = b.near[slot, below(b, b.near.shape[1])]
    if before < 0 or b.node[before, at.ROUTE] < 0 or not b.may[slot, b.node[before, at.ROUTE]]:
        return 0
    visit = b.node[slot, at.VISIT]
    if before < b.late.shape[0]:
        other = b.node[before, at.VISIT]
        if other == visit or b.visit[other, at.OUT_AT] >= 0:
            return 0
    key = key_after(b, before, visit)
    wish(b, 0, slot, key, b.node[before, at.ROUTE])
    return 1 if key >= 0 else 0


@inner
def propose_route(b: Board, slot: int, is_far: bool) -> int:
    """Propose any route that may have a slot: anywhere in the order, or on the same day where the visit is now."""
    visit, day = b.node[slot, at.VISIT], -1
    key = b.visit[visit, at.KEY] >> at.KEY_BITS
    if is_far:
        other = below(b, b.visit.shape[0])
        key = (b.visit[other, at.KEY] >> at.KEY_BITS) + 1 + below(b, 1 << at.GAP_BITS)
    elif b.visit[visit, at.OUT_AT] < 0:
        day = b.route[b.node[slot, at.ROUTE], at.DAY]
    route = random_route(b, slot, day)
    wish(b, 0, slot, key, route)
    return 1 if is_far or route != b.node[slot, at.ROUTE] else 0


@inner
def propose_swap(b: Board, slot: int) -> int:
    """Propose that two neighbours change places, in the order and in their routes."""
    other = b.near[slot, below(b, b.near.shape[1])]
    if other < 0 or other >= b.late.shape[0]:
        return 0
    visit, fellow = b.node[slot, at.VISIT], b.node[other, at.VISIT]
    if visit == fellow or b.visit[visit, at.OUT_AT] >= 0 or b.visit[fellow, at.OUT_AT] >= 0:
        return 0
    here, there = b.node[slot, at.ROUTE], b.node[other, at.ROUTE]
    if not b.may[slot, there] or not b.may[other, here]:
        return 0
    wish(b, 0, slot, b.visit[fellow, at.KEY] >> at.KEY_BITS, there)
    wish(b, 1, other, b.visit[visit, at.KEY] >> at.KEY_BITS, here)
    return 2


@inner
def propose_out(b: Board, slot: int) -> int:
    """Propose that nobody comes."""
    visit = b.node[slot, at.VISIT]
    wish(b, 0, slot, b.visit[visit, at.KEY] >> at.KEY_BITS, -1)
    return 1 if b.visit[visit, at.OUT_AT] < 0 and b.visit[visit, at.LEFT_OUT] >= 0 else 0


@inner
def propose(b: Board) -> int:
    """Propose something at random; return how many visits it moves, 0 if it came to nothing."""
    slot, kind = below(b, b.late.shape[0]), draw(b) & 127
    if b.total[at.OUT_COUNT] > 0 and kind & 3 == 3:
        visit = b.out[below(b, b.total[at.OUT_COUNT])]
        slot = b.visit[visit, at.FIRST] + below(b, b.visit[visit, at.COUNT])
    if kind < 58:
        count = propose_near(b, slot)
    elif kind < 96:
        count = propose_route(b, slot, kind < 84)
    elif kind < 126 or not b.weight[at.HAS_LIMITS]:
        count = propose_swap(b, slot)
    else:
        count = propose_out(b, slot)
    for number in range(count):
        if not settle(b, number):
            return 0
    return count


@inner
def cost(b: Board) -> int:
    """Return what the plan in the tables costs."""
    way = b.weight[at.W_TRAVEL] * b.total[at.TRAVEL] + b.weight[at.W_WORST] * b.total[at.WORST]
    return way + b.total[at.PAINS] + b.total[at.LINEAR]


@inner
def keep(b: Board) -> None:
    """Remember the plan in the tables as the best."""
    b.total[at.BEST] = cost(b)
    for visit in range(b.visit.shape[0]):
        b.best_key[visit] = b.visit[visit, at.KEY]
        out = b.visit[visit, at.OUT_AT] >= 0
        for i in range(b.visit[visit, at.COUNT]):
            slot = b.visit[visit, at.FIRST] + i
            b.best_route[slot] = -1 if out else b.node[slot, at.ROUTE]


@outer
def anneal(b: Board, temperature: int, moves: int) -> None:
    """Try `moves` proposals at one temperature, and keep the best plan that comes by."""
    for _ in range(moves):
        limit = (temperature * b.logarithm[draw(b) & 4095]) >> 16
        count = propose(b)
        if count and attempt(b, count, limit):
            b.total[at.ACCEPTED] += 1
            if cost(b) < b.total[at.BEST]:
                keep(b)


@outer
def load(b: Board, order: NDArray[int64]) -> None:
    """Put the plan of `best_key` and `best_route` into the tables; `order` names the visits by rising key."""
    slots, routes = b.late.shape[0], b.route.shape[0]
    b.total[:] = 0
    b.met[:] = 0
    b.load[:] = 0
    b.late[:] = 0
    for route in range(routes):
        head, tail = slots + route, slots + routes + route
        b.node[head, at.NEXT], b.node[tail, at.PREVIOUS] = tail, head
        b.route[route, at.OVERRUN] = 0
        b.total[at.TRAVEL] += b.way[b.node[head, at.PLACE], b.node[tail, at.PLACE]]
    for worker in range(b.load.shape[0]):
        b.total[at.LINEAR] += b.weight[at.W_UNFAIR] * b.share[worker]
    for rank in range(order.shape[0]):
        visit = order[rank]
        b.visit[visit, at.OUT_AT] = -1
        b.visit[visit, at.KEY] = ((rank + 1) << (at.GAP_BITS + at.KEY_BITS)) | visit
        b.proposal[0, at.P_VISIT], b.proposal[0, at.P_KEY] = visit, b.visit[visit, at.KEY]
        for i in range(b.visit[visit, at.COUNT]):
            slot = b.visit[visit, at.FIRST] + i
            b.node[slot, at.END], b.node[slot, at.PAIN] = 0, 0
            b.proposal[0, at.P_ROUTE + i] = b.best_route[slot]
        enter(b)


@inner
def enter(b: Board) -> None:
    """Put the first proposal's visit at the end of its routes, and time it."""
    put(b, 0)
    if b.proposal[0, at.P_ROUTE] >= 0:
        b.total[at.LOG_COUNT] = 0
        set_times(b, b.proposal[0, at.P_VISIT])
        b.total[at.WORST] = max(b.total[at.WORST], b.total[at.NEW_WORST])
        if b.weight[at.HAS_LIMITS]:
            for i in range(b.visit[b.proposal[0, at.P_VISIT], at.COUNT]):
                set_back(b, b.proposal[0, at.P_ROUTE + i])


@outer
def anew(b: Board) -> None:
    """Count the plan in the tables as the best so far."""
    keep(b)


@inner
def trial(b: Board, slot: int, route: int) -> int:
    """Return when a slot could begin at the end of a route."""
    last = b.node[b.late.shape[0] + b.route.shape[0] + route, at.PREVIOUS]
    start = b.node[last, at.END]
    if not b.node[slot, at.IS_REST]:
        start += b.way[place_before(b, last), b.node[slot, at.PLACE]]
    return max(start, b.visit[b.node[slot, at.VISIT], at.EARLIEST])


@inner
def trial_cost(b: Board, slot: int, route: int, start: int) -> int:
    """Return roughly what it costs to let a slot begin at a time at the end of a route."""
    visit, worker = b.node[slot, at.VISIT], b.route[route, at.WORKER]
    finish = b.late.shape[0] + b.route.shape[0] + route
    late = max(0, start - b.visit[visit, at.DUE])
    price = b.weight[at.W_TRAVEL] * detour(b, slot, b.node[finish, at.PREVIOUS], finish)
    price += 2 * b.weight[at.W_LATE] * late + b.wish[slot, worker]
    price += (start - b.visit[visit, at.EARLIEST]) >> 4
    if start > b.visit[visit, at.LATEST]:
        price += b.weight[at.HARD]
    if start + b.node[slot, at.DURATION] > b.route[route, at.LIMIT]:
        price += b.weight[at.HARD]
    client = b.visit[visit, at.CLIENT]
    if client >= 0 and b.met[client, worker] == 0:
        price += b.face[client, worker]
    return price


@inner
def cheapest_pair(b: Board, slot: int, first: int, start: int, paid: int, cheapest: int) -> int:
    """Find the second worker beside a first one, and note the pair if it is the cheapest so far."""
    visit, day = b.node[slot, at.VISIT], b.route[first, at.DAY]
    for j in range(b.option_at[slot + 1, day], b.option_at[slot + 1, day + 1]):
        second = b.options[j]
        if b.route[second, at.WORKER] == b.route[first, at.WORKER]:
            continue
        later = max(trial(b, slot + 1, second), start + b.visit[visit, at.LEAST])
        moved = max(start, later - b.visit[visit, at.MOST])
        price = paid + trial_cost(b, slot + 1, second, later) + 2 * b.weight[at.W_LATE] * (moved - start)
        if price < cheapest:
            cheapest = price
            b.proposal[0, at.P_ROUTE], b.proposal[0, at.P_ROUTE + 1] = first, second
    return cheapest


@outer
def fill(b: Board, order: NDArray[int64]) -> None:
    """Put visits one after another at the end of the route where they are cheapest; `load` has left them out."""
    for rank in range(order.shape[0]):
        visit = order[rank]
        slot, cheapest = b.visit[visit, at.FIRST], at.FAR
        take_in(b, visit)
        b.proposal[0, at.P_VISIT] = visit
        b.proposal[0, at.P_KEY] = ((rank + 1) << (at.GAP_BITS + at.KEY_BITS)) | visit
        b.proposal[0, at.P_ROUTE] = -1
        for i in range(b.option_at[slot, 0], b.option_at[slot, b.option_at.shape[1] - 1]):
            route = b.options[i]
            start = trial(b, slot, route)
            price = trial_cost(b, slot, route, start)
            if b.visit[visit, at.COUNT] == 2:
                cheapest = cheapest_pair(b, slot, route, start, price, cheapest)
            elif price < cheapest:
                cheapest = price
                b.proposal[0, at.P_ROUTE] = route
        enter(b)
