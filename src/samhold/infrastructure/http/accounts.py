"""Accounts are made by an administrator; nobody signs up."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings

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

    def _has_just_logged_in(self) -> bool:
        records = get_authentication_records(self.request, self.request.user)
        return bool(records) and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


class KnownUsersOnly(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Lets an identity provider vouch for known users, and make none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:  # noqa: ARG002 -- as above
        """Say no."""
        return False
