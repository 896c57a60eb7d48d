"""The words of what did not come about: why, and what then."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AbsenceReason(models.TextChoices):
    """Why it did not come about, as far as anybody knows: coarse words that may be counted, and no diagnosis."""

    UNWELL = "UNWELL", _("Ill or unwell")
    DID_NOT_WANT = "DID_NOT_WANT", _("Did not want to")
    FORGOT = "FORGOT", _("Forgot it")
    ELSEWHERE = "ELSEWHERE", _("Was somewhere else")
    WAY = "WAY", _("The way: no transport, roads, weather")
    STAFF = "STAFF", _("We lacked staff")
    OTHER = "OTHER", _("Another reason")
    UNKNOWN = "UNKNOWN", _("We do not know why")


class AbsenceNext(models.TextChoices):
    """What is done then."""

    NEW_TIME = "NEW_TIME", _("A new time")
    PHONE = "PHONE", _("We ring")
    LOOK_IN = "LOOK_IN", _("We look in")
    NOTHING = "NOTHING", _("Nothing now")
