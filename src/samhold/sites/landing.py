"""
Whom a page is for: where somebody lands, and which site's frame stands around the pages that belong to none.

Audiences know nothing of each other; this stands beside them. Somebody with a post is a worker, whatever else they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from samhold.sites.portal.context import shell_of
from samhold.sites.public.views import start as welcome
from samhold.sites.staff.context import shell_for
from samhold.sites.staff.requests import is_own_page_only

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from samhold.ui.shell import Shell


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Take a person to the own page; others to their day, or to the page that everybody meets first."""
    if request.user.is_authenticated and is_own_page_only(request):
        return redirect("portal:home")
    return welcome(request)


def own_settings(request: HttpRequest) -> HttpResponse:
    """Lead to where somebody finds what is theirs: a person to the own page, others to their settings."""
    return redirect("portal:home" if is_own_page_only(request) else "staff:settings")


def shell(request: HttpRequest) -> dict[str, object]:
    """Add `shell`, made when a template uses it; nobody who is logged out has one."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"shell": SimpleLazyObject(lambda: _shell(request))}


def _shell(request: HttpRequest) -> Shell:
    user = request.user
    if user.is_authenticated and is_own_page_only(request):
        return shell_of(user)
    return shell_for(request)
