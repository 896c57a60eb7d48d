"""The first page: what comes next, whom to call, and a door to each other page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone

from samhold.rooms.access.enums import Category
from samhold.sites.portal.doors import DOORS
from samhold.sites.portal.pages.coming import coming_of
from samhold.sites.portal.pages.people import first_people
from samhold.sites.portal.requests import PortalRequest, own

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samhold.rooms.people.models import Person


@own(Category.NETWORK, Category.APPOINTMENTS)
def home(request: PortalRequest, person: Person) -> HttpResponse:
    """Greet, tell what comes next and whom to call, and lead to the other pages."""
    now = timezone.now()
    people, number_more = first_people(person, now=now)
    context = {
        "section": "home",
        "person": person,
        "next": next(iter(coming_of(person, now=now, limit=1)), None),
        "people": people,
        "number_more": number_more,
        "doors": DOORS[1:],
    }
    return render(request, "portal/home.html", context)
