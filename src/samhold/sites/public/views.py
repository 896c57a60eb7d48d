"""The page that everybody meets first, and the plain pages at the foot: help, accessibility, privacy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Tell what this is and where to log in; whoever is logged in goes to their day."""
    if request.user.is_authenticated:
        return redirect("staff:my_day")
    return render(request, "public/start.html")


@require_safe
def plain(request: HttpRequest, page: str) -> HttpResponse:
    """Show one of the plain pages that the foot of every page leads to, in the frame of whoever reads it."""
    base = "ui/page.html" if request.user.is_authenticated else "ui/narrow.html"
    return render(request, f"public/{page}.html", {"base": base})
