"""Django's entry to the room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    """Users, the rules, the engine that turns them into querysets, the audit chain."""

    name = "samhold.rooms.access"
    label = "access"
    verbose_name = _("Access")

    def ready(self) -> None:
        """Register the system checks."""
        from samhold.rooms.access import checks  # noqa: F401, PLC0415 -- app ready
