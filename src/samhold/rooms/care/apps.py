"""Django's entry to the room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CareConfig(AppConfig):
    """One person's follow-up: appointments, contacts, drafts."""

    name = "samhold.rooms.care"
    label = "care"
    verbose_name = _("Care")

    def ready(self) -> None:
        """Bind the reach that rests on the room's tables."""
        from samhold.rooms.care.access import bind_reaches  # noqa: PLC0415 -- app ready

        bind_reaches()
