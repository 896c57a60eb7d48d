"""Safety on visits: what is assessed, what is done about it, and the clock of a visit under way."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samhold.infrastructure.fields import EncryptedTextField
from samhold.infrastructure.versioned import Versioned
from samhold.rooms.access.enums import Category
from samhold.rooms.care.models.appointment import Appointment
from samhold.rooms.care.safety_enums import RiskLevel, RiskOf, WatchState
from samhold.rooms.people.models import PersonBound, PersonBoundQuerySet

LONGEST = timedelta(days=90)
"""How long an assessment is good for at most."""


class SafetyAssessment(PersonBound, Versioned):
    """What may happen on a visit, and the measures against it; workers are shown the measures, not the reasons."""

    category = Category.SAFETY

    risk_of = models.CharField(_("about"), max_length=8, choices=RiskOf)
    level = models.CharField(_("risk"), max_length=8, choices=RiskLevel)
    hazards = EncryptedTextField(_("what may happen"), blank=True)
    two_persons = models.BooleanField(_("two workers"), default=False)
    meet_outside = models.BooleanField(_("meet outside"), default=False)
    phone_check = models.BooleanField(_("phone check"), default=False)
    daylight_only = models.BooleanField(_("daylight only"), default=False)
    assessed_date = models.DateField(_("assessed on"))
    valid_until_date = models.DateField(_("valid until"))
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """Of ninety days at most, and one of each that holds."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until_date__gt=F("assessed_date"))
                & Q(valid_until_date__lte=models.ExpressionWrapper(F("assessed_date") + LONGEST, models.DateField())),
                name="care_safetyassessment_lasts_ninety_days_at_most",
            ),
            models.CheckConstraint(
                condition=Q(level__in=RiskLevel.values), name="care_safetyassessment_level_is_known"
            ),
            models.CheckConstraint(condition=Q(risk_of__in=RiskOf.values), name="care_safetyassessment_kind_is_known"),
            models.UniqueConstraint(
                fields=["person", "risk_of"],
                condition=Q(ended_at__isnull=True),
                name="care_safetyassessment_one_open_of_a_kind",
            ),
        ]


class VisitWatch(PersonBound, Versioned):
    """A visit under way, with a clock: who is in, until when, and who has been told that nobody checked out."""

    category = Category.APPOINTMENTS

    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, null=True, blank=True, related_name="watches"
    )
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="watches")
    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(_("checked in"))
    expected_at = models.DateTimeField(_("expected out"))
    ended_at = models.DateTimeField(_("checked out"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=14, choices=WatchState, default=WatchState.UNDER_WAY)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """One under way per worker."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(expected_at__gt=F("started_at")), name="care_visitwatch_takes_time"),
            models.CheckConstraint(condition=Q(state__in=WatchState.values), name="care_visitwatch_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=WatchState.ENDED, ended_at__isnull=False)
                | (~Q(state=WatchState.ENDED) & Q(ended_at__isnull=True)),
                name="care_visitwatch_ended_has_its_time",
            ),
            models.UniqueConstraint(
                fields=["worker"], condition=Q(ended_at__isnull=True), name="care_visitwatch_one_under_way_per_worker"
            ),
        ]


class AbsencePlan(PersonBound, Versioned):
    """What the person wants done when they do not come or do not answer, and after how many days they are missed."""

    category = Category.APPOINTMENTS

    text = EncryptedTextField(_("what to do when I do not come"))
    missed_after_days = models.PositiveSmallIntegerField(_("days without contact before somebody looks"), default=14)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """One per person."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], name="care_absenceplan_one_per_person"),
            models.CheckConstraint(
                condition=Q(missed_after_days__gte=1, missed_after_days__lte=90), name="care_absenceplan_days_are_some"
            ),
        ]
