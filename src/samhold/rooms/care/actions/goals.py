"""Add a goal to a person's plan, change it, settle it, and tick what a contact was about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.foundation.time import local_day
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.access.models import User
from samhold.rooms.care import editions
from samhold.rooms.care.actions.individual_plans import PlanIsClosed
from samhold.rooms.care.enums import GoalState
from samhold.rooms.care.models import Contact, Goal, GoalContact, IndividualPlan
from samhold.rooms.people.actions import log

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

TEXTS = ("words", "measure", "next_step", "owner", "owner_words", "due_date")
"""What people write in a goal."""


class GoalWithoutWords(DomainError):
    """Nobody has said what it is."""

    message = _("Write the goal in the person's own words.")


class StepWithoutOwner(DomainError):
    """Somebody must take the next step."""

    message = _("Choose who takes the next step, or write who it is.")


class GoalSettled(DomainError):
    """It is not being worked on."""

    message = _("This goal is settled. Take it up again before you change it.")


class GoalOfAnotherPlan(DomainError):
    """A contact is about goals of the same person's open plan."""

    message = _("One of the goals is not in the person's plan any more. Open the page again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalText:
    """
    A goal as it is written: the person's own words, the measure, the next step, who takes it, and by when.

    :param owner: a worker; `owner_words` is anybody else, as the person.
    """

    words: str = field(repr=False)
    measure: str = field(default="", repr=False)
    next_step: str = field(default="", repr=False)
    owner: User | None = None
    owner_words: str = field(default="", repr=False)
    due_date: date | None = None


@transaction.atomic
def add(*, plan: IndividualPlan, text: GoalText, by: User, now: datetime, key: MutationKey | None = None) -> Goal:
    """
    Add a goal at the end of the plan; the same `key` again returns the goal already added.

    :raises NotAllowed: if `by` may not plan with this person.
    :raises PlanIsClosed: if the plan is closed.
    :raises GoalWithoutWords: if it has none.
    :raises StepWithoutOwner: if there is a next step that nobody takes.
    """
    basis = require(by, Action.PLAN, plan.person, Category.PLAN, now=now)
    if not plan.is_open:
        raise PlanIsClosed
    _check(text)
    with once(key, Goal) as made:
        if made.is_new:
            IndividualPlan.objects.select_for_update().get(pk=plan.pk)
            goal = Goal(tenant_id=plan.tenant_id, person_id=plan.person_id, plan=plan, position=_last(plan) + 1)
            editions.take_over(goal, _values(text))
            goal.save(force_insert=True)
            editions.keep(goal, TEXTS, by=by, now=now)
            log.write(goal, by=by, action=Action.PLAN, basis=basis, what="added", category=Category.PLAN, now=now)
            made.row = goal
    return made.row


@transaction.atomic
def change(*, goal: Goal, text: GoalText, base_version: int, by: User, now: datetime) -> Goal:
    """
    Save what is written in a goal.

    :raises NotAllowed: if `by` may not plan with this person.
    :raises PlanIsClosed: if the plan is closed.
    :raises GoalSettled: if it is not being worked on.
    :raises GoalWithoutWords, StepWithoutOwner: as `add`.
    :raises StaleVersion: if somebody saved the same words in the meantime; it carries both texts.
    """
    basis = require(by, Action.PLAN, goal.person, Category.PLAN, now=now)
    if not goal.plan.is_open:
        raise PlanIsClosed
    if goal.state != GoalState.OPEN:
        raise GoalSettled
    _check(text)
    if editions.save(goal, _values(text), base_version=base_version, by=by, now=now):
        log.write(goal, by=by, action=Action.PLAN, basis=basis, what="changed", category=Category.PLAN, now=now)
    return goal


@transaction.atomic
def settle(*, goal: Goal, state: GoalState, by: User, now: datetime) -> Goal:
    """
    Say that a goal is reached or left, or, with `GoalState.OPEN`, take it up again.

    :raises NotAllowed: if `by` may not plan with this person.
    :raises PlanIsClosed: if the plan is closed.
    """
    basis = require(by, Action.PLAN, goal.person, Category.PLAN, now=now)
    if not goal.plan.is_open:
        raise PlanIsClosed
    values = {"state": state.value, "settled_date": None if state == GoalState.OPEN else local_day(now)}
    editions.save(goal, values, base_version=goal.version, by=by, now=now)
    what = {GoalState.OPEN: "taken up", GoalState.REACHED: "reached", GoalState.LEFT: "left"}[state]
    log.write(goal, by=by, action=Action.PLAN, basis=basis, what=what, category=Category.PLAN, now=now)
    return goal


@transaction.atomic
def tick(*, contact: Contact, goals: Sequence[Goal], by: User, now: datetime) -> tuple[GoalContact, ...]:
    """
    Say which goals a contact was about; ticking twice, or none, changes nothing.

    :raises NotAllowed: if `by` may not record contacts with this person.
    :raises GoalOfAnotherPlan: if a goal is another person's, or of a closed plan.
    """
    basis = require(by, Action.RECORD, contact.person, Category.CONTACTS, now=now)
    if any(goal.person_id != contact.person_id or goal.plan.closed_date is not None for goal in goals):
        raise GoalOfAnotherPlan
    ticks = tuple(
        GoalContact.objects.get_or_create(
            goal=goal, contact=contact, defaults={"tenant_id": contact.tenant_id, "person_id": contact.person_id}
        )[0]
        for goal in goals
    )
    if ticks:
        log.write(contact, by=by, action=Action.RECORD, basis=basis, what="ticked", category=Category.PLAN, now=now)
    return ticks


def _values(text: GoalText) -> dict[str, object]:
    return {name: getattr(text, name) for name in TEXTS}


def _check(text: GoalText) -> None:
    if not text.words.strip():
        raise GoalWithoutWords
    if text.next_step.strip() and text.owner is None and not text.owner_words.strip():
        raise StepWithoutOwner


def _last(plan: IndividualPlan) -> int:
    last: int | None = plan.goals.aggregate(last=Max("position"))["last"]
    return last or 0
