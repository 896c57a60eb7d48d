"""Reads the tables of published values that stand beside the published instances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from samhold.foundation.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path

_COLUMNS: Final = ("instance", "total_cost", "solution")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The published value of one instance, and its solution's file."""

    cost: float
    solution: str


def published(path: Path) -> dict[str, Published]:
    """
    Read a table with the columns `instance`, `total_cost` and `solution`, by the instance's file name.

    :raises BadInput: if there is no such table.
    """
    try:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    except (OSError, UnicodeDecodeError):
        raise BadInput(str(path), "it cannot be read; name a table in Markdown.") from None
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    if not rows or any(column not in rows[0] for column in _COLUMNS):
        raise BadInput(str(path), f"there is no table with the columns {', '.join(_COLUMNS)}.")
    name, cost, solution = (rows[0].index(column) for column in _COLUMNS)
    try:
        return {row[name]: Published(cost=float(row[cost]), solution=row[solution]) for row in rows[2:]}
    except (ValueError, IndexError):
        raise BadInput(str(path), "a row has no number in `total_cost`; mend the row.") from None
