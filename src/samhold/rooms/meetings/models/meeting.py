"""The meeting itself: which kind, when, where, who leads it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samhold.infrastructure.fields import EncryptedTextField
from samhold.infrastructure.versioned import Versioned
from samhold.rooms.access.enums import Category
from samhold.rooms.meetings.enums import MeetingKind, MeetingState
from samhold.rooms.meetings.models.base import MeetingBound
from samhold.rooms.organisations.models import Place
from samhold.rooms.people.models import PersonBoundQuerySet

if TYPE_CHECKING:
    from datetime import datetime


class Meeting(MeetingBound, Versioned):
    """
    A meeting, planned, held or cancelled; `follows` is the one whose next date it is.

    When and where is knowledge of the kind "appointments"; what is said there is of the kind "plan". `is_invited` and
    `shows_content` are what the door found, on meetings that came through it.
    """

    category = Category.APPOINTMENTS

    kind = models.CharField(_("kind"), max_length=25, choices=MeetingKind)
    starts_at = models.DateTimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    where = EncryptedTextField(_("where"), blank=True)
    video = EncryptedTextField(_("video link"), blank=True)
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="next_meetings")

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    is_invited: bool = False
    shows_content: bool = False

    class Meta:
        """Known words, a time that is a time; found by person and by who leads it."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=720), name="meetings_meeting_takes_time"),
            models.CheckConstraint(condition=Q(kind__in=MeetingKind.values), name="meetings_meeting_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="meetings_meeting_state_is_known"),
            models.CheckConstraint(
                condition=~Q(kind=MeetingKind.RESPONSIBILITY_GROUP) | Q(person__isnull=False),
                name="meetings_meeting_responsibility_group_has_a_person",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-starts_at"], name="meetings_meeting_by_person"),
            models.Index(fields=["chair", "starts_at"], name="meetings_meeting_by_chair"),
        ]

    @property
    def ends_at(self) -> datetime:
        """Return when it is planned to end."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_planned(self) -> bool:
        """Whether it is still to be held."""
        return self.state == MeetingState.PLANNED
