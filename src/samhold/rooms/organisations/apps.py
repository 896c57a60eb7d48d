"""Django's entry to the room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    """Municipalities, units, memberships, agreements, competences, places and roads."""

    name = "samhold.rooms.organisations"
    label = "organisations"
    verbose_name = _("Organisations")

    def ready(self) -> None:
        """Answer for which posts somebody has."""
        from samhold.rooms.access import anchors  # noqa: PLC0415 -- app ready
        from samhold.rooms.organisations.access import posts_of  # noqa: PLC0415 -- app ready

        anchors.bind_posts(posts_of)
