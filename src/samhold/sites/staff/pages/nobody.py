"""Why somebody finds nobody, and what to do: it depends on what one works as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samhold.rooms.access.enums import Role
from samhold.sites.staff.addresses import address

if TYPE_CHECKING:
    from samhold.sites.staff.pages.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Nobody:
    """A sentence that says why, and the page that helps; no address where there is none."""

    text: str | Promise
    label: str | Promise = ""
    url: str = ""


def nobody_of(place: Workplace) -> Nobody | None:
    """Return what to say to those who lead, review or set up; nothing for those who help, and need not be told."""
    if place.roles and place.roles <= {Role.SERVICE_DIRECTOR}:
        text = _(
            "As service director you find nobody here: names belong to those who help. Whom the services are involved "
            "with stands under Coordination."
        )
        return Nobody(text=text, label=_("Coordination"), url=address("coordination"))
    if Role.UNIT_LEADER in place.roles:
        text = _(
            "As a leader you find those in whose network your service is. There is nobody yet, or nobody of that name. "
            "Ask those who help the person to add your service."
        )
        return Nobody(text=text, label=_("Quality"), url=address("quality"))
    if place.roles and place.roles <= {Role.PRIVACY_OFFICER, Role.ADMINISTRATOR}:
        return Nobody(text=_("Your role opens nobody. It looks after Samhold, and not after persons."))
    return None
