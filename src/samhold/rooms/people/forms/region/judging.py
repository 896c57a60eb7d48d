"""Judges a whole workbook against what is stored: a plan, the faults, and how much would change."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from samhold.infrastructure.spreadsheets import Fault, Workbook
from samhold.rooms.access.actions import audit
from samhold.rooms.access.engine import require_without_person
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.people.forms.region import networks, persons, roads, units, workers
from samhold.rooms.people.forms.region.context import Context
from samhold.rooms.people.forms.region.reading import read
from samhold.rooms.people.queries.region import stored
from samhold.rooms.people.queries.region_known import known
from samhold.rooms.people.workbook.cells import as_text
from samhold.rooms.people.workbook.rows import Plan
from samhold.rooms.people.workbook.sheets import PERSONS, SHEETS, WORKERS
from samhold.rooms.people.workbook.written import differences

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from samhold.infrastructure.spreadsheets import Cell
    from samhold.rooms.access.models import User
    from samhold.rooms.people.forms.region.reading import Reading
    from samhold.rooms.people.workbook.rows import Pair, Row


MOST_TOLD = 100
"""So many cells that change are shown, of each sheet."""

NATIONAL_NUMBER = next(column.header for column in PERSONS.columns if column.field == "national_number")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """A cell that would change: in which row of the file, under which header, from what to what."""

    row: int
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetChanges:
    """
    How much a sheet would change.

    :param left_alone: stored rows that the file does not name.
    :param faulty: rows of the file that cannot be taken on.
    :param cells: what changes, up to `MOST_TOLD`.
    """

    sheet: str
    new: int
    changed: int
    unchanged: int
    left_alone: int
    faulty: int = 0
    cells: tuple[CellChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a file asks for, and what is wrong with it; with a fault, nothing of it is written."""

    plan: Plan
    faults: tuple[Fault, ...]
    more_faults: int
    changes: tuple[SheetChanges, ...]
    unread: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    @property
    def changes_nothing(self) -> bool:
        """Whether everything stands already as the file says."""
        return not any(one.new or one.changed for one in self.changes)


def judge(workbook: Workbook, *, is_whole: bool, by: User, now: datetime) -> Judged:
    """
    Judge a workbook.

    :param is_whole: whether all five sheets must be there, as in an Excel workbook.
    :raises NotAllowed: if `by` may not import a region.
    """
    basis = require_without_person(by, Action.CONFIGURE, Category.IDENTITY, now=now, purpose=Purpose.COORDINATION)
    reading = read(workbook, is_whole=is_whole)
    named = {draft.text("organisation") for form in SHEETS for draft in reading.lines(form)}
    emails = {draft.text("email") for draft in reading.lines(WORKERS)}
    context = Context(
        by=by,
        reading=reading,
        stored=stored(by=by, now=now, named=named),
        known=known(by=by, now=now, emails=emails),
        now=now,
    )
    plan = _plan(context)
    subject = "region compared with a file"
    audit.write(audit.Event(action=Action.READ, at=now, actor_id=by.pk, subject=subject, basis=basis, is_reading=True))
    return Judged(
        plan=plan,
        faults=_in_order(reading),
        more_faults=reading.more_faults,
        changes=_changes(plan, reading),
        unread=tuple(reading.unread),
    )


def _plan(context: Context) -> Plan:
    of_units = units.judge(context)
    of_workers = workers.judge(context)
    of_persons = persons.judge(context, of_units)
    return Plan(
        units=of_units,
        workers=of_workers,
        persons=of_persons,
        networks=networks.judge(context, of_persons),
        roads=roads.judge(context),
        stored=context.stored,
    )


def _in_order(reading: Reading) -> tuple[Fault, ...]:
    order = {reading.titles.get(form.name, form.title): place for place, form in enumerate(SHEETS)}
    return tuple(sorted(reading.faults, key=lambda fault: (order.get(fault.sheet, len(order)), fault.row)))


def _changes(plan: Plan, reading: Reading) -> tuple[SheetChanges, ...]:
    told = []
    for form in SHEETS:
        pairs = getattr(plan, form.name)
        new, changed = sum(pair.is_new for pair in pairs), sum(pair.is_changed for pair in pairs)
        found = len(pairs) - new
        known_rows = len(getattr(plan.stored, form.name))
        faulty = max(len(reading.lines(form)) - len(pairs), 0)
        told.append(
            SheetChanges(
                sheet=form.title,
                new=new,
                changed=changed,
                unchanged=found - changed,
                left_alone=max(known_rows - found - faulty, 0),
                faulty=faulty,
                cells=_cells(pairs),
            )
        )
    return tuple(told)


def _cells(pairs: Iterable[Pair[Row]]) -> tuple[CellChange, ...]:
    """Say what changes; a national number only that it does."""
    found = (
        CellChange(row=pair.row.line, column=header, before=_shown(header, before), after=_shown(header, after))
        for pair in pairs
        if pair.is_changed and pair.stored
        for header, before, after in differences(pair.stored, pair.row)
    )
    return tuple(islice(found, MOST_TOLD))


def _shown(header: str, cell: Cell) -> str:
    text = as_text(cell)
    return "•••" if text and header == NATIONAL_NUMBER else text
