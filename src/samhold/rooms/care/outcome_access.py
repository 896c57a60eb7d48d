"""The doors to how it goes: what happened, activities, and the time during which a unit follows the person up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.foundation.errors import NotAvailable
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.care.models import Activity, FollowUp, LifeEvent
from samhold.rooms.people.access import access_person

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.access.engine import Actor
    from samhold.rooms.people.models import Person

SHOWN = (Category.HEALTH, Category.PLAN, Category.ECONOMY_HOUSING)
"""What tells how it goes; one of them is enough to open the page."""

BESIDES = (Category.CONTACTS,)
"""What the page shows besides, to those who may read it: how many workers the person meets."""


def open_to_outcomes(
    *,
    actor: Actor,
    person_id: UUID,
    now: datetime,
    needs: tuple[Category, ...] = SHOWN,
    besides: tuple[Category, ...] = (),
) -> Person:
    """
    Return a person of whom the actor may read something that tells how it goes.

    :param needs: the categories of which one must be readable.
    :param besides: what is shown besides, where it may be read; it opens nothing by itself.
    :raises NotAvailable: if the person is unknown or hidden, or all of it is; the attempt is logged as refused.
    """
    purpose, shown = Purpose.CARE, (*needs, *besides)
    person = access_person(
        actor=actor, person_id=person_id, purpose=purpose, now=now, subject="outcomes", categories=shown
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
                subject="outcomes",
                purpose=purpose,
            )
        )
        raise NotAvailable
    return person


def access_life_event(*, actor: Actor, person_id: UUID, event_id: UUID, now: datetime) -> LifeEvent:
    """
    Return something that happened, also when it is taken back, which the actor may read.

    Its `person` has the actor's standing.

    :raises NotAvailable: if person or event is unknown or hidden.
    """
    person = open_to_outcomes(actor=actor, person_id=person_id, now=now, needs=(Category.HEALTH,))
    row = LifeEvent.objects.filter(pk=event_id, person_id=person_id).first()
    if row is None:
        raise NotAvailable
    row.person = person
    return row


def access_follow_up(*, actor: Actor, person_id: UUID, follow_up_id: UUID, now: datetime) -> FollowUp:
    """
    Return a time of follow-up, also when it is taken back, which the actor may read.

    Its `person` has the actor's standing.

    :raises NotAvailable: if person or follow-up is unknown or hidden.
    """
    person = open_to_outcomes(actor=actor, person_id=person_id, now=now, needs=(Category.PLAN,))
    row = FollowUp.objects.select_related("unit").filter(pk=follow_up_id, person_id=person_id).first()
    if row is None:
        raise NotAvailable
    row.person = person
    return row


def access_activity(*, actor: Actor, person_id: UUID, activity_id: UUID, now: datetime) -> Activity:
    """
    Return an activity, also when it is taken back, which the actor may read; its `person` has the actor's standing.

    :raises NotAvailable: if person or activity is unknown or hidden.
    """
    person = open_to_outcomes(actor=actor, person_id=person_id, now=now, needs=(Category.PLAN,))
    row = Activity.objects.filter(pk=activity_id, person_id=person_id).first()
    if row is None:
        raise NotAvailable
    row.person = person
    return row
