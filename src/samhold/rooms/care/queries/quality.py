"""What was asked about children, and what was looked at anew, of one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.models import CareReview, ChildrenQuestion

if TYPE_CHECKING:
    from samhold.rooms.people.models import Person


def asked_about_children(*, person: Person, limit: int = 5) -> tuple[ChildrenQuestion, ...]:
    """Return what a person who came through the door answered about children, newest first, if it may be read."""
    if person.standing is None or not person.standing.allows(Action.READ, Category.CHILDREN):
        return ()
    rows = ChildrenQuestion.objects.filter(person_id=person.pk).select_related("in_charge", "asked_by")
    return tuple(rows.order_by("-asked_date", "-pk")[:limit])


def reviews(*, person: Person, limit: int = 12) -> tuple[CareReview, ...]:
    """Return what was looked at anew for a person who came through the door, newest first, if it may be read."""
    if person.standing is None or not person.standing.allows(Action.READ, Category.PLAN):
        return ()
    rows = CareReview.objects.filter(person_id=person.pk).select_related("done_by")
    return tuple(rows.order_by("-done_date", "-pk")[:limit])
