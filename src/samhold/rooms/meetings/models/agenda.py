"""What a meeting is to talk about."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samhold.infrastructure.fields import EncryptedTextField
from samhold.rooms.access.enums import Category
from samhold.rooms.meetings.models.base import MeetingBound
from samhold.rooms.meetings.models.meeting import Meeting
from samhold.rooms.people.models import PersonBoundQuerySet


class AgendaItem(MeetingBound):
    """
    One item: typed, or taken from a source, such as a goal of the plan.

    `source_key` says which, as `<source>:<its own key>`; this room never reads the second half. `discussed_at` is when
    it was talked about.
    """

    category = Category.PLAN

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda")
    position = models.PositiveSmallIntegerField(_("place in the order"))
    title = EncryptedTextField(_("what it is about"))
    source_key = models.CharField(_("source"), max_length=120, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    discussed_at = models.DateTimeField(_("discussed"), null=True, blank=True)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """The same thing stands once on an agenda; when it was last discussed is found by the source."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="meetings_agendaitem_has_a_title"),
            models.UniqueConstraint(
                fields=["meeting", "source_key"],
                condition=~Q(source_key=""),
                name="meetings_agendaitem_once_per_source",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["person", "-discussed_at"],
                name="meetings_agenda_discussed",
                condition=Q(discussed_at__isnull=False),
            ),
        ]
