"""What is shown in an emergency, and how long it lasts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from samhold.foundation.time import age_on, local_day
from samhold.rooms.access.enums import Action, LookKind, Purpose, Role
from samhold.rooms.access.queries.audit import looks
from samhold.rooms.care.queries.crisis_plans import Shown as Crisis
from samhold.rooms.care.queries.crisis_plans import open_crisis_plan, purpose_of, shown
from samhold.rooms.care.queries.safety import on_visits
from samhold.rooms.people.enums import Verdict
from samhold.rooms.people.queries.network import Involved
from samhold.sites.staff.pages.looks import Line, line_of
from samhold.sites.staff.pages.marks import Mark, safety_marks
from samhold.sites.staff.pages.words import time_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samhold.rooms.people.models import Grant, Person  # noqa: TC004 -- sites import no tables


MOST_TOLD = 200
"""So much of what was opened a review looks through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """
    The emergency set of one person.

    :param crisis: the crisis plan, if there is one: whom it says to call, and how the person wants to be met.
    """

    person: Person
    age: str
    network: tuple[Involved, ...]
    ends_at: datetime | None
    left: str
    marks: tuple[Mark, ...] = ()
    crisis: Crisis | None = None
    may_read_crisis: bool = False

    @property
    def primary(self) -> Involved | None:
        """The primary contact, whom one calls first; not twice, where the crisis plan has the same number."""
        told = {"".join(call.phone.split()) for call in self.crisis.calls} if self.crisis else set()
        known = (member for member in self.network if member.is_primary and member.phone)
        return next((member for member in known if "".join(member.phone.split()) not in told), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenOne:
    """An emergency access of one's own that still lasts."""

    person: Person
    ends_at: datetime
    left: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToReview:
    """
    An emergency access that waits for a verdict.

    :param name: empty if the reviewer may not know who it is.
    :param explanation: what was written about the person; empty in a list, and for a reviewer who is barred.
    :param is_barred: others review it, since it is their own, or a block or a conflict of interest keeps them away.
    :param opened: what was opened by it, oldest first; nothing in a list.
    :param verdict: what a review found, when it is reviewed.
    """

    id: UUID
    name: str
    who: str
    post: str
    at: datetime
    reason: str
    explanation: str
    review_by: datetime
    left: str
    is_late: bool
    is_barred: bool = False
    ends_at: datetime | None = None
    opened: tuple[Line, ...] = ()
    verdict: str = ""
    reviewed_at: datetime | None = None
    reviewed_by: str = ""
    review_note: str = ""


def glance_of(
    person: Person,
    network: tuple[Involved, ...],
    open_now: Iterable[tuple[Person, datetime]],
    now: datetime,
) -> Glance:
    """Return the emergency set of a person who came through the door."""
    ends_at = {one.pk: until for one, until in open_now}.get(person.pk)
    return Glance(
        person=person,
        age=str(age_on(person.birth_date, local_day(now))) if person.birth_date else "",
        network=network,
        ends_at=ends_at,
        left=time_left(ends_at - now) if ends_at else "",
        crisis=_crisis_of(person, now),
        may_read_crisis=purpose_of(person) is not None,
        marks=safety_marks(on_visits(person=person, now=now, purpose=Purpose.EMERGENCY)),
    )


def _crisis_of(person: Person, now: datetime) -> Crisis | None:
    plan = open_crisis_plan(person=person)
    return None if plan is None else shown(plan=plan, now=now)


def open_ones(found: Iterable[tuple[Person, datetime]], now: datetime) -> tuple[OpenOne, ...]:
    """Return one's own open accesses, what ends first first."""
    return tuple(OpenOne(person=person, ends_at=until, left=time_left(until - now)) for person, until in found)


def to_review(grants: Iterable[Grant], names: Mapping[UUID, Person], now: datetime) -> tuple[ToReview, ...]:
    """Return what waits for review, the oldest first; a person's name only where the reviewer may know it."""
    return tuple(_to_review(grant, names, now) for grant in grants)


def one_to_review(grant: Grant, names: Mapping[UUID, Person], now: datetime, *, barred: bool) -> ToReview:
    """
    Return one with what was written about the person and what was opened.

    Neither is told to a reviewer who is barred, nor the name.
    """
    if barred:
        return replace(_to_review(grant, {}, now), is_barred=True)
    return replace(
        _to_review(grant, names, now),
        explanation=grant.explanation,
        opened=_opened(grant),
        review_note=grant.review_note,
    )


def _opened(grant: Grant) -> tuple[Line, ...]:
    found = looks(
        person_id=grant.person_id, kind=LookKind.EMERGENCY, actor_id=grant.membership.user_id, limit=MOST_TOLD
    )
    within = (look for look in found if grant.starts_at <= look.at < grant.ends_at and look.action == Action.READ)
    return tuple(line_of(look, {}) for look in reversed(tuple(within)))


def _to_review(grant: Grant, names: Mapping[UUID, Person], now: datetime) -> ToReview:
    person = names.get(grant.person_id)
    return ToReview(
        id=grant.pk,
        name=person.name if person else "",
        who=grant.membership.user.name,
        post=f"{Role(grant.membership.role).label}, {grant.membership.unit.name}",
        at=grant.starts_at,
        reason=str(grant.get_reason_display()),
        explanation="",
        review_by=grant.review_by,
        left=time_left(grant.review_by - now),
        is_late=grant.review_by <= now,
        ends_at=min(grant.ends_at, now),
        verdict=str(Verdict(grant.verdict).label) if grant.verdict else "",
        reviewed_at=grant.reviewed_at,
        reviewed_by=grant.reviewed_by.name if grant.reviewed_by else "",
    )
