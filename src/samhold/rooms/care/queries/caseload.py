"""Persons as somebody who helps them lists them: where they live, who their contact is, when they were last met."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from samhold.rooms.access.enums import Action
from samhold.rooms.care.enums import ContactOutcome
from samhold.rooms.care.models import Contact
from samhold.rooms.people.enums import NetworkRole
from samhold.rooms.people.models import NetworkMember, Person, Residence

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.access.models import User

QUIET_AFTER = timedelta(days=14)
"""After so long without having met, a primary contact is reminded."""


def persons(
    *,
    viewer: User,
    now: datetime,
    is_mine: bool = False,
    municipality_id: UUID | None = None,
) -> QuerySet[Person]:
    """
    Return the persons whom the viewer may find, by name, each with what the viewer may see of these:

    `municipality_name`, `contact_name` (the primary contact) and `last_met_at`.

    :param is_mine: only those in whose network the viewer is, as a worker.
    """
    rows = Person.objects.visible_to(viewer, Action.FIND, now=now).with_municipality(now)
    if is_mine:
        rows = rows.filter(pk__in=_own(viewer, now).values("person_id"))
    if municipality_id is not None:
        living = Residence.objects.filter(municipality_id=municipality_id).open_at(now)
        rows = rows.filter(pk__in=living.values("person_id"))
    rows = rows.annotate(contact_name=_contact_name(viewer, now), last_met_at=_last_met_at(viewer, now))
    ordered: QuerySet[Person] = rows.order_by("family_name", "given_name", "pk")
    return ordered


def quiet(*, viewer: User, now: datetime, limit: int = 5) -> tuple[Person, ...]:
    """Return the persons whose primary contact the viewer is and whom nobody has met for a while, longest first."""
    rows = Person.objects.visible_to(viewer, Action.FIND, now=now).with_municipality(now)
    rows = rows.filter(pk__in=_own(viewer, now).filter(role=NetworkRole.PRIMARY_CONTACT).values("person_id"))
    rows = rows.annotate(last_met_at=_last_met_at(viewer, now))
    rows = rows.filter(Q(last_met_at__lt=now - QUIET_AFTER) | Q(last_met_at=None, created_at__lt=now - QUIET_AFTER))
    return tuple(rows.order_by(F("last_met_at").asc(nulls_first=True), "pk")[:limit])


def _own(viewer: User, now: datetime) -> QuerySet[NetworkMember]:
    found: QuerySet[NetworkMember] = NetworkMember.objects.open_at(now).filter(membership__user_id=viewer.pk)
    return found


def _contact_name(viewer: User, now: datetime) -> Subquery:
    rows = NetworkMember.objects.visible_to(viewer, Action.READ, now=now).open_at(now)
    rows = rows.filter(person_id=OuterRef("pk"), role=NetworkRole.PRIMARY_CONTACT)
    return Subquery(rows.values("membership__user__name")[:1])


def _last_met_at(viewer: User, now: datetime) -> Subquery:
    rows = Contact.objects.visible_to(viewer, Action.READ, now=now).standing()
    rows = rows.filter(person_id=OuterRef("pk"), outcome=ContactOutcome.MET).latest_first()
    return Subquery(rows.values("took_place_at")[:1])
