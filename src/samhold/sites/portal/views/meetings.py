"""My meetings: visits, talks and meetings that are planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone

from samhold.rooms.access.enums import Category
from samhold.sites.portal.pages.coming import coming_of
from samhold.sites.portal.pages.people import closest
from samhold.sites.portal.requests import PortalRequest, own

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samhold.rooms.people.models import Person


@own(Category.APPOINTMENTS, Category.NETWORK, subject="appointments")
def show(request: PortalRequest, person: Person) -> HttpResponse:
    """Show what is planned, and whom to call when it does not fit."""
    now = timezone.now()
    context = {
        "section": "meetings",
        "person": person,
        "coming": coming_of(person, now=now),
        "ask": closest(person, now=now),
    }
    return render(request, "portal/meetings.html", context)
