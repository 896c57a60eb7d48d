"""
The process that reads a workbook: started for one file, with little memory and little time.

It runs alone (`python -I child.py`) and imports nothing of ours: a workbook on standard input, JSON on standard output.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime
from typing import Final

_MEMORY: Final = 1_500_000_000
# A whole number that a float still tells from its neighbours.
_EXACT: Final = 2**53


def main() -> None:
    """Read one workbook; the caller's limits on rows, columns and seconds come as arguments."""
    rows, columns, seconds = (int(argument) for argument in sys.argv[1:4])
    _limit(seconds)
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 -- after the limits

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    sheets = []
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.total_height > rows or sheet.total_width > columns:
            sys.exit(3)
        table = sheet.to_python(skip_empty_area=False)
        sheets.append([name, [[_plain(cell) for cell in row] for row in table]])
    json.dump(sheets, sys.stdout)


def _limit(seconds: int) -> None:
    try:
        import resource  # noqa: PLC0415 -- not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _plain(cell: object) -> object:
    """Write a cell so that its kind survives JSON."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return int(cell)
    if isinstance(cell, datetime):
        return {"instant": cell.isoformat()}
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    if cell is None or isinstance(cell, bool | int | float | str):
        return cell
    return str(cell)


if __name__ == "__main__":
    main()
