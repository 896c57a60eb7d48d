"""The first page: what comes next, and a door to each other page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from samhold.sites.portal.doors import DOORS
from samhold.sites.portal.requests import PortalRequest, own

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samhold.rooms.people.models import Person


@own()
def home(request: PortalRequest, person: Person) -> HttpResponse:
    """Greet, tell what comes next, and lead to the other pages."""
    return render(request, "portal/home.html", {"section": "home", "person": person, "doors": DOORS[1:]})
