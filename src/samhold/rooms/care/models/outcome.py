"""Follow-up from when to when, and what happened before and after it began."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samhold.infrastructure.fields import EncryptedTextField
from samhold.infrastructure.versioned import Versioned
from samhold.rooms.access.enums import Category
from samhold.rooms.care.outcome_enums import ActivityKind, LifeEventKind
from samhold.rooms.organisations.models import Unit
from samhold.rooms.people.models import PersonBound, PersonBoundQuerySet


def last_after_first(name: str) -> models.CheckConstraint:
    """Return the rule that days run forwards, under the table's own name for it."""
    return models.CheckConstraint(condition=Q(last_date__isnull=True) | Q(last_date__gte=F("first_date")), name=name)


class FollowUp(PersonBound, Versioned):
    """
    A time during which a unit follows the person up; its first day is what before and after are counted from.

    `known_since_date` says how far back somebody asked what happened before; without it, nobody has.
    """

    category = Category.PLAN

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="follow_ups")
    first_date = models.DateField(_("first day"))
    last_date = models.DateField(_("last day"), null=True, blank=True)
    ended_why = EncryptedTextField(_("why it ended"), blank=True)
    known_since_date = models.DateField(_("known since"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """One open per person and unit; what is known from before lies before."""

        constraints: ClassVar = [
            last_after_first("care_followup_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(known_since_date__isnull=True) | Q(known_since_date__lte=F("first_date")),
                name="care_followup_known_before_it_starts",
            ),
            models.UniqueConstraint(
                fields=["person", "unit"],
                condition=Q(last_date__isnull=True, undone_at__isnull=True),
                name="care_followup_one_open_per_unit",
            ),
        ]


class LifeEvent(PersonBound, Versioned):
    """An admission, an overdose, violence or prison; one without a last day is still going on, or took one day."""

    category = Category.HEALTH

    kind = models.CharField(_("kind"), max_length=22, choices=LifeEventKind)
    first_date = models.DateField(_("first day"))
    last_date = models.DateField(_("last day"), null=True, blank=True)
    where = EncryptedTextField(_("where"), blank=True)
    text = EncryptedTextField(_("what happened"), blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"))
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """Known words, days that run forwards."""

        constraints: ClassVar = [
            last_after_first("care_lifeevent_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(kind__in=LifeEventKind.values), name="care_lifeevent_kind_is_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-first_date"], name="care_lifeevent_by_person")]


class Activity(PersonBound, Versioned):
    """What the person does with their days, from when to when."""

    category = Category.PLAN

    kind = models.CharField(_("kind"), max_length=16, choices=ActivityKind)
    name = EncryptedTextField(_("what"), blank=True)
    hours_per_week = models.DecimalField(_("hours a week"), max_digits=4, decimal_places=1)
    is_substance_free = models.BooleanField(_("substance-free"), default=False)
    first_date = models.DateField(_("first day"))
    last_date = models.DateField(_("last day"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """Known words, at most the hours of a week."""

        constraints: ClassVar = [
            last_after_first("care_activity_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(kind__in=ActivityKind.values), name="care_activity_kind_is_known"),
            models.CheckConstraint(
                condition=Q(hours_per_week__gt=0, hours_per_week__lte=168), name="care_activity_fits_in_a_week"
            ),
        ]
