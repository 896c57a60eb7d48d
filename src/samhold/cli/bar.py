"""A bar of progress on stderr: redrawn in place on a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from types import TracebackType

_WIDTH: Final = 30
_LINES_IN_A_LOG: Final = 10


class Bar:
    """Shows how much of how much is done, and about how long it still takes."""

    def __init__(self, unit: str) -> None:
        """Begin; nothing is drawn before the first `show`."""
        self.unit = unit
        self._started = time.monotonic()
        self._tenth = -1
        self._is_open = False

    def show(self, done: int, of: int, what: object = "") -> None:
        """Draw the bar."""
        tenth = _LINES_IN_A_LOG * done // max(of, 1)
        on_terminal = sys.stderr.isatty()
        if not on_terminal and tenth == self._tenth:
            return
        self._tenth = tenth
        self._is_open = on_terminal
        full = round(_WIDTH * done / max(of, 1))
        bar = "█" * full + "░" * (_WIDTH - full)
        line = f"{bar} {done}/{of} {self.unit} {what} {self._left(done, of)}".rstrip()
        print(f"\r\x1b[K{line}" if on_terminal else line, end="" if on_terminal else "\n", file=sys.stderr, flush=True)

    def _left(self, done: int, of: int) -> str:
        passed = time.monotonic() - self._started
        if not done or done == of:
            return ""
        return f"({passed / done * (of - done):.0f} s left)"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the line that a terminal is left in."""
        if self._is_open:
            print(file=sys.stderr, flush=True)
