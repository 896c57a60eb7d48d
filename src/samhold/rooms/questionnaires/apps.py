"""Django's entry to the room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionnairesConfig(AppConfig):
    """Form definitions, licences, rendering, scoring."""

    name = "samhold.rooms.questionnaires"
    label = "questionnaires"
    verbose_name = _("Questionnaires")
