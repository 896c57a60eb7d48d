"""Identifiers that sort by the time they were made."""

from __future__ import annotations

import secrets
import threading
import time
from typing import Final
from uuid import UUID

_COUNTER_BITS: Final = 42
_TAIL_BITS: Final = 32
_COUNTER_LIMIT: Final = 1 << _COUNTER_BITS
_VERSION: Final = 7 << 76
_VARIANT: Final = 0b10 << 62


class _Clock:
    """Keep the last millisecond and counter given out, so that identifiers of one process only grow."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._milliseconds = 0
        self._counter = 0

    def tick(self) -> tuple[int, int]:
        """Give the next pair of millisecond and counter, greater than every pair before."""
        with self._lock:
            now = time.time_ns() // 1_000_000
            if now > self._milliseconds:
                self._milliseconds = now
                self._counter = secrets.randbits(_COUNTER_BITS - 1)
            else:
                self._counter += 1
                if self._counter == _COUNTER_LIMIT:
                    self._milliseconds += 1
                    self._counter = 0
            return self._milliseconds, self._counter


_clock = _Clock()


def new_id() -> UUID:
    """
    Make a UUIDv7 (RFC 9562): 48 bits of time, 42 of a counter that starts at random, 32 at random.

    Within one process each identifier is greater than the one before, in every thread and when the clock is set back.
    """
    milliseconds, counter = _clock.tick()
    high = counter >> 30
    low = counter & ((1 << 30) - 1)
    tail = (low << _TAIL_BITS) | secrets.randbits(_TAIL_BITS)
    return UUID(int=(milliseconds << 80) | _VERSION | (high << 64) | _VARIANT | tail)
