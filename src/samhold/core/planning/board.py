"""
The tables that the kernel works on, and the names of their columns.

All are whole numbers. Nodes are first the slots (one for each need and each break), then the beginning of each route,
then the end of each. `kernel` reads the columns as constants, so they are plain module names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from numpy import int32, int64
    from numpy.typing import NDArray

# node
NEXT: Final = 0
PREVIOUS: Final = 1
ROUTE: Final = 2  # -1: nobody's
PLACE: Final = 3
END: Final = 4
VISIT: Final = 5
DURATION: Final = 6
IS_REST: Final = 7
PAIN: Final = 8
NODE_COLUMNS: Final = 9
# visit
KEY: Final = 0  # the order of visits: on each route the keys rise; the low bits are the visit's own number
FIRST: Final = 1
COUNT: Final = 2
EARLIEST: Final = 3
DUE: Final = 4
LATEST: Final = 5
LEAST: Final = 6
MOST: Final = 7
CLIENT: Final = 8
LEFT_OUT: Final = 9  # what leaving it out costs; -1: it cannot be left out
OUT_AT: Final = 10  # where it stands among those left out; -1: it is planned
VISIT_COLUMNS: Final = 11
KEY_BITS: Final = 16
GAP_BITS: Final = 20  # how far apart two keys lie when they are given anew
# route
WORKER: Final = 0
DAY: Final = 1
FINISH: Final = 2
LIMIT: Final = 3
OVERRUN: Final = 4
ROUTE_COLUMNS: Final = 5
# total
TRAVEL: Final = 0
PAINS: Final = 1
WORST: Final = 2
LINEAR: Final = 3
OUT_COUNT: Final = 4
WORK_COUNT: Final = 5
LOG_COUNT: Final = 6
BEST: Final = 7
ACCEPTED: Final = 8
TRIED: Final = 9
NEW_WORST: Final = 10
LOST_WORST: Final = 11
TIMED: Final = 12
NEW_PAINS: Final = 13
TOTALS: Final = 14
# weight
W_TRAVEL: Final = 0
W_LATE: Final = 1
W_WORST: Final = 2
W_OVERTIME: Final = 3
W_UNFAIR: Final = 4
HARD: Final = 5  # for breaking a hard time; more than leaving any visit out
HAS_FEES: Final = 6
HAS_LIMITS: Final = 7
WEIGHTS: Final = 8
# proposal
P_VISIT: Final = 0
P_KEY: Final = 1
P_ROUTE: Final = 2  # and the next column for the second need
P_WAS_KEY: Final = 4
P_WAS_ROUTE: Final = 5
P_WAS_PREVIOUS: Final = 7
P_WAS_NEXT: Final = 9
P_SLOT: Final = 11
PROPOSAL_COLUMNS: Final = 12

FAR: Final = 1 << 50
HARD_RATE: Final = 20


class Board(NamedTuple):
    """Everything that the kernel reads and writes."""

    way: NDArray[int32]
    node: NDArray[int64]
    late: NDArray[int64]
    visit: NDArray[int64]
    route: NDArray[int64]
    may: NDArray[int32]
    options: NDArray[int32]
    option_at: NDArray[int32]
    near: NDArray[int32]
    wish: NDArray[int64]
    face: NDArray[int64]
    met: NDArray[int64]
    load: NDArray[int64]
    share: NDArray[int64]
    total: NDArray[int64]
    weight: NDArray[int64]
    work: NDArray[int64]
    log: NDArray[int64]
    proposal: NDArray[int64]
    out: NDArray[int64]
    random: NDArray[int64]
    logarithm: NDArray[int64]
    best_key: NDArray[int64]
    best_route: NDArray[int64]
