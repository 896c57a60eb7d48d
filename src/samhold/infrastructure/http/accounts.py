"""Accounts are made by an administrator; nobody signs up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter

if TYPE_CHECKING:
    from django.http import HttpRequest


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Lets only known users in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- allauth asks with it
        """Say no."""
        return False


class KnownUsersOnly(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Lets an identity provider vouch for known users, and make none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:  # noqa: ARG002 -- as above
        """Say no."""
        return False
