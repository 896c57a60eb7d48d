"""The frame around the own page: its few pages, the language and the log-out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samhold.sites.portal.doors import menu
from samhold.ui.shell import NavItem, Shell

if TYPE_CHECKING:
    from samhold.rooms.access.models import User


def shell_of(user: User) -> Shell:
    """Return the frame for somebody whose own page this is."""
    items = menu()
    return Shell(
        items=items,
        bottom=items,
        account=(NavItem(key="security", label=_("Log-in and security"), url=reverse("mfa_index"), icon="key"),),
        home_url=reverse("portal:home"),
        user_name=user.name,
        language_url=reverse("portal:language"),
        keep_alive_url=reverse("portal:still_here"),
        idle_seconds=settings.SESSION_COOKIE_AGE,
    )
