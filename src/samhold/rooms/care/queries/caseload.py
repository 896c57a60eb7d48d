"""Persons as somebody who helps them lists them: where they live, who their contact is, when they were last met."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from samhold.foundation.time import local_day
from samhold.rooms.access.engine import scope
from samhold.rooms.access.enums import Action, Purpose
from samhold.rooms.care.enums import ContactOutcome
from samhold.rooms.care.models import Contact, SafetyAssessment
from samhold.rooms.care.queries.safety import may_see_measures
from samhold.rooms.people.enums import NetworkRole
from samhold.rooms.people.models import NetworkMember, Person, Residence

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.access.models import User

QUIET_AFTER = timedelta(days=14)
"""After so long without having met, a primary contact is reminded."""

_BY_NAME = ("family_name", "given_name", "pk")


def persons(
    *,
    viewer: User,
    now: datetime,
    rows: slice,
    is_mine: bool = False,
    municipality_id: UUID | None = None,
    purpose: Purpose = Purpose.CARE,
) -> tuple[Person, ...]:
    """
    Return some of the persons whom the viewer may find, by name, each with what the viewer may see of these:

    `municipality_name`, `contact_name` (the primary contact), `last_met_at` and `needs_two_workers` (by a safety
    assessment that holds); they are sought for these persons only. `knows_last_met` says whether the viewer may read
    it at all: to have met nobody and not to know are two things.

    :param rows: which of all of them, such as `slice(0, 30)`.
    :param is_mine: only those in whose network the viewer is, as a worker.
    :param purpose: why they are listed; it decides who and what is told of them.
    """
    found = Person.objects.visible_to(viewer, Action.FIND, now=now, purpose=purpose)
    if is_mine:
        found = found.filter(pk__among=_own(viewer, now).values("person_id"))
    if municipality_id is not None:
        living = Residence.objects.filter(municipality_id=municipality_id).open_at(now)
        found = found.filter(pk__in=living.values("person_id"))
    chosen = found.order_by(*_BY_NAME).values("pk")[rows]
    page = Person.objects.filter(pk__in=chosen).with_municipality(now)
    contact_name, last_met_at = _contact_name(viewer, now, purpose), _last_met_at(viewer, now, purpose)
    page = page.annotate(contact_name=contact_name, last_met_at=last_met_at)
    page = page.annotate(knows_last_met=_if(_contacts_of(viewer, now, purpose), Value(True)))
    page = page.annotate(needs_two_workers=_needs_two_workers(viewer, now, purpose))
    return tuple(page.order_by(*_BY_NAME))


def quiet(*, viewer: User, now: datetime, limit: int = 5) -> tuple[Person, ...]:
    """Return the persons whose primary contact the viewer is and whom nobody has met for a while, longest first."""
    rows = Person.objects.visible_to(viewer, Action.FIND, now=now).with_municipality(now)
    rows = rows.filter(pk__among=_own(viewer, now).filter(role=NetworkRole.PRIMARY_CONTACT).values("person_id"))
    rows = rows.annotate(last_met_at=_last_met_at(viewer, now, Purpose.CARE))
    rows = rows.filter(Q(last_met_at__lt=now - QUIET_AFTER) | Q(last_met_at=None, created_at__lt=now - QUIET_AFTER))
    return tuple(rows.order_by(F("last_met_at").asc(nulls_first=True), "pk")[:limit])


def _own(viewer: User, now: datetime) -> QuerySet[NetworkMember]:
    found: QuerySet[NetworkMember] = NetworkMember.objects.open_at(now).filter(membership__user_id=viewer.pk)
    return found


def _contact_name(viewer: User, now: datetime, purpose: Purpose) -> Case:
    rows = NetworkMember.objects.filter(person_id=OuterRef("pk"), role=NetworkRole.PRIMARY_CONTACT).open_at(now)
    readable = scope(viewer, Action.READ, NetworkMember.category, now=now, purpose=purpose, path="pk")
    return _if(readable, Subquery(rows.values("membership__user__name")[:1]))


def _last_met_at(viewer: User, now: datetime, purpose: Purpose) -> Case:
    rows = Contact.objects.filter(person_id=OuterRef("pk"), outcome=ContactOutcome.MET).standing().latest_first()
    return _if(_contacts_of(viewer, now, purpose), Subquery(rows.values("took_place_at")[:1]))


def _contacts_of(viewer: User, now: datetime, purpose: Purpose) -> Q:
    return scope(viewer, Action.READ, Contact.category, now=now, purpose=purpose, path="pk")


def _needs_two_workers(viewer: User, now: datetime, purpose: Purpose) -> Case:
    rows = SafetyAssessment.objects.filter(person_id=OuterRef("pk"), two_persons=True, ended_at__isnull=True)
    readable = may_see_measures(viewer, now=now, path="pk") if purpose == Purpose.CARE else Q(pk__in=[])
    return _if(readable, Exists(rows.filter(valid_until_date__gte=local_day(now))))


def _if(readable: Q, value: Subquery | Exists | Value) -> Case:
    """Show a value of persons of whom the viewer may read it, deciding once a person and not once a row."""
    return Case(When(readable, then=value), default=None)
