"""
Editions: how a part of a plan was after each save. Used by the actions on plans, once they have asked for leave.

A save that nothing came of because somebody saved first leaves no edition: its text goes back to whoever wrote it.
Every save of a row that people edit goes through `save`, so a row's version counts its editions.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from django.db.models import Max

from samhold.infrastructure.versioned import StaleVersion, save_versioned
from samhold.rooms.care.enums import PlanPart
from samhold.rooms.care.models import (
    CrisisCall,
    CrisisEdition,
    CrisisPlan,
    CrisisStep,
    Goal,
    IndividualPlan,
    PlanEdition,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.db.models import Model, QuerySet

    from samhold.rooms.access.models import User

Edited: TypeAlias = IndividualPlan | Goal | CrisisPlan | CrisisStep | CrisisCall
"""The rows that people edit in a plan."""

WHOLE, CALL = "PLAN", "CALL"
"""The parts of a crisis plan besides its stages: its own texts and days, and whom to call."""


def take_over(row: Edited, values: Mapping[str, object]) -> tuple[str, ...]:
    """Set these fields of a row; return the names of those that say something else now."""
    changed = []
    for name, value in values.items():
        tidy = value.strip() if isinstance(value, str) else value
        if getattr(row, name) != tidy:
            setattr(row, name, tidy)
            changed.append(name)
    return tuple(changed)


def save(row: Edited, values: Mapping[str, object], *, base_version: int, by: User, now: datetime) -> tuple[str, ...]:
    """
    Save what says something else now, keep an edition of it, and return the names.

    A save that rests on an older version goes through if nobody has touched the same fields since.

    :param base_version: the version that the writer had before their eyes.
    :raises StaleVersion: if somebody has; it carries both texts.
    """
    changed = take_over(row, values)
    if not changed:
        return ()
    try:
        save_versioned(row, base_version=base_version, fields=changed)
    except StaleVersion as stale:
        touched = _touched_since(row, base_version, stale.current.version)
        if touched is None or touched.intersection(changed):
            raise
        save_versioned(row, base_version=stale.current.version, fields=changed)
    keep(row, changed, by=by, now=now)
    return changed


def keep(row: Edited, names: Iterable[str], *, by: User, now: datetime) -> PlanEdition | CrisisEdition:
    """Keep what these fields of a row say now."""
    content = {name: _plain(getattr(row, name)) for name in names}
    return keep_as(row, content, " ".join(content), by=by, now=now)


def keep_as(
    row: Edited, content: Mapping[str, object], fields: str, *, by: User, now: datetime
) -> PlanEdition | CrisisEdition:
    """
    Keep a part of a plan.

    :param fields: what was changed, in words that stand in the clear; never what somebody typed.
    """
    plan = row if isinstance(row, IndividualPlan | CrisisPlan) else row.plan
    number = _next(plan)
    written = json.dumps(dict(content), default=str, ensure_ascii=False)
    if isinstance(plan, CrisisPlan):
        return CrisisEdition.objects.create(
            tenant_id=plan.tenant_id, person_id=plan.person_id, plan=plan, part=part_of(row), number=number,
            fields=fields, content=written, at=now, by=by,
        )  # fmt: skip
    goal = row if isinstance(row, Goal) else None
    return PlanEdition.objects.create(
        tenant_id=plan.tenant_id, person_id=plan.person_id, plan=plan, part=part_of(row), number=number,
        goal=goal, fields=fields, content=written, at=now, by=by,
    )  # fmt: skip


def part_of(row: Edited) -> str:
    """Return the name of the part that a row is of its plan."""
    if isinstance(row, CrisisStep):
        return row.stage
    if isinstance(row, CrisisCall):
        return CALL
    return PlanPart.GOAL.value if isinstance(row, Goal) else PlanPart.PLAN.value


def _touched_since(row: Edited, base_version: int, version: int) -> frozenset[str] | None:
    """Return the fields that were changed after a version; `None` if that is not known."""
    missed = version - base_version
    if isinstance(row, CrisisCall) or missed < 1:
        return None
    fields = list(_fields_of_editions(row)[:missed])
    return frozenset(" ".join(fields).split()) if len(fields) == missed else None


def _fields_of_editions(row: IndividualPlan | Goal | CrisisPlan | CrisisStep) -> QuerySet[Model, str]:
    if isinstance(row, Goal):
        return PlanEdition.objects.filter(goal=row).order_by("-number").values_list("fields", flat=True)
    if isinstance(row, IndividualPlan):
        rows = PlanEdition.objects.filter(plan=row, part=PlanPart.PLAN)
        return rows.order_by("-number").values_list("fields", flat=True)
    plan = row if isinstance(row, CrisisPlan) else row.plan
    of_crisis = CrisisEdition.objects.filter(plan=plan, part=part_of(row))
    return of_crisis.order_by("-number").values_list("fields", flat=True)


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool) else str(value)


def last_number(plan: IndividualPlan | CrisisPlan) -> int:
    """Return the number of the last edition of a plan; 0 if there is none."""
    last: int | None = plan.editions.aggregate(last=Max("number"))["last"]
    return last or 0


def _next(plan: IndividualPlan | CrisisPlan) -> int:
    """Return the next number; whoever saves another part of the plan at the same moment waits."""
    type(plan)._base_manager.select_for_update().filter(pk=plan.pk).first()  # noqa: SLF001 -- Django's API
    return last_number(plan) + 1
