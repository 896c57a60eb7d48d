"""What My day leads to when nothing is planned: the work of one's role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samhold.rooms.access.enums import Role
from samhold.sites.staff.addresses import address

if TYPE_CHECKING:
    from samhold.sites.staff.pages.workplace import Workplace

VISITS = frozenset({Role.CARE_WORKER, Role.HOME_CARE_WORKER, Role.PEER_WORKER, Role.COORDINATOR, Role.UNIT_LEADER})
"""Roles whose day is made of visits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A sentence, and the page that it leads to; no address where there is nothing to open yet."""

    text: str | Promise
    label: str | Promise = ""
    url: str = ""
    icon: str = "people"


def start_of(place: Workplace) -> Start | None:
    """Return where somebody without visits begins; nothing for those whose day is made of visits, who plan one."""
    if place.roles & VISITS:
        return None
    return next((start() for role, start in _STARTS.items() if role in place.roles), None)


def _reviews() -> Start:
    text = _("Emergency accesses that wait for your verdict stand under Reviews.")
    return Start(text=text, label=_("Reviews"), url=address("reviews"), icon="shield")


def _region() -> Start:
    text = _("You see who is involved with whom, and set up the region. Visits are planned by the services.")
    return Start(text=text, label=_("Everybody I may see"), url=f"{address('persons')}?whose=all")


def _coordination() -> Start:
    text = _("You see whom the services you lead are involved with.")
    return Start(text=text, label=_("Persons"), url=address("coordination"))


def _persons() -> Start:
    text = _("Visits and meetings with you stand here. Your service's persons are one tap away.")
    return Start(text=text, label=_("Everybody I may see"), url=f"{address('persons')}?whose=all")


def _invited() -> Start:
    return Start(
        text=_("Nobody has invited you to a meeting yet. When somebody does, it stands here and in the inbox.")
    )


def _none() -> Start:
    return Start(text=_("Your role follows nobody up, so nothing stands here."))


_STARTS = {
    Role.PRIVACY_OFFICER: _reviews,
    Role.SUBSTANCE_COORDINATOR: _region,
    Role.SERVICE_DIRECTOR: _coordination,
    Role.GENERAL_PRACTITIONER: _persons,
    Role.CLINICIAN: _persons,
    Role.INTAKE_COORDINATOR: _persons,
    Role.WARD_WORKER: _persons,
    Role.NAV_WORKER: _persons,
    Role.CHILD_WELFARE_WORKER: _persons,
    Role.PARTNER: _invited,
    Role.RESEARCHER: _none,
    Role.ADMINISTRATOR: _none,
}
