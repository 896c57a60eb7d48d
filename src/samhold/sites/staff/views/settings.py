"""My settings: language, colours, ways to log in, sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.rooms.access.actions import own
from samhold.rooms.access.enums import Language
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from django.http import HttpResponse


@staff
def show(request: StaffRequest) -> HttpResponse:
    """Show what one may choose for oneself."""
    return render(request, "staff/settings/show.html", {"languages": Language.choices, "section": "settings"})


@staff
@require_POST
def choose_language(request: StaffRequest) -> HttpResponse:
    """Speak another language from now, on every machine, and on this one also after log-out."""
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = redirect(back if is_ours else "staff:settings")
    chosen = request.POST.get("language", "")
    if chosen in Language.values:
        own.choose_language(language=Language(chosen), by=request.user, now=timezone.now())
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, samesite="Lax", secure=request.is_secure())
        with translation.override(chosen):
            done(request, _("The pages now speak this language."))
    return response


@staff
@require_POST
def end_sessions(request: StaffRequest) -> HttpResponse:
    """Log out everywhere but here."""
    user = own.end_sessions(by=request.user, now=timezone.now())
    update_session_auth_hash(request, user)
    done(request, _("You are logged out everywhere else."))
    return redirect("staff:settings")
