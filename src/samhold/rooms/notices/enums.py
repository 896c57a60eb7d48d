"""The words of notices."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """How soon a notice wants to be seen."""

    NOW = "NOW", _("Now")
    TODAY = "TODAY", _("Soon")
    INFO = "INFO", _("For information")


class NoticeKind(models.TextChoices):
    """What a notice is about; its sentence, which never names a person."""

    EMERGENCY_ACCESS = "EMERGENCY_ACCESS", _("Emergency access was taken. Review it.")
    EMERGENCY_IN_UNIT = "EMERGENCY_IN_UNIT", _("Somebody in your unit has taken emergency access. Others review it.")
    EMERGENCY_REVIEWED = "EMERGENCY_REVIEWED", _("Your emergency access has been reviewed.")
    NETWORK_ADDED = "NETWORK_ADDED", _("You are now involved with a person.")
    CASE_ROUTED = "CASE_ROUTED", _("A case has been routed to your unit.")
    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN", _("A consent to your unit has been withdrawn.")
    MEETING_INVITED = "MEETING_INVITED", _("You are invited to a meeting.")
    MEETING_CHANGED = "MEETING_CHANGED", _("A meeting you are invited to has been moved or cancelled.")
    MEETING_MINUTES = "MEETING_MINUTES", _("The minutes of a meeting are ready.")
    APPOINTMENT_CHANGED = "APPOINTMENT_CHANGED", _("An appointment you take part in has been moved or cancelled.")
    NOTE_COMMENTED = "NOTE_COMMENTED", _("Somebody has commented on a note about themself. Read it.")
    VISIT_OVERDUE = "VISIT_OVERDUE", _("A colleague has not checked out of a visit. Call them now.")
    VISIT_UNANSWERED = (
        "VISIT_UNANSWERED",
        _("A worker in your unit has not checked out of a visit. Find out where they are."),
    )
