"""The page that everybody meets first."""

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
