"""My people: everybody who helps, with their phone and when to call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone

from samhold.rooms.access.enums import Category
from samhold.rooms.people.queries.network import involved
from samhold.sites.portal.requests import PortalRequest, own

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samhold.rooms.people.models import Person


@own(Category.NETWORK, subject="network")
def show(request: PortalRequest, person: Person) -> HttpResponse:
    """Show everybody who helps."""
    people = involved(person=person, now=timezone.now())
    return render(request, "portal/people.html", {"section": "people", "person": person, "people": people})
