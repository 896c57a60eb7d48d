"""What requests for help and decisions add to the timeline: each step, with what was said at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.care.enums import ComplaintState, DecisionState, RequestOutcome, RequestRoad
from samhold.rooms.care.models import DecisionStep, RequestForHelp
from samhold.rooms.people.enums import TimelineCategory
from samhold.rooms.people.timeline import TimelineEntry, earlier_than, moments

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from samhold.rooms.people.models import Person
    from samhold.rooms.people.timeline import Key, Moments


def steps(*, person: Person, before: Key, limit: int, purpose: Purpose = Purpose.CARE) -> tuple[TimelineEntry, ...]:
    """Return the newest steps of decisions and complaints before a line, if the one at the door may read the plan."""
    standing = person.standing
    if standing is None or not standing.allows(Action.READ, Category.PLAN, purpose):
        return ()
    sees_texts = standing.allows(Action.READ, Category.HEALTH, purpose)
    rows = (
        _steps_before(person.pk, before)
        .select_related("by", "decision__service", "decision__unit")
        .order_by("-at", "-pk")
    )
    return tuple(_step(row, sees_texts=sees_texts) for row in rows[:limit])


def step_moments(*, person_id: UUID, before: Key) -> Moments:
    """Return when the steps of decisions and complaints before a line are."""
    return moments(_steps_before(person_id, before), at="at", kind="steps")


def _steps_before(person_id: UUID, before: Key) -> QuerySet[DecisionStep]:
    rows: QuerySet[DecisionStep] = DecisionStep.objects.filter(earlier_than(before, at="at"), person_id=person_id)
    return rows


def _step(row: DecisionStep, *, sees_texts: bool) -> TimelineEntry:
    words = ComplaintState if row.complaint_id else DecisionState
    text = row.text if sees_texts else ""
    return TimelineEntry(
        id=row.pk,
        at=row.at,
        category=TimelineCategory.DECISION,
        title=f"{words(row.state).label}: {row.decision.service.name_in(get_language() or '')}",
        about=frozenset({Category.PLAN, *([Category.HEALTH] if text else [])}),
        text=text,
        who=f"{row.by.name}, {row.decision.unit.name}",
    )


def requests(*, person: Person, before: Key, limit: int, purpose: Purpose = Purpose.CARE) -> tuple[TimelineEntry, ...]:
    """Return the newest requests for help before a line, if the one at the door may read referrals."""
    if person.standing is None or not person.standing.allows(Action.READ, Category.REFERRAL_STATUS, purpose):
        return ()
    rows = _requests_before(person.pk, before).select_related("unit", "recorded_by").order_by("-recorded_at", "-pk")
    return tuple(_request(row) for row in rows[:limit])


def request_moments(*, person_id: UUID, before: Key) -> Moments:
    """Return when the requests for help before a line are."""
    return moments(_requests_before(person_id, before), at="recorded_at", kind="requests")


def _requests_before(person_id: UUID, before: Key) -> QuerySet[RequestForHelp]:
    rows: QuerySet[RequestForHelp] = RequestForHelp.objects.filter(
        earlier_than(before, at="recorded_at"), person_id=person_id
    )
    return rows


def _request(row: RequestForHelp) -> TimelineEntry:
    outcome = RequestOutcome(row.outcome).label if row.outcome else _("Not answered yet")
    return TimelineEntry(
        id=row.pk,
        at=row.recorded_at,
        category=TimelineCategory.DECISION,
        title=_("Asked for help"),
        about=frozenset({Category.REFERRAL_STATUS}),
        text=row.asked_for,
        who=f"{row.recorded_by.name}, {row.unit.name}",
        detail=f"{RequestRoad(row.road).label} · {outcome}",
    )
