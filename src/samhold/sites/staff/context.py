"""The frame around the staff's pages: navigation, search, unit, inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from samhold.rooms.access.enums import Role
from samhold.rooms.access.rules import STAFF_WHO_HELP, TAKES_REQUESTS
from samhold.sites.staff.addresses import address
from samhold.sites.staff.pages.licences import SEES as SEES_LICENCES
from samhold.sites.staff.pages.workplace import Workplace, workplace
from samhold.ui.shell import NavItem, Shell

if TYPE_CHECKING:
    from django.http import HttpRequest

    from samhold.rooms.organisations.models import Membership

SETS_UP = frozenset({Role.SUBSTANCE_COORDINATOR})
COORDINATES_ONLY = frozenset({Role.SERVICE_DIRECTOR})
REVIEWS = frozenset({Role.UNIT_LEADER, Role.PRIVACY_OFFICER})


def shell_for(request: HttpRequest) -> Shell:
    """Return the frame for a worker."""
    place = workplace(request)
    membership = place.membership
    return Shell(
        items=_shown(_items(place)),
        bottom=_shown(_bottom(place)),
        account=_shown(_account(place)),
        home_url=address("my_day"),
        search_url=address("search"),
        unit=_unit(membership) if membership else "",
        user_name=request.user.get_username() if request.user.is_anonymous else request.user.name,
        user_role=Role(membership.role).label if membership else "",
        language_url=address("language"),
        keep_alive_url=address("still_here"),
        idle_seconds=settings.SESSION_COOKIE_AGE,
        grant_text=_grant(place),
        grant_url=address("emergency"),
    )


def _unit(membership: Membership) -> str:
    """Name the unit and its organisation, once where the one is called after the other."""
    unit, organisation = membership.unit.name, membership.unit.organisation.name
    return organisation if organisation.startswith(unit) else f"{unit}, {organisation}"


def _items(place: Workplace) -> tuple[NavItem, ...]:
    items = [
        NavItem(key="my_day", label=_("My day"), url=address("my_day"), icon="home"),
        _persons(place),
        NavItem(key="inbox", label=_("Inbox"), url=address("inbox"), icon="bell", count=place.waiting or None),
    ]
    if place.roles & COORDINATES_ONLY and place.roles - COORDINATES_ONLY:
        items.append(NavItem(key="coordination", label=_("Coordination"), url=address("coordination"), icon="people"))
    if place.roles & TAKES_REQUESTS:
        items.append(NavItem(key="requests", label=_("Requests"), url=address("requests"), icon="message"))
    if Role.UNIT_LEADER in place.roles:
        items.append(NavItem(key="hours", label=_("Hours"), url=address("hours"), icon="clock"))
        items.append(NavItem(key="quality", label=_("Quality"), url=address("quality"), icon="check"))
    if place.roles & REVIEWS:
        items.append(NavItem(key="reviews", label=_("Reviews"), url=address("reviews"), icon="shield"))
    if place.roles & SETS_UP:
        items.append(NavItem(key="region", label=_("Region"), url=address("region"), icon="building"))
    return tuple(items)


def _bottom(place: Workplace) -> tuple[NavItem, ...]:
    return (
        NavItem(key="my_day", label=_("My day"), url=address("my_day"), icon="home"),
        NavItem(key="search", label=_("Search"), url=address("search"), icon="search", opens="palette"),
        _persons(place),
        NavItem(key="inbox", label=_("Inbox"), url=address("inbox"), icon="bell", count=place.waiting or None),
    )


def _persons(place: Workplace) -> NavItem:
    """Lead to those whom one helps; whoever only coordinates would find nobody there, and is led to those."""
    if place.roles and place.roles <= COORDINATES_ONLY:
        return NavItem(key="coordination", label=_("Persons"), url=address("coordination"), icon="people")
    return NavItem(key="persons", label=_("Persons"), url=address("persons"), icon="people")


def _account(place: Workplace) -> tuple[NavItem, ...]:
    homes = NavItem(key="dwellings", label=_("Homes and meeting places"), url=address("dwellings"), icon="building")
    licences = NavItem(key="licences", label=_("Questionnaires and licences"), url=address("licences"), icon="document")
    return (
        *((licences,) if place.roles & SEES_LICENCES else ()),
        *((homes,) if place.roles & STAFF_WHO_HELP else ()),
        NavItem(key="settings", label=_("My settings"), url=address("settings"), icon="person"),
        NavItem(key="emergency", label=_("Emergency access"), url=address("emergency"), icon="warning"),
        NavItem(key="security", label=_("Log-in and security"), url=address("mfa_index", site=""), icon="key"),
    )


def _shown(items: tuple[NavItem, ...]) -> tuple[NavItem, ...]:
    return tuple(item for item in items if item.url)


def _grant(place: Workplace) -> str:
    if place.grant_ends_at is None:
        return ""
    until = time_format(localtime(place.grant_ends_at), "H:i")
    return str(_("You have emergency access until %(time)s. Everything you open is logged and reviewed.")) % {
        "time": until
    }
