"""Look up units and who works in them across organisations: which services there are is no secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.foundation.errors import NotAvailable
from samhold.rooms.organisations.enums import OrganisationKind
from samhold.rooms.organisations.models import Membership, Organisation, Unit
from samhold.rooms.organisations.queries.units import neighbours_of, units_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet


def services() -> QuerySet[Unit]:
    """Return every unit that meets persons, whosever it is, by organisation and name."""
    units = Unit.objects.exclude(organisation__kind=OrganisationKind.INSTALLATION)
    return units.select_related("organisation").order_by("organisation__name", "name")


def services_near(organisation: Organisation) -> tuple[Unit, ...]:
    """
    Return every unit that meets persons: an organisation's own first, then those of no municipality, then the others.

    Municipalities come in the order of the way to them.
    """
    order = {municipality.pk: place for place, municipality in enumerate(neighbours_of(organisation), 2)}
    order[organisation.pk] = 0
    return tuple(
        sorted(
            services(),
            key=lambda unit: (order.get(unit.organisation_id, 1), unit.organisation.name, unit.name),
        )
    )


def access_unit(unit_id: UUID) -> Unit:
    """
    Return a unit that meets persons.

    :raises NotAvailable: if there is none with the id.
    """
    unit = services().filter(pk=unit_id).first()
    if unit is None:
        raise NotAvailable
    return unit


def neighbouring_units(organisation: Organisation) -> tuple[Unit, ...]:
    """Return the units of other municipalities, those of the nearest first."""
    order = {municipality.pk: place for place, municipality in enumerate(neighbours_of(organisation))}
    return tuple(sorted(units_of(order), key=lambda unit: (order[unit.organisation_id], unit.name)))


def posts_of(user_ids: Iterable[UUID], now: datetime) -> dict[UUID, tuple[Membership, ...]]:
    """Return where users work now and as what, by user."""
    rows = Membership.objects.filter(user_id__in=set(user_ids)).open_at(now).select_related("unit__organisation")
    posts: dict[UUID, tuple[Membership, ...]] = {}
    for row in rows.order_by("unit__name", "role", "pk"):
        posts[row.user_id] = (*posts.get(row.user_id, ()), row)
    return posts
