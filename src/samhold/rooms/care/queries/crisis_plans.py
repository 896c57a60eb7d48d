"""The crisis plan as it is read: whom to call, the three steps, who has a copy, and whether it still holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.care.editions import last_number
from samhold.rooms.care.enums import CrisisStage
from samhold.rooms.care.models import CrisisCall, CrisisCopy, CrisisPlan, CrisisStep

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy that was given away; `is_old` if the plan has been changed since."""

    given: CrisisCopy
    is_old: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A crisis plan with all that belongs to it, the steps from green to red."""

    plan: CrisisPlan
    steps: tuple[CrisisStep, ...]
    calls: tuple[CrisisCall, ...]
    copies: tuple[Copy, ...]
    is_overdue: bool


def purpose_of(person: Person) -> Purpose | None:
    """Return the purpose for which the one at the door may read the crisis plan; none, if they may not."""
    wanted = (Purpose.CARE, Purpose.EMERGENCY)
    if person.standing is None:
        return None
    return next((one for one in wanted if person.standing.allows(Action.READ, Category.CRISIS, one)), None)


def open_crisis_plan(*, person: Person) -> CrisisPlan | None:
    """Return the open crisis plan of a person who came through the door, if there is one and it may be read."""
    if purpose_of(person) is None:
        return None
    plan = CrisisPlan.objects.filter(person_id=person.pk, closed_date__isnull=True).first()
    if plan is not None:
        plan.person = person
    return plan


def shown(*, plan: CrisisPlan, now: datetime) -> Shown:
    """Return a crisis plan that came through the door, with its steps, calls and copies."""
    stages = list(CrisisStage)
    steps = sorted(CrisisStep.objects.filter(plan=plan), key=lambda step: stages.index(CrisisStage(step.stage)))
    copies = CrisisCopy.objects.filter(plan=plan).select_related("given_by").order_by("-given_date", "-pk")
    number = last_number(plan)
    return Shown(
        plan=plan,
        steps=tuple(steps),
        calls=tuple(CrisisCall.objects.filter(plan=plan).order_by("position")),
        copies=tuple(Copy(given=copy, is_old=copy.of_version < number) for copy in copies),
        is_overdue=plan.valid_until_date < local_day(now),
    )
