"""What is kept of an error: which kind and where, never its text, since a text may name a person."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACES: Final = 12


class LeaseLost(Exception):
    """Say that a job is no longer this worker's: its lease ran out and another took it. Nothing of it is kept."""


class LeaseExpired(Exception):
    """Stand for the end that nobody told of: the worker was killed, or its machine went away."""


class UnknownTask(Exception):
    """Say that this version of the program has no such task."""


def noted(error: BaseException) -> dict[str, str]:
    """Give the kind of an error and the places it came through, outermost first."""
    kind = type(error)
    return {
        "exception_class_path": f"{kind.__module__}.{kind.__qualname__}",
        "traceback": "\n".join([*_places(error)][-_PLACES:]),
    }


def _places(error: BaseException) -> Iterator[str]:
    for frame, line in traceback.walk_tb(error.__traceback__):
        module = str(frame.f_globals.get("__name__", ""))
        yield f"{module}:{line} in {frame.f_code.co_name}"
