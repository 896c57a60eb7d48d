"""
Which rooms have something among the newest lines of a person's timeline, asked in one question.

Each room answers in a question of its own; on most pages two or three of them have anything to say, and the others
need not be asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from samhold.infrastructure.prepared import prepared
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.queries.decision_timeline import request_moments, step_moments
from samhold.rooms.care.queries.life_timeline import event_moments
from samhold.rooms.care.queries.plan_timeline import crisis_moments, plan_moments
from samhold.rooms.care.queries.response_timeline import response_moments
from samhold.rooms.care.queries.responses import readable
from samhold.rooms.care.queries.timeline import appointment_moments, contact_moments
from samhold.rooms.meetings.queries.timeline import meeting_moments
from samhold.rooms.people.enums import TimelineCategory as Told
from samhold.rooms.people.queries.timeline import KINDS as INVOLVEMENT
from samhold.rooms.people.queries.timeline import involvement_moments

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.people.models import Person
    from samhold.rooms.people.timeline import Key, Moments

_TELLS: tuple[tuple[str, Told, Category], ...] = (
    ("contacts", Told.CONTACT, Category.CONTACTS),
    ("appointments", Told.APPOINTMENT, Category.APPOINTMENTS),
    ("meetings", Told.MEETING, Category.APPOINTMENTS),
    ("events", Told.OUTCOME, Category.HEALTH),
    ("plans", Told.PLAN, Category.PLAN),
    ("crisis plans", Told.PLAN, Category.CRISIS),
    ("steps", Told.DECISION, Category.PLAN),
    ("requests", Told.DECISION, Category.REFERRAL_STATUS),
    *((kind, kind, Category.NETWORK) for kind in sorted(INVOLVEMENT)),
)
"""What can be asked about, as what it is told, and what one must be allowed to read to be told it."""


def told(*, person: Person, before: Key, now: datetime, kinds: frozenset[Told], limit: int) -> frozenset[str]:
    """Return the words of the rooms that have lines among the newest before a line, of those that one may read."""
    standing = person.standing
    if standing is None:
        return frozenset()
    parts = tuple(part for part, kind, category in _TELLS if kind in kinds and standing.allows(Action.READ, category))
    about = tuple(sorted(readable(person))) if Told.OUTCOME in kinds else ()
    if not parts and not about:
        return frozenset()
    at, last = before
    rows = _newest(person_id=person.pk, at=at, last=last, now=now, parts=parts, about=about, limit=limit)
    return frozenset(kind for _id, _moment, kind in rows)


@prepared
def _newest(
    *,
    person_id: UUID,
    at: datetime,
    last: UUID,
    now: datetime,
    parts: tuple[str, ...],
    about: tuple[Category, ...],
    limit: int,
) -> Moments:
    whose: _Whose = {"person_id": person_id, "before": (at, last)}
    ask: dict[str, Callable[[], Moments]] = {
        "contacts": lambda: contact_moments(**whose),
        "appointments": lambda: appointment_moments(**whose, now=now),
        "meetings": lambda: meeting_moments(**whose),
        "events": lambda: event_moments(**whose),
        "plans": lambda: plan_moments(**whose),
        "crisis plans": lambda: crisis_moments(**whose),
        "steps": lambda: step_moments(**whose),
        "requests": lambda: request_moments(**whose),
    }
    asked = [ask[part]() for part in parts if part in ask]
    asked.extend(involvement_moments(**whose, kinds=INVOLVEMENT.intersection(parts)))
    if about:
        asked.append(response_moments(**whose, about=about))
    first, *others = asked
    rows: Moments = first.union(*others, all=True) if others else first
    return rows.order_by("-moment", "-id")[:limit]


class _Whose(TypedDict):
    """Whose lines, and before which."""

    person_id: UUID
    before: Key
