"""Name places, and say how far it is between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.rooms.organisations.access import log_change, require_to_configure
from samhold.rooms.organisations.models import Place, Road

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User


class PlaceExists(DomainError):
    """Another place has the name."""

    message = _("There is already a place with this name.")


class PositionNotOnEarth(DomainError):
    """Half a position, or one outside the globe."""

    message = _("Write both latitude (-90 to 90) and longitude (-180 to 180), or neither.")


class RoadGoesNowhere(DomainError):
    """A road from a place to itself, or one that takes no time."""

    message = _("A road goes from one place to another, is not shorter than 0 km and takes at least one minute.")


@transaction.atomic
def create(
    *,
    name: str,
    latitude: float | None = None,
    longitude: float | None = None,
    by: User,
    now: datetime,
) -> Place:
    """
    Name a place.

    :param latitude: in degrees (WGS84), with `longitude`; or neither.
    :raises NotAllowed: if `by` may not set up the region.
    :raises PlaceExists: if the name is taken.
    :raises PositionNotOnEarth: if the position is half or impossible.
    """
    basis = require_to_configure(by, now=now)
    _check_position(latitude, longitude)
    if Place.objects.filter(name=name).exists():
        raise PlaceExists
    place = Place.objects.create(name=name, latitude=latitude, longitude=longitude)
    log_change(place, by=by, basis=basis, what="created", now=now)
    return place


@transaction.atomic
def change(
    *,
    place: Place,
    name: str,
    latitude: float | None,
    longitude: float | None,
    by: User,
    now: datetime,
) -> Place:
    """
    Change a place's name or position.

    :raises NotAllowed: if `by` may not set up the region.
    :raises PlaceExists: if another place has the name.
    :raises PositionNotOnEarth: if the position is half or impossible.
    """
    basis = require_to_configure(by, now=now)
    _check_position(latitude, longitude)
    if Place.objects.filter(name=name).exclude(pk=place.pk).exists():
        raise PlaceExists
    place.name, place.latitude, place.longitude = name, latitude, longitude
    place.save(update_fields=["name", "latitude", "longitude"])
    log_change(place, by=by, basis=basis, what="changed", now=now)
    return place


@transaction.atomic
def connect(*, start: Place, end: Place, kilometres: int, minutes: int, by: User, now: datetime) -> Road:
    """
    Say how far it is from one place to another, in this direction; a figure that stands already is replaced.

    :raises NotAllowed: if `by` may not set up the region.
    :raises RoadGoesNowhere: if the places are one, or the figures impossible.
    """
    basis = require_to_configure(by, now=now)
    if start.pk == end.pk or kilometres < 0 or minutes < 1:
        raise RoadGoesNowhere
    figures = {"kilometres": kilometres, "minutes": minutes}
    road, is_new = Road.objects.update_or_create(start=start, end=end, defaults=figures)
    log_change(road, by=by, basis=basis, what="created" if is_new else "changed", now=now)
    return road


def _check_position(latitude: float | None, longitude: float | None) -> None:
    if latitude is None and longitude is None:
        return
    if latitude is None or longitude is None or not (abs(latitude) <= 90 and abs(longitude) <= 180):  # noqa: PLR2004 -- degrees
        raise PositionNotOnEarth
