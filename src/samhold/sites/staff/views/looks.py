"""Who has looked: the audit log of one person, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone

from samhold.rooms.access.queries.audit import looks
from samhold.rooms.organisations.queries.directory import posts_of
from samhold.sites.staff.pages.circle import open_person
from samhold.sites.staff.pages.looks import PAGE, chips, days_of, kind_of, next_page, place_of
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.sites.staff.views.network import frame

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse


@staff
def show(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show who did what with the person, newest first, a page at a time."""
    person = open_person(request, person_id, "log")
    kind = kind_of(request.GET)
    found = looks(person_id=person_id, kind=kind, before=place_of(request.GET), limit=PAGE + 1)
    shown = found[:PAGE]
    posts = posts_of((look.actor_id for look in shown if look.actor_id), timezone.now())
    context = {
        "days": days_of(shown, posts),
        "chips": chips(kind),
        "more_url": next_page(kind, shown) if len(found) > PAGE else "",
    }
    return render(request, "staff/looks.html", frame(person, "looks") | context)
