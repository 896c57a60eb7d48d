"""Who changed what in a plan, and when, with the text before and after."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from samhold.rooms.access.models import User
from samhold.rooms.care.editions import CALL
from samhold.rooms.care.models import CrisisEdition, CrisisPlan, IndividualPlan, PlanEdition

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ONE_SITTING = timedelta(minutes=30)
"""Saves by the same writer of the same part that follow each other within this time are told as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a field said before, and after; the values as they were kept."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    What somebody changed in one sitting.

    :param part: `PLAN`, `GOAL`, a stage, or `CALL`.
    :param goal: which goal it was, if it was one.
    :param was_removed: a line of whom to call was taken off.
    """

    id: UUID
    part: str
    goal: UUID | None
    about: str
    by: User
    at: datetime
    differences: tuple[Difference, ...]
    was_removed: bool = False


def history_of_plan(*, plan: IndividualPlan) -> tuple[Change, ...]:
    """Return the changes of an individual plan that came through the door, newest first."""
    rows = PlanEdition.objects.filter(plan=plan).select_related("by", "goal").order_by("number")
    return _changes(list(rows))


def history_of_crisis_plan(*, plan: CrisisPlan) -> tuple[Change, ...]:
    """Return the changes of a crisis plan that came through the door, newest first."""
    return _changes(list(CrisisEdition.objects.filter(plan=plan).select_related("by").order_by("number")))


def _changes(editions: Sequence[PlanEdition | CrisisEdition]) -> tuple[Change, ...]:
    known: dict[object, dict[str, str]] = {}
    found: list[Change] = []
    for edition in editions:
        change = _change(edition, known)
        last = found[-1] if found else None
        if last is not None and _is_same_sitting(last, change):
            found[-1] = replace(change, differences=_joined(last.differences, change.differences))
        else:
            found.append(change)
    return tuple(reversed(found))


def _change(edition: PlanEdition | CrisisEdition, known: dict[object, dict[str, str]]) -> Change:
    goal = edition.goal if isinstance(edition, PlanEdition) else None
    said = _said(edition.content)
    before = {} if edition.part == CALL else known.setdefault((edition.part, goal and goal.pk), {})
    was_removed = edition.part == CALL and edition.fields == "removed"
    differences = tuple(
        Difference(field=name, before=text if was_removed else before.get(name, ""), after="" if was_removed else text)
        for name, text in said.items()
    )
    before.update(said)
    return Change(
        id=edition.pk,
        part=edition.part,
        goal=None if goal is None else goal.pk,
        about="" if goal is None else goal.words,
        by=edition.by,
        at=edition.at,
        differences=differences,
        was_removed=was_removed,
    )


def _said(content: str) -> Mapping[str, str]:
    kept: dict[str, object] = json.loads(content)
    return {name: "" if value is None else str(value) for name, value in kept.items()}


def _is_same_sitting(last: Change, change: Change) -> bool:
    is_same = (last.part, last.goal, last.by) == (change.part, change.goal, change.by)
    return is_same and change.part != CALL and change.at - last.at <= ONE_SITTING


def _joined(first: tuple[Difference, ...], then: tuple[Difference, ...]) -> tuple[Difference, ...]:
    """Join two changes: before is what stood before the first, after is what stood after the last."""
    by_field = {one.field: one for one in first}
    for one in then:
        kept = by_field.get(one.field)
        by_field[one.field] = one if kept is None else replace(one, before=kept.before)
    return tuple(by_field.values())
