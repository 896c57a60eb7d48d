"""Persons for coordination: who they are and who is involved, and nothing of what happens in care."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone

from samhold.sites.staff.pages.coordination import one_page, persons_page
from samhold.sites.staff.requests import StaffRequest, staff

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse


@staff
def persons(request: StaffRequest) -> HttpResponse:
    """List the persons for whom one coordinates services."""
    return render(request, "staff/coordination/persons.html", persons_page(request, now=timezone.now()))


@staff
def person(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show who is involved with a person."""
    return render(request, "staff/coordination/person.html", one_page(request, person_id, now=timezone.now()))
