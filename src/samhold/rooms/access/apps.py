"""Django's entry to the room."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    """Users, the rules, the engine that turns them into querysets, the audit chain."""

    name = "samhold.rooms.access"
    label = "access"
    verbose_name = _("Access")

    def ready(self) -> None:
        """Register the system checks."""
        import_module("samhold.rooms.access.checks")
