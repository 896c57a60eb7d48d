"""Django's entry to the room."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """The meeting: agenda, minutes, decisions, actions, dates."""

    name = "samhold.rooms.meetings"
    label = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        """Bind the reach that rests on the room's tables, offer what is still to be done, register the checks."""
        from samhold.rooms.meetings.access import bind_reaches  # noqa: PLC0415 -- app ready
        from samhold.rooms.meetings.queries.actions import offer_open_actions  # noqa: PLC0415 -- app ready

        bind_reaches()
        offer_open_actions()
        import_module("samhold.rooms.meetings.checks")
