"""Writes workbooks and CSV files in which no text is ever run as a formula."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook as OutWorkbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from samhold.infrastructure.spreadsheets.formulas import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.cell.cell import Cell as OutCell
    from openpyxl.worksheet.worksheet import Worksheet

    from samhold.infrastructure.spreadsheets.tables import Cell, Row, Sheet

# Excel's own limit; openpyxl would cut longer texts without a word.
LONGEST_TEXT: Final = 32_767
_WIDEST: Final = 60
_HEADER: Final = Font(bold=True)


def write_workbook(sheets: Iterable[Sheet]) -> bytes:
    """
    Write sheets as an Excel workbook; the first row of each is its header.

    :raises ValueError: for a text that is longer than a cell can hold.
    """
    workbook = OutWorkbook(write_only=True)
    for sheet in sheets:
        out = workbook.create_sheet(sheet.name)
        out.freeze_panes = "A2"
        _set_widths(out, sheet.rows)
        for place, row in enumerate(sheet.rows):
            out.append([_cell(out, value, is_header=place == 0) for value in row])
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def write_csv(sheet: Sheet) -> bytes:
    """Write one sheet as CSV as a Norwegian Excel opens it: `;`, and UTF-8 with its mark."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";")
    writer.writerows([_csv_text(value) for value in row] for row in sheet.rows)
    return target.getvalue().encode("utf-8-sig")


def _cell(out: Worksheet, value: Cell, *, is_header: bool) -> OutCell:
    cell = WriteOnlyCell(out)
    if isinstance(value, str):
        cell.value = _text(value)
        cell.data_type = "s"
    else:
        cell.value = value
    if is_header:
        cell.font = _HEADER
    return cell


def _text(value: str) -> str:
    text = guarded(ILLEGAL_CHARACTERS_RE.sub("", value))
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"a cell holds at most {LONGEST_TEXT} characters")
    return text


def _set_widths(out: Worksheet, rows: tuple[Row, ...]) -> None:
    for place in range(max(map(len, rows), default=0)):
        longest = max((len(str(row[place])) for row in rows[:100] if place < len(row)), default=0)
        letters = _letters(place)
        out.column_dimensions[letters].width = min(max(longest + 2, 8), _WIDEST)


def _letters(place: int) -> str:
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _csv_text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return guarded(value) if isinstance(value, str) else str(value)
