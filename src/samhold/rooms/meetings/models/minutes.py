"""What was said in a meeting, what was decided, and what is to be done."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samhold.infrastructure.fields import EncryptedTextField
from samhold.infrastructure.versioned import Versioned
from samhold.rooms.access.enums import Category
from samhold.rooms.meetings.enums import OwnerKind
from samhold.rooms.meetings.models.base import MeetingBound
from samhold.rooms.meetings.models.meeting import Meeting
from samhold.rooms.people.models import PersonBoundQuerySet


class Minutes(MeetingBound, Versioned):
    """The minutes of a meeting; several may write, and none overwrites another. Finished, they are sent."""

    category = Category.PLAN

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="written")
    text = EncryptedTextField(_("text of the minutes"), blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(_("saved"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """Finished minutes say by whom."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, finished_by__isnull=True)
                | Q(finished_at__isnull=False, finished_by__isnull=False),
                name="meetings_minutes_finish_is_whole",
            ),
        ]


class MinutesDraft(MeetingBound):
    """What somebody has typed and not saved; only its author ever reads it."""

    category = Category.PLAN

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="minutes_drafts")
    text = EncryptedTextField(_("text of the minutes"), blank=True)
    base_version = models.PositiveIntegerField(_("the version it is based on"), default=0)
    saved_at = models.DateTimeField(_("saved"))

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """One draft per author and meeting."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "author"], name="meetings_minutesdraft_one_per_author"),
        ]


class MeetingDecision(MeetingBound):
    """Something that was decided, and the line of the minutes that says so."""

    category = Category.PLAN

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    line = models.PositiveIntegerField(_("line"))
    text = EncryptedTextField(_("what was decided"))

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """It says something."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="meetings_meetingdecision_says_something"),
        ]


class MeetingAction(MeetingBound, Versioned):
    """Something somebody is to do: what, who, by when, from which line of the minutes, and whether it is done."""

    category = Category.PLAN

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="actions")
    line = models.PositiveIntegerField(_("line"))
    text = EncryptedTextField(_("what is to be done"))
    owner_kind = models.CharField(_("who"), max_length=10, choices=OwnerKind)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meeting_actions",
    )
    owner_words = EncryptedTextField(_("who, in words"), blank=True)
    due_date = models.DateField(_("by"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """No action without an owner; found by owner, while open."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="meetings_meetingaction_says_something"),
            models.CheckConstraint(
                condition=Q(owner_kind=OwnerKind.WORKER, owner__isnull=False)
                | Q(owner_kind=OwnerKind.PERSON, owner__isnull=True, person__isnull=False)
                | (Q(owner_kind=OwnerKind.OTHER, owner__isnull=True) & ~Q(owner_words="")),
                name="meetings_meetingaction_has_an_owner",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="meetings_meetingaction_done_is_whole",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["owner", "due_date"],
                name="meetings_action_open",
                condition=Q(done_at__isnull=True),
            ),
        ]
