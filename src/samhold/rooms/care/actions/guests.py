"""Say that guests have taken over a home, and that they are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.foundation.time import local_day
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.people.actions import log
from samhold.rooms.people.actions.taken_back import NothingToTakeBack

if TYPE_CHECKING:
    from datetime import date, datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.care.models import Tenancy

_CATEGORY = Category.ECONOMY_HOUSING


class GuestDays(DomainError):
    """They came while the person lived there, and left after they came, and no later than today."""

    field: ClassVar[str] = "day"
    message = _("Choose a day until today, after the person moved in, and no earlier than the guests came.")


class GuestsAsBefore(DomainError):
    """It is so already."""

    message = _("This is written down already. Open the page again to see what is true now.")


@transaction.atomic
def came(*, tenancy: Tenancy, day: date, by: User, now: datetime) -> Tenancy:
    """
    Say that guests have taken over the home where the person lives; the primary contact gets something to do.

    :raises NotAllowed: if `by` may not record the person's economy and housing.
    :raises GuestsAsBefore: if they have already, or the person has moved.
    :raises GuestDays: if the day has not come, or the person did not live there yet.
    """
    basis = require(by, Action.RECORD, tenancy.person, _CATEGORY, now=now)
    if tenancy.has_guests or tenancy.last_date is not None:
        raise GuestsAsBefore
    if not tenancy.first_date <= day <= local_day(now):
        raise GuestDays
    return _save(tenancy, came_on=day, left_on=None, by=by, basis=basis, what="guests came", now=now)


@transaction.atomic
def left(*, tenancy: Tenancy, day: date, by: User, now: datetime) -> Tenancy:
    """
    Say that the guests are gone.

    :raises NotAllowed: if `by` may not record the person's economy and housing.
    :raises GuestsAsBefore: if there are none.
    :raises GuestDays: if the day has not come, or they had not come yet.
    """
    basis = require(by, Action.RECORD, tenancy.person, _CATEGORY, now=now)
    if not tenancy.has_guests:
        raise GuestsAsBefore
    since = tenancy.guests_since_date
    if since is None or not since <= day <= local_day(now):
        raise GuestDays
    return _save(tenancy, came_on=since, left_on=day, by=by, basis=basis, what="guests left", now=now)


@transaction.atomic
def take_back(*, tenancy: Tenancy, by: User, now: datetime) -> Tenancy:
    """
    Take back what was said of guests last: that they are gone, or that they came.

    :raises NotAllowed: if `by` may not record the person's economy and housing.
    :raises NothingToTakeBack: if nothing was said.
    """
    basis = require(by, Action.RECORD, tenancy.person, _CATEGORY, now=now)
    if tenancy.guests_since_date is None:
        raise NothingToTakeBack
    came_on = tenancy.guests_since_date if tenancy.guests_left_date is not None else None
    return _save(tenancy, came_on=came_on, left_on=None, by=by, basis=basis, what="guests taken back", now=now)


def _save(
    tenancy: Tenancy, *, came_on: date | None, left_on: date | None, by: User, basis: str, what: str, now: datetime
) -> Tenancy:
    tenancy.guests_since_date, tenancy.guests_left_date = came_on, left_on
    save_versioned(tenancy, base_version=tenancy.version, fields=("guests_since_date", "guests_left_date"))
    log.write(tenancy, by=by, action=Action.RECORD, basis=basis, what=what, category=_CATEGORY, now=now)
    return tenancy
