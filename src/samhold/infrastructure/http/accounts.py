"""Accounts are made by an administrator, or for the own page by who invites; nobody signs up."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.account.internal.flows.login import get_authentication_records
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django import forms
from django.conf import settings
from django.core.validators import validate_email

from samhold.infrastructure.log_in_names import address_of, is_sent_to

if TYPE_CHECKING:
    from django.http import HttpRequest


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Lets only known users in, and asks them once more before they change how they log in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- allauth asks with it
        """Say no."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Say yes, but no to whoever adds or removes a key right after they logged in: they have just proved it."""
        if app == "allauth.mfa" and self._has_just_logged_in():
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Send nothing to a log-in name that stands for an address."""
        if is_sent_to(email):
            super().send_mail(template_prefix, email, context)

    def _has_just_logged_in(self) -> bool:
        records = get_authentication_records(self.request, self.request.user)
        return bool(records) and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


class LogIn(LoginForm):  # type: ignore[misc]  # as above
    """Takes an e-mail address, or the log-in name of somebody who has none."""

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)
        shown = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "inputmode": "email"}
        self.fields["login"] = forms.CharField(max_length=254, widget=forms.TextInput(attrs=shown))
        self.order_fields(["login", "password", "remember"])

    def clean_login(self) -> str:
        """Return the address that the account has."""
        address = address_of(str(self.cleaned_data["login"]))
        validate_email(address)
        return address


class KnownUsersOnly(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Lets an identity provider vouch for known users, and make none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:  # noqa: ARG002 -- as above
        """Say no."""
        return False
