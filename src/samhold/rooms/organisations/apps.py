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
        """Answer for which roles somebody has."""
        from samhold.rooms.access import engine  # noqa: PLC0415 -- app ready
        from samhold.rooms.organisations.access import roles_of  # noqa: PLC0415 -- app ready

        engine.bind_roles(roles_of)
