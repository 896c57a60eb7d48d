"""A questionnaire that a person has answered, or is answering."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samhold.infrastructure.versioned import Versioned
from samhold.rooms.access.engine import Actor, scope
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.care.enums import AnsweredBy
from samhold.rooms.people.models import PersonBound, PersonBoundQuerySet
from samhold.rooms.questionnaires.enums import KNOWLEDGE
from samhold.rooms.questionnaires.models import Answers

if TYPE_CHECKING:
    from datetime import datetime

OPENED_AGAIN_WITHIN = timedelta(hours=24)
"""How long after it was finished a questionnaire may be opened again."""

PUT_BACK_WITHIN = timedelta(hours=24)
"""How long after it was thrown away a questionnaire may be put back; then it is deleted."""


class ResponseQuerySet(PersonBoundQuerySet["Response"]):
    """Responses, by what is asked about them."""

    def visible_to(self, actor: Actor, action: Action, *, now: datetime, purpose: Purpose = Purpose.CARE) -> Self:
        """Keep the rows that the actor may do this with, each by what its answers tell of."""
        allowed = Q(pk__in=[])
        for category in KNOWLEDGE:
            reached = scope(actor, action, category, now=now, purpose=purpose, path=self.person_path)
            allowed |= Q(about=category) & reached
        return self.filter(allowed)

    def kept(self) -> Self:
        """Keep those that were not thrown away."""
        return self.filter(thrown_at__isnull=True)

    def finished(self) -> Self:
        """Keep those that are finished."""
        return self.filter(finished_at__isnull=False)

    def latest_first(self) -> Self:
        """Newest answers first."""
        return self.order_by("-answered_at", "-id")


class Response(PersonBound, Versioned, Answers):
    """
    A person's answers to one questionnaire, once; open until it is finished.

    :param about: what its answers tell of, as access knows it; the questionnaire says it.
    :param is_begun_alone: the person began it from their own page; it says so itself, since the account of that page
        may be another one later.
    """

    category = Category.FEEDBACK

    about = models.CharField(_("what it tells of"), max_length=20)
    answered_by = models.CharField(_("who answered"), max_length=10, choices=AnsweredBy, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(_("begun"))
    is_begun_alone = models.BooleanField(_("begun by the person alone"), default=False, editable=False)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    thrown_at = models.DateTimeField(_("thrown away"), null=True, blank=True, editable=False)

    objects: ClassVar = ResponseQuerySet.as_manager()

    class Meta:
        """What is finished says when and by whom it was answered, and not before it was."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(about__in=KNOWLEDGE), name="care_response_about_is_known"),
            models.CheckConstraint(
                condition=Q(answered_by__in=["", *AnsweredBy.values]), name="care_response_answered_by_is_known"
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, finished_by__isnull=True, is_complete=False)
                | (
                    Q(finished_at__isnull=False, finished_by__isnull=False, answered_at__isnull=False)
                    & ~Q(answered_by="")
                ),
                name="care_response_finish_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__lte=F("finished_at")),
                name="care_response_is_not_answered_in_the_future",
            ),
            models.CheckConstraint(
                condition=Q(thrown_at__isnull=True) | Q(finished_at__isnull=True),
                name="care_response_thrown_away_is_not_finished",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-answered_at", "-id"], name="care_response_by_person"),
        ]

    def may_be_put_back(self, now: datetime) -> bool:
        """Tell whether it was thrown away within a day."""
        return self.thrown_at is not None and now - self.thrown_at <= PUT_BACK_WITHIN

    def may_be_opened_by(self, user: Actor, now: datetime) -> bool:
        """Tell whether it is finished, by this user, within a day."""
        at = self.finished_at
        return at is not None and self.finished_by_id == user.pk and now - at <= OPENED_AGAIN_WITHIN
