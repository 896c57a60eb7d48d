"""Granted and given hours of a unit, for its leader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone

from samhold.sites.staff.pages.hours import hours_page
from samhold.sites.staff.requests import StaffRequest, staff

if TYPE_CHECKING:
    from django.http import HttpResponse


@staff
def show(request: StaffRequest) -> HttpResponse:
    """Show what was granted and given, by person and service."""
    page = hours_page(request, now=timezone.now())
    return render(request, "staff/hours.html", {"section": "hours", "page": page})
