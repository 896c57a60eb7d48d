"""What is shown in an emergency, and how long it lasts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from samhold.foundation.time import age_on, local_day
from samhold.rooms.access.enums import Role
from samhold.rooms.people.queries.network import Involved
from samhold.sites.staff.pages.words import time_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samhold.rooms.people.models import Grant, Person  # noqa: TC004 -- sites import no tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """The emergency set of one person."""

    person: Person
    age: str
    network: tuple[Involved, ...]
    ends_at: datetime | None
    left: str


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
    :param is_barred: the person has blocked the reviewer, or there is a conflict of interest.
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
    )


def open_ones(found: Iterable[tuple[Person, datetime]], now: datetime) -> tuple[OpenOne, ...]:
    """Return one's own open accesses, what ends first first."""
    return tuple(OpenOne(person=person, ends_at=until, left=time_left(until - now)) for person, until in found)


def to_review(grants: Iterable[Grant], names: Mapping[UUID, Person], now: datetime) -> tuple[ToReview, ...]:
    """Return what waits for review, the oldest first; a person's name only where the reviewer may know it."""
    return tuple(_to_review(grant, names, now) for grant in grants)


def one_to_review(grant: Grant, names: Mapping[UUID, Person], now: datetime, *, barred: bool) -> ToReview:
    """Return one with what was written about the person, and neither that nor the name if the reviewer is barred."""
    one = _to_review(grant, {} if barred else names, now)
    return replace(one, explanation="" if barred else grant.explanation, is_barred=barred)


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
    )
