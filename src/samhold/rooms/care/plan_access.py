"""The doors to plans: the individual plan and its goals, the crisis plan in care and in an emergency."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from samhold.foundation.errors import NotAvailable
from samhold.rooms.access.engine import standing_of
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.care.models import CrisisCall, CrisisEdition, CrisisPlan, CrisisStep, Goal, IndividualPlan
from samhold.rooms.people.access import access_person

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from samhold.rooms.access.engine import Actor
    from samhold.rooms.people.models import Person

PartT = TypeVar("PartT", Goal, CrisisStep, CrisisCall, CrisisEdition)

PLAN, CRISIS = "individual plan", "crisis plan"
"""What was opened, in words, for the log."""


def open_to_plan(*, actor: Actor, person_id: UUID, now: datetime) -> Person:
    """
    Return a person whose individual plan the actor may read, whether there is one or not.

    :raises NotAvailable: if the person is unknown or hidden, or the plan is; the attempt is logged as refused.
    """
    return _person(actor, person_id, Category.PLAN, PLAN, now=now)


def access_plan(*, actor: Actor, person_id: UUID, plan_id: UUID, now: datetime) -> IndividualPlan:
    """
    Return an individual plan that the actor may read, also a closed one; its `person` has the actor's standing.

    :raises NotAvailable: if person or plan is unknown or hidden; the attempt is logged as refused.
    """
    person = open_to_plan(actor=actor, person_id=person_id, now=now)
    plan = IndividualPlan.objects.filter(pk=plan_id, person_id=person_id).first()
    if plan is None:
        raise NotAvailable
    plan.person = person
    return plan


def access_goal(*, actor: Actor, person_id: UUID, goal_id: UUID, now: datetime) -> Goal:
    """
    Return a goal of an individual plan that the actor may read.

    :raises NotAvailable: if person or goal is unknown or hidden; the attempt is logged as refused.
    """
    person = open_to_plan(actor=actor, person_id=person_id, now=now)
    return _part(Goal.objects.select_related("plan", "owner"), goal_id, person)


def open_to_crisis(*, actor: Actor, person_id: UUID, now: datetime) -> Person:
    """
    Return a person whose crisis plan the actor may read: in care, or else by an emergency access.

    :raises NotAvailable: if the person is unknown or hidden, or the plan is; the attempt is logged as refused.
    """
    purpose = Purpose.CARE
    if not standing_of(actor, person_id, now).allows(Action.READ, Category.CRISIS):
        purpose = Purpose.EMERGENCY
    return _person(actor, person_id, Category.CRISIS, CRISIS, now=now, purpose=purpose)


def access_crisis_plan(*, actor: Actor, person_id: UUID, plan_id: UUID, now: datetime) -> CrisisPlan:
    """
    Return a crisis plan that the actor may read, also a closed one; its `person` has the actor's standing.

    :raises NotAvailable: if person or plan is unknown or hidden; the attempt is logged as refused.
    """
    person = open_to_crisis(actor=actor, person_id=person_id, now=now)
    plan = CrisisPlan.objects.filter(pk=plan_id, person_id=person_id).first()
    if plan is None:
        raise NotAvailable
    plan.person = person
    return plan


def access_crisis_step(*, actor: Actor, person_id: UUID, step_id: UUID, now: datetime) -> CrisisStep:
    """
    Return a step of a crisis plan that the actor may read.

    :raises NotAvailable: as `access_crisis_plan`.
    """
    person = open_to_crisis(actor=actor, person_id=person_id, now=now)
    return _part(CrisisStep.objects.select_related("plan"), step_id, person)


def access_crisis_call(*, actor: Actor, person_id: UUID, call_id: UUID, now: datetime) -> CrisisCall:
    """
    Return a line of whom to call, of a crisis plan that the actor may read.

    :raises NotAvailable: as `access_crisis_plan`.
    """
    person = open_to_crisis(actor=actor, person_id=person_id, now=now)
    return _part(CrisisCall.objects.select_related("plan"), call_id, person)


def access_crisis_edition(*, actor: Actor, person_id: UUID, edition_id: UUID, now: datetime) -> CrisisEdition:
    """
    Return an edition of a crisis plan that the actor may read.

    :raises NotAvailable: as `access_crisis_plan`.
    """
    person = open_to_crisis(actor=actor, person_id=person_id, now=now)
    return _part(CrisisEdition.objects.select_related("plan"), edition_id, person)


def _part(rows: QuerySet[PartT], row_id: UUID, person: Person) -> PartT:
    """Give the row and its plan the person as they came through the door."""
    row = rows.filter(pk=row_id, person_id=person.pk).first()
    if row is None:
        raise NotAvailable
    row.person = row.plan.person = person
    return row


def _person(
    actor: Actor,
    person_id: UUID,
    category: Category,
    subject: str,
    *,
    now: datetime,
    purpose: Purpose = Purpose.CARE,
) -> Person:
    person = access_person(
        actor=actor, person_id=person_id, purpose=purpose, now=now, subject=subject, categories=(category,)
    )
    if person.standing is None or not person.standing.allows(Action.READ, category, purpose):
        note(
            Refusal(
                action=Action.READ, at=now, actor_id=actor.pk, person_id=person_id, category=category, subject=subject,
                purpose=purpose,
            ),
        )  # fmt: skip
        raise NotAvailable
    return person
