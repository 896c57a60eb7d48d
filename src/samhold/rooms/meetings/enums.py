"""The words of meetings."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingKind(models.TextChoices):
    """What kind of meeting it is; all of them lead to actions in the same way."""

    RESPONSIBILITY_GROUP = "RESPONSIBILITY_GROUP", _("Responsibility group")
    BOARD = "BOARD", _("Board meeting")
    JOINT_DAY = "JOINT_DAY", _("Joint day")
    FLOW_CALL = "FLOW_CALL", _("Flow call")
    LEADER_MEETING = "LEADER_MEETING", _("Leader meeting")
    FORUM = "FORUM", _("Forum")


class MeetingState(models.TextChoices):
    """Where a meeting stands."""

    PLANNED = "PLANNED", _("Planned")
    HELD = "HELD", _("Held")
    CANCELLED = "CANCELLED", _("Cancelled")


class AttendeeKind(models.TextChoices):
    """What kind of party is invited."""

    PERSON = "PERSON", _("The person")
    WORKER = "WORKER", _("Worker")
    UNIT = "UNIT", _("Service")
    NEXT_OF_KIN = "NEXT_OF_KIN", _("Next of kin")
    GUARDIAN = "GUARDIAN", _("Guardian")


class AttendeeState(models.TextChoices):
    """What became of an invitation."""

    INVITED = "INVITED", _("Invited")
    COMING = "COMING", _("Is coming")
    PRESENT = "PRESENT", _("Was there")
    SENT_WORD = "SENT_WORD", _("Sent word")
    ABSENT = "ABSENT", _("Did not come")
    WITHDRAWN = "WITHDRAWN", _("No longer invited")


class OwnerKind(models.TextChoices):
    """Who is to do something that was agreed in a meeting."""

    WORKER = "WORKER", _("A worker")
    PERSON = "PERSON", _("The person")
    OTHER = "OTHER", _("Somebody else")
