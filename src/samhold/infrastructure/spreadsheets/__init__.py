"""Workbooks that people hand in and take out: read as if they were hostile, written so that they harm nobody."""

from samhold.infrastructure.spreadsheets.columns import Columns, match_columns, normalised_header
from samhold.infrastructure.spreadsheets.reading import read_workbook
from samhold.infrastructure.spreadsheets.tables import Caps, Cell, Fault, Sheet, Workbook
from samhold.infrastructure.spreadsheets.writing import write_csv, write_workbook

__all__ = [
    "Caps",
    "Cell",
    "Columns",
    "Fault",
    "Sheet",
    "Workbook",
    "match_columns",
    "normalised_header",
    "read_workbook",
    "write_csv",
    "write_workbook",
]
