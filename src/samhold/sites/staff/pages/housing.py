"""The pages of housing: where a person lives and has lived, a move, and the register of homes and meeting places."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.forms.housing import GuestDay, KeepDwelling, MoveIn, first_move
from samhold.rooms.care.housing_access import kept_by, readable, require_to_read_register
from samhold.rooms.care.outcome_enums import Obstacle
from samhold.rooms.care.queries.housing import Listed, homes_of, offered, register
from samhold.rooms.organisations.queries.units import municipalities
from samhold.sites.staff.pages.head import head_of
from samhold.sites.staff.pages.person import may

if TYPE_CHECKING:
    from datetime import datetime

    from django import forms

    from samhold.rooms.care.models import Dwelling, Tenancy
    from samhold.rooms.people.models import Person
    from samhold.sites.staff.requests import StaffRequest

Said = tuple[tuple[str, str], ...]
"""What is saved, as label and words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfMunicipality:
    """What a municipality's register has: homes and meeting places in use, and what is closed."""

    name: str
    may_keep: bool
    homes: tuple[Listed, ...]
    meeting_places: tuple[Listed, ...]
    closed: tuple[Listed, ...]


def frame(person: Person, *, now: datetime) -> dict[str, object]:
    """Return what stands around the pages of a person's housing."""
    return {"section": "persons", "tab": "housing", "head": head_of(person, now=now), "person": person}


def housing_page(person: Person, *, now: datetime, guest_form: forms.Form | None = None) -> dict[str, object]:
    """
    Return what the tab shows of a person who came through the door.

    :param guest_form: a day that was refused.
    """
    return frame(person, now=now) | {
        "homes": homes_of(person=person, now=now),
        "may_record": may(person, Action.RECORD, Category.ECONOMY_HOUSING),
        "guest_form": guest_form or GuestDay(initial={"day": local_day(now)}),
    }


def move_form(request: StaffRequest, person: Person, *, now: datetime) -> MoveIn:
    """Return the form of a move, with the homes that the person may be offered."""
    homes = homes_of(person=person, now=now)
    places = offered(person=person, readable=readable(request.user, now=now))
    before = homes.now.row if homes.now else None
    return MoveIn(request.POST or None, places=places, initial=first_move(now=now, before=before))


def register_page(request: StaffRequest, *, now: datetime) -> dict[str, object]:
    """
    Return the homes and meeting places of the municipalities that the reader works for.

    :raises NotAllowed: if no role of theirs reads registers.
    """
    require_to_read_register(request.user, now=now)
    kept = kept_by(request.user, now=now)
    listed = register(organisations=readable(request.user, now=now) | kept)
    groups = groupby(listed, key=lambda one: one.row.tenant_id)
    found = tuple(_of_municipality(tuple(rows), may_keep=tenant in kept) for tenant, rows in groups)
    return {"section": "dwellings", "municipalities": found, "may_add": bool(kept)}


def add_form(request: StaffRequest, *, now: datetime) -> KeepDwelling:
    """Return the form of a new place, for the municipalities whose registers the reader keeps."""
    kept = municipalities().filter(pk__in=kept_by(request.user, now=now))
    return KeepDwelling(request.POST or None, organisations=kept)


def said_of_home(row: Tenancy) -> Said:
    """Return what is saved of a home, to compare a late save with."""
    obstacles = ", ".join(str(Obstacle(word).label) for word in row.obstacles.split())
    sober = _("Yes") if row.lives_sober else _("No")
    return (
        (_("In the way"), obstacles or _("Nothing")),
        (_("Newly sober"), sober),
        (_("Note"), row.note or _("Nothing")),
    )


def said_of_place(row: Dwelling) -> Said:
    """Return what is saved of a place, to compare a late save with."""
    told = ((_("Substance-free"), row.is_substance_free), (_("Followed up"), row.is_followed_up))
    return (
        (_("Name of the place"), row.name),
        (_("What kind of place is it?"), row.get_kind_display()),
        (_("Address"), row.address or _("Nothing")),
        (_("How many can live there?"), str(row.capacity)),
        *((label, _("Yes") if is_so else _("No")) for label, is_so in told),
    )


def _of_municipality(rows: tuple[Listed, ...], *, may_keep: bool) -> OfMunicipality:
    in_use = [one for one in rows if one.row.closed_date is None]
    return OfMunicipality(
        name=rows[0].row.tenant.name,
        may_keep=may_keep,
        homes=tuple(one for one in in_use if not one.is_meeting_place),
        meeting_places=tuple(one for one in in_use if one.is_meeting_place),
        closed=tuple(one for one in rows if one.row.closed_date is not None),
    )
