"""Who has looked at what is written about me."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone

from samhold.rooms.access.enums import Category
from samhold.sites.portal.pages.looks import looks_page
from samhold.sites.portal.requests import PortalRequest, own

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samhold.rooms.people.models import Person


@own(Category.NETWORK, subject="log")
def show(request: PortalRequest, person: Person) -> HttpResponse:
    """Show who looked, who wrote and who was stopped, newest first; that I look is written too."""
    return render(request, "portal/looks/show.html", looks_page(person, request.GET, now=timezone.now()))
