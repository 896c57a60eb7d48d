"""Requests for help: those that one may read, and how many came and what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, QuerySet

from samhold.rooms.access.engine import scope
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.care.access import units_that_take
from samhold.rooms.care.enums import RequestOutcome
from samhold.rooms.care.models import RequestForHelp

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """
    How many requests came to a unit in a period, and what came of them.

    :param on_time: answered by the day they should be.
    """

    came: int
    offer: int
    application: int
    turned_away: int
    waiting: int
    on_time: int


def requests_to(*, viewer: User, now: datetime, unit_ids: Iterable[UUID] = ()) -> QuerySet[RequestForHelp]:
    """
    Return the requests to units where the viewer takes them: the unanswered by the day they are due, then the answered.

    Of the answered the newest stand first.

    Those about a registered person are kept only if the viewer may read that person's referrals.

    :param unit_ids: of these units only; none means all of the viewer's.
    """
    mine = units_that_take(viewer.pk, now)
    chosen = mine & set(unit_ids) or mine
    seen = Q(person_id__isnull=True) | scope(
        viewer, Action.READ, Category.REFERRAL_STATUS, now=now, purpose=Purpose.CARE
    )
    rows = RequestForHelp.objects.filter(seen, unit_id__in=chosen).select_related("unit", "person", "recorded_by")
    found: QuerySet[RequestForHelp] = rows.order_by(F("answered_date").desc(nulls_first=True), "answer_by_date", "pk")
    return found


def requests_about(*, person: Person) -> tuple[RequestForHelp, ...]:
    """Return the requests about a person who came through the door, newest first, if the viewer may read them."""
    if person.standing is None or not person.standing.allows(Action.READ, Category.REFERRAL_STATUS):
        return ()
    rows = RequestForHelp.objects.filter(person_id=person.pk).select_related("unit", "recorded_by", "answered_by")
    return tuple(rows.order_by("-asked_date", "-pk"))


def counts(*, viewer: User, unit_id: UUID, first: date, last: date, now: datetime) -> Counts:
    """Return how many requests came to a unit on these days and what came of them, among those the viewer may read."""
    rows = requests_to(viewer=viewer, now=now, unit_ids=(unit_id,)).asked_between(first, last)  # type: ignore[attr-defined] # its own queryset
    told = rows.order_by().aggregate(
        came=Count("pk"),
        offer=Count("pk", filter=Q(outcome=RequestOutcome.OFFER)),
        application=Count("pk", filter=Q(outcome=RequestOutcome.APPLICATION)),
        turned_away=Count("pk", filter=Q(outcome=RequestOutcome.TURNED_AWAY)),
        waiting=Count("pk", filter=Q(outcome="")),
        on_time=Count("pk", filter=Q(answered_date__lte=F("answer_by_date"))),
    )
    return Counts(**told)
