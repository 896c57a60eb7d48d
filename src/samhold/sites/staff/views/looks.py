"""Who has looked: the audit log of one person, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone

from samhold.sites.staff.pages.circle import open_person
from samhold.sites.staff.pages.looked import Asked, looked_page
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.sites.staff.views.network import frame

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse


@staff
def show(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show who did what with the person, newest first, a page at a time."""
    person = open_person(request, person_id, "log")
    asked = Asked.of(request.GET)
    context = looked_page(person_id=person_id, viewer=request.user, asked=asked, now=timezone.now())
    return render(request, "staff/looks.html", frame(person, "looks") | context)
