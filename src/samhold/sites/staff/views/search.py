"""Search, and the list of one's persons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils import timezone

from samhold.sites.staff.pages.persons import persons_page
from samhold.sites.staff.pages.search import only_hit, search_page
from samhold.sites.staff.requests import StaffRequest, staff

if TYPE_CHECKING:
    from django.http import HttpResponse


@staff
def search(request: StaffRequest) -> HttpResponse:
    """Find persons and pages, the only hit at once; words come by POST, since a name must not stand in an address."""
    words = request.POST.get("q", "") if request.method == "POST" else ""
    context = search_page(request, words=words, now=timezone.now())
    if request.headers.get("HX-Request") == "true":
        return render(request, "staff/search/results.html", context)
    found = only_hit(context)
    return redirect(found) if found else render(request, "staff/search/page.html", context)


@staff
def persons(request: StaffRequest) -> HttpResponse:
    """List the persons whom one follows up, or everybody one may see."""
    return render(request, "staff/persons.html", persons_page(request, now=timezone.now()))
