"""What happened with a person, as the worker wrote it down."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samhold.infrastructure.fields import EncryptedTextField
from samhold.infrastructure.versioned import Versioned
from samhold.rooms.access.enums import Category
from samhold.rooms.care.absence_enums import AbsenceNext, AbsenceReason
from samhold.rooms.care.enums import ContactKind, ContactOutcome
from samhold.rooms.care.models.appointment import Appointment
from samhold.rooms.organisations.models import Unit
from samhold.rooms.people.models import PersonBound, PersonBoundQuerySet

if TYPE_CHECKING:
    from datetime import datetime


UNDO_WITHIN = timedelta(hours=24)
"""How long after it was recorded a contact may be undone."""


class ContactQuerySet(PersonBoundQuerySet["Contact"]):
    """Contacts, by what is asked about them."""

    def standing(self) -> Self:
        """Keep those that were not undone."""
        return self.filter(undone_at__isnull=True)

    def since(self, at: datetime) -> Self:
        """Keep those that took place at `at` or later."""
        return self.filter(took_place_at__gte=at)

    def latest_first(self) -> Self:
        """Newest first."""
        return self.order_by("-took_place_at", "-id")


class Contact(PersonBound, Versioned):
    """
    A contact with the person, or an attempt at one; `minutes` is direct time. An undone one is kept, and hidden.

    `settles` tells that the state of its appointment rests on it too: the planner had not cancelled it. Where they did
    not meet, `absence_reason` says why and `absence_next` what then, if anybody said.
    """

    category = Category.CONTACTS

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="contacts")
    appointment = models.ForeignKey(
        Appointment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ContactKind)
    outcome = models.CharField(_("outcome"), max_length=20, choices=ContactOutcome, default=ContactOutcome.MET)
    took_place_at = models.DateTimeField(_("when"))
    absence_reason = models.CharField(_("why not"), max_length=12, choices=AbsenceReason, blank=True, default="")
    absence_next = models.CharField(_("what then"), max_length=8, choices=AbsenceNext, blank=True, default="")
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    text = EncryptedTextField(_("what happened"), blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"))
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    settles = models.BooleanField(_("settles its appointment"), default=False)

    objects: ClassVar = ContactQuerySet.as_manager()

    class Meta:
        """Nothing is recorded before it happened."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(took_place_at__lte=F("recorded_at")),
                name="care_contact_is_not_in_the_future",
            ),
            models.CheckConstraint(condition=Q(minutes__gte=0, minutes__lte=1440), name="care_contact_fits_in_a_day"),
            models.CheckConstraint(
                condition=Q(settles=False) | Q(appointment__isnull=False),
                name="care_contact_settles_an_appointment",
            ),
            models.CheckConstraint(condition=Q(kind__in=ContactKind.values), name="care_contact_kind_is_known"),
            models.CheckConstraint(
                condition=Q(outcome__in=ContactOutcome.values),
                name="care_contact_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=Q(absence_reason="", absence_next="")
                | (
                    ~Q(outcome=ContactOutcome.MET)
                    & Q(absence_reason__in=["", *AbsenceReason.values], absence_next__in=["", *AbsenceNext.values])
                ),
                name="care_contact_absence_is_of_one_not_met",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-took_place_at", "-id"], name="care_contact_by_person"),
            models.Index(fields=["unit", "-took_place_at"], name="care_contact_by_unit"),
        ]
