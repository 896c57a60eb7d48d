"""Ask for units, who works in them, and which organisations are neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from samhold.rooms.organisations.enums import OrganisationKind
from samhold.rooms.organisations.models import Agreement, Membership, Organisation, Road, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID


def units_of(organisation_ids: Iterable[UUID]) -> QuerySet[Unit]:
    """Return the units of organisations, by organisation and name."""
    units = Unit.objects.filter(organisation_id__in=tuple(organisation_ids))
    return units.select_related("organisation", "place").order_by("organisation__name", "name")


def units_serving(organisation_id: UUID, now: datetime) -> QuerySet[Unit]:
    """Return the units that serve an organisation's inhabitants: its own, and others' by agreement."""
    agreed = Agreement.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), starts_at__lte=now)
    guests = agreed.filter(guest_id=organisation_id).values("unit_id")
    units = Unit.objects.filter(Q(organisation_id=organisation_id) | Q(pk__in=guests))
    return units.select_related("organisation", "place").order_by("organisation__name", "name")


def workers_of(unit_id: UUID, now: datetime) -> QuerySet[Membership]:
    """Return who works in a unit now, by name."""
    rows = Membership.objects.filter(unit_id=unit_id, user__is_active=True).open_at(now)
    return rows.select_related("user", "unit__organisation").order_by("user__name", "pk")


def workers_serving(organisation_id: UUID, now: datetime) -> QuerySet[Membership]:
    """Return who works now in a unit that serves an organisation's inhabitants, by unit and name."""
    units = units_serving(organisation_id, now).order_by().values("pk")
    rows = Membership.objects.filter(unit_id__in=units, user__is_active=True).open_at(now)
    return rows.select_related("user", "unit__organisation").order_by("unit__name", "user__name", "pk")


def municipalities() -> QuerySet[Organisation]:
    """Return the municipalities, by name."""
    return Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY).order_by("name")


def neighbours_of(organisation: Organisation) -> QuerySet[Organisation]:
    """
    Return the other municipalities, the nearest by road between the centres first, and after them those without a road.

    Each has `minutes`, which is nothing where no road is known.
    """
    roads = Road.objects.filter(start_id=organisation.centre_id, end_id=OuterRef("centre_id")).values("minutes")[:1]
    others = municipalities().exclude(pk=organisation.pk).annotate(minutes=Subquery(roads))
    return others.order_by(F("minutes").asc(nulls_last=True), "name")
