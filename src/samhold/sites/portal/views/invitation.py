"""Open the own page by an invitation: choose a password, and be logged in."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from samhold.foundation.errors import NotAvailable
from samhold.infrastructure.log_in_names import name_of
from samhold.rooms.access.actions import invitations
from samhold.rooms.access.actions.invitations import LinkUsed
from samhold.rooms.access.forms.passwords import ChoosePassword
from samhold.rooms.access.invited import access_invitation
from samhold.ui.messages import done

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from samhold.rooms.access.models import Invitation

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@sensitive_post_parameters()
def welcome(request: HttpRequest, code: str) -> HttpResponse:
    """Let who holds the link choose a password; whatever is wrong with a link, the page says the same."""
    if request.user.is_authenticated:
        return render(request, "portal/welcome_busy.html")
    try:
        invitation = access_invitation(code=code, now=timezone.now())
    except NotAvailable:
        return _gone(request)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    with translation.override(translation.get_language() if chosen else invitation.account.language):
        return _choose(request, invitation)


def _choose(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    account = invitation.account
    form = ChoosePassword(request.POST if request.method == "POST" else None, account=account)
    if not form.is_valid():
        return render(request, "portal/welcome.html", {"form": form, "log_in": name_of(account.email)})
    try:
        invitations.accept(
            invitation=invitation, password=form.cleaned_data["password"], by=account, now=timezone.now()
        )
    except LinkUsed:
        return _gone(request)
    if is_mfa_enabled(account):
        done(request, _("The password is saved. Now log in."))
        return redirect("account_login")
    login(request, account, backend=BACKEND)
    record_authentication(request, account, method="password")
    done(request, _("Your page is open. Next time you log in with %s.") % name_of(account.email))
    return redirect("portal:home")


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/welcome_gone.html", status=HTTPStatus.NOT_FOUND)
