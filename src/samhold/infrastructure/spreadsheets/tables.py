"""What a workbook is once it is read: sheets of rows of plain values, and the faults found in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

Cell: TypeAlias = str | int | float | bool | date | datetime | None
Row: TypeAlias = tuple[Cell, ...]

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """How much is read at most; more is refused before it is unpacked."""

    file_bytes: int = 10 * MEGABYTE
    unpacked_bytes: int = 50 * MEGABYTE
    ratio: int = 100
    entries: int = 200
    rows: int = 200_000
    columns: int = 200
    seconds: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: `rows[0]` is row 1 of the file, so that a fault can be found there."""

    name: str
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """The sheets in the order of the file; a CSV file is one sheet with the name of the file."""

    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """
    One thing that is wrong in a workbook, and how to mend it.

    :param row: as the file counts, from 1; 0 for the whole sheet.
    :param column: the header as the file has it; empty for the whole row.
    """

    sheet: str
    row: int
    column: str
    value: str
    rule: str
    suggestion: str = ""
