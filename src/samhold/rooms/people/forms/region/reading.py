"""Finds the five sheets in a workbook and reads their cells; what cannot be read becomes a fault."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from samhold.infrastructure.spreadsheets import Columns, Fault, Sheet, Workbook, match_columns, normalised_header
from samhold.rooms.people.workbook.cells import Wrong, as_text
from samhold.rooms.people.workbook.sheets import SHEETS, Column, SheetForm
from samhold.rooms.people.workbook.words import near, written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samhold.infrastructure.spreadsheets import Cell

Wanted: TypeAlias = tuple[Column, int, dict[object, object]]
"""A column, where it stands, and what its cells were read as so far: most values stand in many rows."""

MOST_FAULTS = 1000
MOST_HINTS = 200
LONGEST_VALUE = 80


@dataclass(frozen=True, slots=True)
class Draft:
    """A line of a sheet, read: the fields whose columns are there; `broken` ones could not be read."""

    line: int
    values: dict[str, object]
    broken: frozenset[str] = frozenset()

    def text(self, name: str) -> str:
        """Return a text field; nothing where the column or the cell is not there."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def has(self, name: str) -> bool:
        """Say whether the file says something, even nothing, in this field."""
        return name in self.values


@dataclass(slots=True)
class Reading:
    """What was read, and every fault that is found in it."""

    titles: dict[str, str] = field(default_factory=dict)
    headers: dict[tuple[str, str], str] = field(default_factory=dict)
    drafts: dict[str, list[Draft]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    more_faults: int = 0

    def lines(self, form: SheetForm) -> list[Draft]:
        """Return the lines of a sheet."""
        return self.drafts.get(form.name, [])

    def has_faults(self, form: SheetForm) -> bool:
        """Say whether a fault was found in a sheet; then what it lacks is no fault of another."""
        return any(one.sheet == self.titles.get(form.name, form.title) for one in self.faults)

    def hint(self, text: str, known: Iterable[str]) -> str:
        """Return the known text that is most like this one; nothing after `MOST_HINTS` faults, since it takes time."""
        return near(text, tuple(known)) if len(self.faults) < MOST_HINTS else ""

    def fault(self, form: SheetForm, line: int, name: str, *, value: object, rule: str, suggestion: str = "") -> None:
        """Note a fault, by the names the file has; after `MOST_FAULTS` they are only counted."""
        if len(self.faults) >= MOST_FAULTS:
            self.more_faults += 1
            return
        header = next((column.header for column in form.columns if column.field == name), "")
        self.faults.append(
            Fault(
                sheet=self.titles.get(form.name, form.title),
                row=line,
                column=self.headers.get((form.name, name), header),
                value=_shown(value)[:LONGEST_VALUE],
                rule=rule,
                suggestion=suggestion,
            )
        )


def read(workbook: Workbook, *, is_whole: bool) -> Reading:
    """
    Read every sheet of ours in a workbook.

    :param is_whole: whether all five sheets must be there, as in an Excel workbook.
    """
    reading = Reading()
    for sheet in workbook.sheets:
        form = _form_of(sheet)
        if form is None or form.name in reading.titles:
            reading.unread.append(sheet.name)
        else:
            _read_sheet(reading, form, sheet)
    if is_whole or not reading.titles:
        _note_missing_sheets(reading)
    return reading


def _form_of(sheet: Sheet) -> SheetForm | None:
    """Tell which sheet it is: by its name, else by its header."""
    title = normalised_header(sheet.name)
    for form in SHEETS:
        if title in {normalised_header(name) for name in (form.title, form.name, *form.aliases)}:
            return form
    header = _header(sheet)[1]
    fits = []
    for form in SHEETS:
        columns = match_columns(header, form.headers)
        if not any(column.is_needed or column.is_required for column in _missing(form, columns)):
            fits.append((len(columns.places) - len(columns.unknown), form.name))
    best = max(fits, default=(0, ""))
    return next((form for form in SHEETS if form.name == best[1] and best[0] > 0), None)


def _header(sheet: Sheet) -> tuple[int, tuple[Cell, ...]]:
    filled = ((place, row) for place, row in enumerate(sheet.rows) if any(cell is not None for cell in row))
    return next(filled, (0, ()))


def _missing(form: SheetForm, columns: Columns) -> list[Column]:
    return [column for column in form.columns if column.field in columns.missing]


def _note_missing_sheets(reading: Reading) -> None:
    for form in SHEETS:
        if form.name not in reading.titles:
            unread = tuple(reading.unread)
            found = near(form.title, unread)
            rule = _("The sheet is missing. Keep it with its header only when there is nothing to say.")
            hint = _("Rename “%(sheet)s” to “%(title)s”.") % {"sheet": found, "title": form.title} if found else ""
            reading.fault(form, 0, "", value="", rule=rule, suggestion=hint)


def _read_sheet(reading: Reading, form: SheetForm, sheet: Sheet) -> None:
    reading.titles[form.name] = sheet.name
    start, header = _header(sheet)
    columns = match_columns(header, form.headers)
    reading.headers |= {(form.name, name): as_text(header[place]).strip() for name, place in columns.places.items()}
    if not _judge_header(reading, form, columns, start + 1):
        return
    wanted: list[Wanted] = [
        (column, columns.places[column.field], {}) for column in form.columns if column.field in columns.places
    ]
    drafts = reading.drafts.setdefault(form.name, [])
    for line, row in enumerate(sheet.rows[start + 1 :], start + 2):
        if any(cell is not None for cell in row):
            drafts.append(_draft(reading, form, wanted, line, row))


def _judge_header(reading: Reading, form: SheetForm, columns: Columns, line: int) -> bool:
    """Note what is wrong in the header, and say whether the rows can be read nevertheless."""
    missing = [column for column in _missing(form, columns) if column.is_needed or column.is_required]
    unknown = tuple(text for text, _near in columns.unknown)
    for column in missing:
        found = near(column.header, unknown)
        hint = _("Rename “%(column)s” to “%(header)s”.") % {"column": found, "header": column.header} if found else ""
        reading.fault(form, line, column.field, value="", rule=_("The column is missing."), suggestion=hint)
    for text in columns.doubled:
        rule = _("The sheet has two columns for the same thing. Leave one out.")
        reading.fault(form, line, "", value=text, rule=rule)
    lacking = {header for column in _missing(form, columns) for header in (column.header, *column.aliases)}
    for text, likely in columns.unknown:
        if not missing and likely in lacking:
            rule = _("No column has this name, but one is like it. Rename it, or give it a name of its own.")
            reading.fault(form, line, "", value=text, rule=rule, suggestion=likely)
    return not missing and not columns.doubled


def _draft(reading: Reading, form: SheetForm, wanted: list[Wanted], line: int, row: tuple[Cell, ...]) -> Draft:
    values: dict[str, object] = {}
    broken = set()
    for column, place, met in wanted:
        cell = row[place] if place < len(row) else None
        try:
            key = (cell.__class__, cell)
            if key not in met:
                met[key] = _value(column, cell)
            values[column.field] = met[key]
        except Wrong as wrong:
            broken.add(column.field)
            reading.fault(form, line, column.field, value=cell, rule=wrong.rule, suggestion=wrong.suggestion)
    return Draft(line, values, frozenset(broken))


def _shown(value: object) -> str:
    if isinstance(value, TextChoices):
        return written(value)
    return as_text(value) if isinstance(value, str | int | float | date) else str(value or "")


def _value(column: Column, cell: Cell) -> object:
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        if column.is_required:
            raise Wrong(_("The cell is empty. A formula without a stored result counts as empty."))
        return column.kind.empty
    return column.kind.read(cell)
