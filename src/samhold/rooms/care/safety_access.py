"""The doors to safety on visits, children, checks, and the watch of a visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samhold.foundation.errors import NotAvailable
from samhold.rooms.access.engine import standing_of
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.care.models import CareReview, ChildrenQuestion, SafetyAssessment, VisitWatch
from samhold.rooms.care.watching import takes_part
from samhold.rooms.people.access import access_person
from samhold.rooms.people.models import Person

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.access.engine import Actor

SHOWN = (Category.SAFETY, Category.APPOINTMENTS, Category.CHILDREN, Category.PLAN)
"""What stands on the page of safety; one of them is enough to open it."""


def open_to_safety(*, actor: Actor, person_id: UUID, now: datetime, needs: tuple[Category, ...] = SHOWN) -> Person:
    """
    Return a person of whom the actor may read something that stands on the page of safety.

    :param needs: the categories of which one must be readable.
    :raises NotAvailable: if the person is unknown or hidden, or all of it is; the attempt is logged as refused.
    """
    purpose = Purpose.CARE
    person = access_person(
        actor=actor, person_id=person_id, purpose=purpose, now=now, subject="safety", categories=needs
    )
    standing = person.standing
    if standing is None or not any(standing.allows(Action.READ, category) for category in needs):
        note(
            Refusal(
                action=Action.READ,
                at=now,
                actor_id=actor.pk,
                person_id=person_id,
                category=needs[0],
                subject="safety",
                purpose=purpose,
            )
        )
        raise NotAvailable
    return person


def access_assessment(*, actor: Actor, person_id: UUID, assessment_id: UUID, now: datetime) -> SafetyAssessment:
    """
    Return a safety assessment that the actor may read; its `person` has the actor's standing.

    :raises NotAvailable: if person or assessment is unknown or hidden.
    """
    person = open_to_safety(actor=actor, person_id=person_id, now=now, needs=(Category.SAFETY,))
    row = SafetyAssessment.objects.filter(pk=assessment_id, person_id=person_id).first()
    if row is None:
        raise NotAvailable
    row.person = person
    return row


def access_children_question(*, actor: Actor, person_id: UUID, question_id: UUID, now: datetime) -> ChildrenQuestion:
    """
    Return an answer about children that the actor may read; its `person` has the actor's standing.

    :raises NotAvailable: if person or answer is unknown or hidden.
    """
    person = open_to_safety(actor=actor, person_id=person_id, now=now, needs=(Category.CHILDREN,))
    row = ChildrenQuestion.objects.filter(pk=question_id, person_id=person_id).first()
    if row is None:
        raise NotAvailable
    row.person = person
    return row


def access_review(*, actor: Actor, person_id: UUID, review_id: UUID, now: datetime) -> CareReview:
    """
    Return something that was looked at anew, which the actor may read; its `person` has the actor's standing.

    :raises NotAvailable: if person or review is unknown or hidden.
    """
    person = open_to_safety(actor=actor, person_id=person_id, now=now, needs=(Category.PLAN,))
    row = CareReview.objects.filter(pk=review_id, person_id=person_id).first()
    if row is None:
        raise NotAvailable
    row.person = person
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A watch of a visit, as one who takes part in it may see it; `person` is whom it is with, if they may know."""

    watch: VisitWatch
    person: Person | None


def access_watch(*, actor: Actor, watch_id: UUID, now: datetime) -> Watched:
    """
    Return a watch of a visit for one who takes part in it.

    Whoever waits for a worker must be able to act, whether or not they know the person. That the person is shown to
    somebody who may know is written in the log.

    :raises NotAvailable: if it is unknown, or the actor takes no part in it.
    """
    rows = VisitWatch.objects.select_related("worker", "colleague")
    watch = rows.filter(pk=watch_id).first()
    if watch is None or not takes_part(watch, actor.pk, now):
        note(Refusal(action=Action.READ, at=now, actor_id=actor.pk, category=Category.APPOINTMENTS, subject="watch"))
        raise NotAvailable
    standing = standing_of(actor, watch.person_id, now)
    if not (standing.allows(Action.READ, Category.IDENTITY) and standing.allows(Action.READ, Category.APPOINTMENTS)):
        return Watched(watch=watch, person=None)
    shown = (Category.APPOINTMENTS, Category.SAFETY)
    purpose, person_id = Purpose.CARE, watch.person_id
    person = access_person(
        actor=actor, person_id=person_id, purpose=purpose, now=now, subject="watch", categories=shown
    )
    return Watched(watch=watch, person=person)
