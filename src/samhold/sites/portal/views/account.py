"""The person's own account: the language of the pages, and that the session goes on."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.rooms.access.actions import own as own_account
from samhold.rooms.access.enums import Language
from samhold.sites.portal.requests import PortalRequest, own
from samhold.ui.messages import done

if TYPE_CHECKING:
    from samhold.rooms.people.models import Person


@require_POST
@own()
def choose_language(request: PortalRequest, person: Person) -> HttpResponse:
    """Speak another language from now, on every machine, and on this one also after log-out."""
    del person
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = redirect(back if is_ours else "portal:home")
    chosen = request.POST.get("language", "")
    if chosen in Language.values:
        own_account.choose_language(language=Language(chosen), by=request.user, now=timezone.now())
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, samesite="Lax", secure=request.is_secure())
        with translation.override(chosen):
            done(request, _("The pages now speak this language."))
    return response


@own()
def still_here(request: PortalRequest, person: Person) -> HttpResponse:
    """Let the session go on for somebody who is writing."""
    del request, person
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
