"""Django's entry to the room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """The person, residence, network, consents, blocks, conflicts, emergency access; the door; the timeline's type."""

    name = "samhold.rooms.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        """Bind the reaches that rest on the room's tables."""
        from samhold.rooms.people.access import bind_reaches  # noqa: PLC0415 -- app ready

        bind_reaches()
