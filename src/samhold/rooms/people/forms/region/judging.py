"""Judges a whole workbook against what is stored: a plan, the faults, and how much would change."""

from __future__ import annotations

from dataclasses import dataclass
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
from samhold.rooms.people.workbook.rows import Plan
from samhold.rooms.people.workbook.sheets import SHEETS, WORKERS

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.people.forms.region.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetChanges:
    """How much a sheet would change; `left_alone` are stored rows that the file does not name."""

    sheet: str
    new: int
    changed: int
    unchanged: int
    left_alone: int


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
    audit.write(audit.Event(action=Action.READ, at=now, actor_id=by.pk, subject=subject, basis=basis))
    return Judged(
        plan=plan,
        faults=_in_order(reading),
        more_faults=reading.more_faults,
        changes=_changes(plan),
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


def _changes(plan: Plan) -> tuple[SheetChanges, ...]:
    told = []
    for form in SHEETS:
        pairs = getattr(plan, form.name)
        new, changed = sum(pair.is_new for pair in pairs), sum(pair.is_changed for pair in pairs)
        found = len(pairs) - new
        known_rows = len(getattr(plan.stored, form.name))
        told.append(
            SheetChanges(
                sheet=form.title,
                new=new,
                changed=changed,
                unchanged=found - changed,
                left_alone=max(known_rows - found, 0),
            )
        )
    return tuple(told)
