"""What is asked and looked at within a time: children, assessments, checks; and what a shift hands over."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samhold.foundation.identifiers import new_id
from samhold.infrastructure.fields import EncryptedTextField
from samhold.infrastructure.versioned import Versioned
from samhold.rooms.access.enums import Category
from samhold.rooms.care.safety_enums import ChildrenAnswer, ReviewKind
from samhold.rooms.organisations.models import Unit
from samhold.rooms.people.models import PersonBound, PersonBoundQuerySet


class ChildrenQuestion(PersonBound, Versioned):
    """The mandatory question about children and siblings under 18 (Health Personnel Act § 10 a), and what follows."""

    category = Category.CHILDREN

    asked_date = models.DateField(_("asked on"))
    answer = models.CharField(_("answer"), max_length=12, choices=ChildrenAnswer)
    text = EncryptedTextField(_("who they are, and what they need"), blank=True)
    in_charge = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    follow_up_by_date = models.DateField(_("follow up by"), null=True, blank=True)
    followed_up_date = models.DateField(_("followed up on"), null=True, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """Where there are children, somebody is in charge by a day."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer__in=ChildrenAnswer.values), name="care_childrenquestion_answer_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(answer=ChildrenAnswer.SOME)
                | (Q(in_charge__isnull=False) & Q(follow_up_by_date__isnull=False)),
                name="care_childrenquestion_some_have_somebody_in_charge",
            ),
        ]


class CareReview(PersonBound):
    """Something an inspection asks for was done: when, by whom, and in a few words."""

    category = Category.PLAN

    kind = models.CharField(_("kind"), max_length=20, choices=ReviewKind)
    done_date = models.DateField(_("done on"))
    text = EncryptedTextField(_("in a few words"), blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """Known words; the newest of a kind is found at once."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=ReviewKind.values), name="care_carereview_kind_is_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "kind", "-done_date"], name="care_carereview_newest")]


class HandOver(Versioned):
    """What one worker adds to what the next shift reads; the rest of a hand-over is what happened, and is computed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="hand_overs")
    tenant = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    text = EncryptedTextField(_("what the next shift should know"))
    written_at = models.DateTimeField(_("written"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


class HandOverRead(models.Model):
    """When a worker last read what happened in a unit; the next hand-over begins there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(_("read"))

    class Meta:
        """Once per worker and unit."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "user"], name="care_handoverread_once_per_worker"),
        ]

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)
