"""The gallery of components, the choice of colours, and the pages of things gone wrong."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samhold.ui import gallery
from samhold.ui.context import SCHEME_COOKIE, SCHEMES

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PROBLEMS = (400, 403, 404, 500, 503)
_YEAR = 365 * 24 * 3600


def _refuse_in_production() -> None:
    if settings.SAMHOLD_ENV == "production":
        raise Http404


@require_http_methods(["GET", "POST"])
def show_gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in its states; not in production."""
    _refuse_in_production()
    is_search = request.method == "POST" and request.headers.get("HX-Request") == "true"
    return render(request, "ui/gallery/results.html" if is_search else "ui/gallery/index.html", gallery.examples())


@require_GET
def show_problem(request: HttpRequest, status: int) -> HttpResponse:
    """Show how the page for one kind of failure looks; not in production."""
    _refuse_in_production()
    if status not in PROBLEMS:
        raise Http404
    return render(request, f"{status}.html", status=status)


@require_POST
def choose_scheme(request: HttpRequest) -> HttpResponse:
    """Remember which colours the reader wants, in a cookie that says nothing else."""
    chosen = request.POST.get("scheme", "")
    back = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = redirect(back if allowed else "/")
    if chosen in SCHEMES:
        response.set_cookie(
            SCHEME_COOKIE, chosen, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return response


def unavailable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Tell that the service is out of order for a moment (503)."""
    return render(request, "503.html", status=HTTPStatus.SERVICE_UNAVAILABLE)
