"""How many different workers a person has met: few faces are better (`domain.md` § 11)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

WINDOW = timedelta(days=28)
"""Four weeks, over which different faces are counted."""

WorkerT = TypeVar("WorkerT", bound="Hashable")


def faces(meetings: Iterable[tuple[date, WorkerT]], *, until: date) -> int:
    """
    Return how many different workers met the person in the four weeks that end with `until`.

    :param meetings: day and worker of each.
    """
    first = until - WINDOW + timedelta(days=1)
    return len({worker for day, worker in meetings if first <= day <= until})
