"""A person: the overview, and why one sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone

from samhold.rooms.access.enums import Category
from samhold.sites.staff.pages.head import head_of
from samhold.sites.staff.pages.person import open_person, person_page
from samhold.sites.staff.pages.why import why_page
from samhold.sites.staff.requests import StaffRequest, staff

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse


@staff
def person(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show who is involved, what comes and what has happened, with a box for a new contact."""
    now = timezone.now()
    found = open_person(request, person_id, now=now, subject="person")
    return render(request, "staff/person/overview.html", person_page(request, found, now=now))


@staff
def why(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Tell in plain words why the reader sees the person, and what."""
    now = timezone.now()
    found = open_person(request, person_id, now=now, subject="why", shown=(Category.NETWORK,))
    context = {"section": "persons", "tab": "", "head": head_of(found, now=now), "person": found}
    return render(request, "staff/person/why.html", context | why_page(found))
