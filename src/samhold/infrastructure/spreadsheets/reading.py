"""Reads workbooks and CSV files from outside: limits first, then content, in a process of its own."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import BadInput
from samhold.infrastructure.spreadsheets.archives import repacked
from samhold.infrastructure.spreadsheets.formulas import unguarded
from samhold.infrastructure.spreadsheets.tables import Caps, Sheet, Workbook

if TYPE_CHECKING:
    from samhold.infrastructure.spreadsheets.tables import Cell, Row

_ZIP: Final = b"PK"
# Excel before 2007, and every workbook with a password.
_OLD: Final = b"\xd0\xcf\x11\xe0"
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
_CHILD: Final = Path(__file__).with_name("child.py")
_DEFAULT_NAME: Final = "workbook"


def read_workbook(source: Path | bytes, *, name: str = "", caps: Caps | None = None) -> Workbook:
    """
    Read an Excel workbook (.xlsx), a CSV file (`;`, `,` or tab; UTF-8 or Windows' Western), or a folder of CSV files.

    :param name: the file's name as the person knows it, for messages and as the name of a CSV file's sheet.
    :raises BadInput: if it cannot or must not be read, with what to do.
    """
    caps = caps or Caps()
    if isinstance(source, bytes):
        return _read(source, name or _DEFAULT_NAME, caps)
    if source.is_dir():
        files = sorted(source.glob("*.csv"))
        sheets = [sheet for file in files for sheet in read_workbook(file, caps=caps).sheets]
        return Workbook(sheets=tuple(sheets))
    try:
        if source.stat().st_size > caps.file_bytes:
            raise _too_large(name or source.name, caps)
        content = source.read_bytes()
    except OSError as error:
        raise BadInput(str(source), error.strerror or _("The file cannot be read.")) from None
    return _read(content, name or source.name, caps)


def _read(content: bytes, name: str, caps: Caps) -> Workbook:
    if len(content) > caps.file_bytes:
        raise _too_large(name, caps)
    if content.startswith(_OLD):
        raise BadInput(name, _("The file has a password or is in Excel's old form. Save it as .xlsx without password."))
    if content.startswith(_ZIP):
        return _read_xlsx(content, name, caps)
    return Workbook(sheets=(Sheet(name=Path(name).stem, rows=_read_csv(content, name, caps)),))


def _too_large(name: str, caps: Caps) -> BadInput:
    limit = caps.file_bytes // 1_000_000
    return BadInput(name, _("The file is larger than %(limit)s MB. Split it.") % {"limit": limit})


def _read_xlsx(content: bytes, name: str, caps: Caps) -> Workbook:
    archive = repacked(content, name=name, caps=caps)
    limits = [str(limit) for limit in (caps.rows, caps.columns, caps.seconds)]
    try:
        finished = subprocess.run(  # noqa: S603 -- our own file, by our own interpreter, without a shell
            [sys.executable, "-I", str(_CHILD), *limits],
            input=archive,
            capture_output=True,
            check=True,
            timeout=caps.seconds,
        )
        sheets = json.loads(finished.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise BadInput(
            name, _("The workbook cannot be read. Open it, save it again as .xlsx and try once more.")
        ) from None
    return Workbook(sheets=tuple(Sheet(name=title, rows=_trimmed(tuple(map(_row, rows)))) for title, rows in sheets))


def _row(cells: list[object]) -> Row:
    return tuple(_cell(cell) for cell in cells)


def _cell(cell: object) -> Cell:
    if isinstance(cell, dict):
        if "day" in cell:
            return date.fromisoformat(cell["day"])
        return datetime.fromisoformat(cell["instant"])
    if isinstance(cell, str):
        return unguarded(cell) or None
    return cell if isinstance(cell, bool | int | float) else None


def _read_csv(content: bytes, name: str, caps: Caps) -> tuple[Row, ...]:
    text = _decoded(content, name)
    rows: list[Row] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True):
            rows.append(_row(list(cells)))
            if len(rows) > caps.rows or len(cells) > caps.columns:
                raise BadInput(name, _("The file has too many rows or columns. Split it."))
    except csv.Error:
        raise BadInput(
            name, _("Near line %(line)s the quotes do not fit. Save it as CSV again.") % {"line": len(rows) + 1}
        ) from None
    return _trimmed(tuple(rows))


def _decoded(content: bytes, name: str) -> str:
    if content.startswith(_WIDE) or b"\0" in content:
        raise BadInput(name, _("The file is no CSV in UTF-8. Save it as “CSV UTF-8” or as .xlsx."))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(name, _("The file is no CSV in UTF-8. Save it as “CSV UTF-8” or as .xlsx."))


def _delimiter(text: str) -> str:
    """Take what parts the header most often; a Norwegian Excel writes `;`."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    outside_quotes = "".join(header.split('"')[::2])
    return max(";,\t", key=outside_quotes.count)


def _trimmed(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Leave out empty rows at the end, so that scrolling past them in Excel changes nothing."""
    last = max((place for place, row in enumerate(rows, 1) if any(cell is not None for cell in row)), default=0)
    return rows[:last]
