"""What the room of people adds to the timeline: changes of the network, consents, emergency access."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.people.enums import TimelineCategory
from samhold.rooms.people.models import Consent, Grant, NetworkMember, Person
from samhold.rooms.people.queries.network import card
from samhold.rooms.people.timeline import TimelineEntry, merge

if TYPE_CHECKING:
    from datetime import datetime


def timeline(
    *,
    person: Person,
    before: datetime,
    limit: int,
    purpose: Purpose = Purpose.CARE,
) -> tuple[TimelineEntry, ...]:
    """Return the newest lines before an instant that the one at the door may see."""
    if person.standing is None or not person.standing.allows(Action.READ, Category.NETWORK, purpose):
        return ()
    return merge(
        _joined(person, before, limit),
        _consented(person, before, limit),
        _granted(person, before, limit),
        limit=limit,
    )


def _joined(person: Person, before: datetime, limit: int) -> tuple[TimelineEntry, ...]:
    rows = NetworkMember.objects.filter(person_id=person.pk, starts_at__lt=before).order_by("-starts_at", "-pk")
    rows = rows.select_related("membership__user", "membership__unit__organisation", "unit__organisation")[:limit]
    return tuple(
        TimelineEntry(
            id=row.pk,
            at=row.starts_at,
            category=TimelineCategory.NETWORK,
            title=_("%(name)s became involved") % {"name": card(row).name},
            detail=str(row.get_role_display()),
        )
        for row in rows
    )


def _consented(person: Person, before: datetime, limit: int) -> tuple[TimelineEntry, ...]:
    rows = Consent.objects.filter(person_id=person.pk, starts_at__lt=before).order_by("-starts_at", "-pk")
    return tuple(
        TimelineEntry(
            id=row.pk,
            at=row.starts_at,
            category=TimelineCategory.CONSENT,
            title=_("Consent to %(unit)s") % {"unit": row.recipient.name},
            detail=str(row.get_given_how_display()),
        )
        for row in rows.select_related("recipient")[:limit]
    )


def _granted(person: Person, before: datetime, limit: int) -> tuple[TimelineEntry, ...]:
    rows = Grant.objects.filter(person_id=person.pk, starts_at__lt=before).order_by("-starts_at", "-pk")
    return tuple(
        TimelineEntry(
            id=row.pk,
            at=row.starts_at,
            category=TimelineCategory.ACCESS,
            title=_("Emergency access"),
            who=row.membership.user.name,
            detail=str(row.get_reason_display()),
        )
        for row in rows.select_related("membership__user")[:limit]
    )
