"""Questions about emergency access: whom it concerns, what waits for review, what holds now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.db.models import Subquery

from samhold.foundation.errors import NotAvailable
from samhold.infrastructure.database import is_postgresql
from samhold.rooms.access.enums import Action, Purpose
from samhold.rooms.organisations.models import Membership
from samhold.rooms.people.models import Grant, Person
from samhold.rooms.people.queries.reviewers import REVIEWERS, reviewers_of_each

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from samhold.rooms.access.engine import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPerson:
    """A person found by number across organisations: the two ids, nothing more."""

    person_id: UUID
    tenant_id: UUID


def find_for_emergency(number_index: str) -> FoundPerson | None:
    """
    Return the person with this blind index, in whichever organisation, or `None`.

    The only look-up past the second wall: on PostgreSQL by a function of the owner's that answers with two ids.
    """
    if not number_index:
        return None
    if is_postgresql():
        with connection.cursor() as cursor:
            cursor.execute("SELECT person_id, tenant_id FROM samhold_find_for_emergency(%s)", [number_index])
            row = cursor.fetchone()
    else:
        rows = Person.objects.filter(national_number_index=number_index).order_by("created_at", "pk")
        row = rows.values_list("pk", "tenant_id").first()
    return None if row is None else FoundPerson(person_id=row[0], tenant_id=row[1])


def tenants_reviewed_by(user_id: UUID, now: datetime) -> frozenset[UUID]:
    """Return the organisations whose emergency accesses somebody reviews, as a leader or privacy officer there."""
    rows = Membership.objects.filter(user_id=user_id, role__in=REVIEWERS).open_at(now)
    return frozenset(rows.values_list("unit__organisation_id", flat=True))


def waiting_for_review(*, user_id: UUID, now: datetime) -> tuple[Grant, ...]:
    """Return the emergency accesses that somebody may review and nobody has, the oldest first."""
    rows = Grant.objects.filter(tenant_id__in=tenants_reviewed_by(user_id, now), reviewed_at__isnull=True)
    rows = rows.select_related("membership__user", "membership__unit", "reviewed_by")
    grants = tuple(rows.order_by("starts_at", "pk"))
    reviewers = reviewers_of_each(grants, now=now)
    return tuple(grant for grant in grants if user_id in reviewers[grant.pk])


def reviewed_lately(*, user_id: UUID, now: datetime, limit: int = 20) -> tuple[Grant, ...]:
    """Return the emergency accesses that have a verdict and that somebody may review, reviewed last first."""
    rows = Grant.objects.filter(tenant_id__in=tenants_reviewed_by(user_id, now), reviewed_at__isnull=False)
    rows = rows.select_related("membership__user", "membership__unit", "reviewed_by")
    grants = tuple(rows.order_by("-reviewed_at", "-pk")[:limit])
    reviewers = reviewers_of_each(grants, now=now)
    return tuple(grant for grant in grants if user_id in reviewers[grant.pk])


def grant_to_review(*, user_id: UUID, grant_id: UUID, now: datetime) -> Grant:
    """
    Return an emergency access of an organisation where somebody reviews; also one that has its verdict.

    :raises NotAvailable: if there is none with the id there.
    """
    rows = Grant.objects.filter(tenant_id__in=tenants_reviewed_by(user_id, now), pk=grant_id)
    grant = rows.select_related("membership__user", "membership__unit", "reviewed_by").first()
    if grant is None:
        raise NotAvailable
    return grant


def names_for_review(grants: Iterable[Grant], *, actor: Actor, now: datetime) -> dict[UUID, Person]:
    """Return those persons of the grants whom the reviewer may find anyway; the others stay without a name."""
    persons = Person.objects.visible_to(actor, Action.FIND, now=now)
    return {person.pk: person for person in persons.filter(pk__in={grant.person_id for grant in grants})}


def open_grants(*, user_id: UUID, now: datetime) -> QuerySet[Grant]:
    """Return somebody's own emergency accesses that hold now."""
    return Grant.objects.filter(membership__user_id=user_id).open_at(now).order_by("ends_at")


def open_persons(*, actor: Actor, now: datetime) -> tuple[tuple[Person, datetime], ...]:
    """Return the persons to whom somebody has emergency access now, and until when, what ends first first."""
    persons = Person.objects.visible_to(actor, Action.READ, now=now, purpose=Purpose.EMERGENCY).in_bulk()
    ends = {grant.person_id: grant.ends_at for grant in open_grants(user_id=actor.pk, now=now)}
    return tuple((persons[person_id], ends_at) for person_id, ends_at in ends.items() if person_id in persons)


def grant_ends_at(*, user_id: UUID, person_id: UUID, now: datetime) -> datetime | None:
    """Return until when somebody has emergency access to a person; nothing if they have none now."""
    grants = open_grants(user_id=user_id, now=now).filter(person_id=person_id)
    return max(grants.values_list("ends_at", flat=True), default=None)


def open_until(user_id: UUID, now: datetime) -> Subquery:
    """Return when the last of somebody's open emergency accesses ends, as a part of another query."""
    return Subquery(open_grants(user_id=user_id, now=now).order_by("-ends_at").values("ends_at")[:1])
