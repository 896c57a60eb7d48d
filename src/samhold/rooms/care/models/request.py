"""Somebody asks for help, before any application: what was asked, what was answered, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samhold.foundation.identifiers import new_id
from samhold.infrastructure.fields import EncryptedTextField
from samhold.infrastructure.versioned import Versioned
from samhold.rooms.access.enums import Category
from samhold.rooms.care.enums import RequestOutcome, RequestRoad
from samhold.rooms.organisations.models import Organisation, Unit
from samhold.rooms.people.models import Person

if TYPE_CHECKING:
    from datetime import date

_TURNED_AWAY_WITH_BOTH = ~Q(outcome=RequestOutcome.TURNED_AWAY) | (~Q(reason="") & ~Q(offer=""))


class RequestQuerySet(models.QuerySet["RequestForHelp"]):
    """Requests for help, by what is asked about them."""

    def waiting(self) -> Self:
        """Keep those that are not answered yet."""
        return self.filter(outcome="")

    def asked_between(self, first: date, last: date) -> Self:
        """Keep those that came on these days, both included."""
        return self.filter(asked_date__gte=first, asked_date__lte=last)


class RequestForHelp(Versioned):
    """
    A request for help to a unit; about a person, or about somebody who is not registered.

    It belongs to the unit that got it: whoever is asked about may never become a person here, so what was said of them
    stands encrypted in the row alone.
    """

    category = Category.REFERRAL_STATUS

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="requests_for_help")
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests_for_help",
    )
    road = models.CharField(_("how it came"), max_length=20, choices=RequestRoad)
    asked_date = models.DateField(_("asked on"))
    asked_by = EncryptedTextField(_("who asked"))
    about = EncryptedTextField(_("about whom"), blank=True)
    asked_for = EncryptedTextField(_("what was asked"))
    answer_by_date = models.DateField(_("answer by"))
    outcome = models.CharField(_("what came of it"), max_length=20, choices=RequestOutcome, blank=True)
    answer = EncryptedTextField(_("what was answered"), blank=True)
    reason = EncryptedTextField(_("why it was turned away"), blank=True)
    offer = EncryptedTextField(_("what was offered instead"), blank=True)
    answered_date = models.DateField(_("answered on"), null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"))

    objects: ClassVar = RequestQuerySet.as_manager()

    class Meta:
        """Answered wholly or not at all; nobody is turned away without a reason and another offer."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(road__in=RequestRoad.values), name="care_requestforhelp_road_is_known"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *RequestOutcome.values]),
                name="care_requestforhelp_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answered_date__isnull=True, answered_by__isnull=True)
                | (~Q(outcome="") & ~Q(answer="") & Q(answered_date__isnull=False, answered_by__isnull=False)),
                name="care_requestforhelp_answer_is_whole",
            ),
            models.CheckConstraint(
                condition=_TURNED_AWAY_WITH_BOTH,
                name="care_requestforhelp_turned_away_with_reason_and_offer",
            ),
            models.CheckConstraint(
                condition=Q(answer_by_date__gte=F("asked_date")),
                name="care_requestforhelp_is_answered_after_it_came",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "-asked_date"], name="care_request_by_unit"),
            models.Index(fields=["person", "-asked_date"], name="care_request_by_person"),
        ]

    def __str__(self) -> str:
        """Return the id only: a log line must not tell of a person."""
        return str(self.pk)
