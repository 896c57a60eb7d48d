"""What is decided on a service for a person, each step on the way, and complaints about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samhold.infrastructure.fields import EncryptedTextField
from samhold.infrastructure.versioned import Versioned
from samhold.rooms.access.enums import Category
from samhold.rooms.care.enums import (
    ComplainedBy,
    ComplaintState,
    DecisionState,
    MainPathway,
    Ruling,
)
from samhold.rooms.care.models.law import LegalBasis, ServiceType
from samhold.rooms.care.models.request import RequestForHelp
from samhold.rooms.organisations.models import Unit
from samhold.rooms.people.models import PersonBound, PersonBoundQuerySet

if TYPE_CHECKING:
    from datetime import date

MOST_HOURS = 168
"""The hours of a week; no service can be given for more (Norwegian Directorate of Health, IPLOS)."""

BEFORE = [DecisionState.APPLIED, DecisionState.ASSESSED]
HOLDING = [
    DecisionState.GRANTED,
    DecisionState.PARTLY_GRANTED,
    DecisionState.IN_FORCE,
    DecisionState.EVALUATED,
]
"""States in which a decision gives, or is about to give, hours."""

SETTLED = [ComplaintState.REVERSED, ComplaintState.DECIDED]
"""States in which a complaint is over."""


class DecisionQuerySet(PersonBoundQuerySet["Decision"]):
    """Decisions, by what is asked about them."""

    def given_between(self, first: date, last: date) -> Self:
        """Keep those whose period has a day among these, both included."""
        return self.filter(Q(last_date__isnull=True) | Q(last_date__gte=first), first_date__lte=last)

    def holding(self) -> Self:
        """Keep those that give, or are about to give, hours."""
        return self.filter(state__in=HOLDING)

    def waiting(self) -> Self:
        """Keep those that are applied for and not decided."""
        return self.filter(state__in=BEFORE)


class Decision(PersonBound, Versioned):
    """
    A service that is applied for, and what is decided: hours a week, from `first_date` until and with `last_date`.

    A decision that is changed keeps the days on which it held; one that is changed before its first day has none.
    `letter` holds what the letter said when it was decided, as JSON, so that it reads the same whatever happens later.
    No two decisions on the same service for the same person share a day: see the migration `decisions_apart`.
    """

    category = Category.PLAN

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="decisions")
    service = models.ForeignKey(ServiceType, on_delete=models.PROTECT, related_name="decisions")
    request = models.ForeignKey(
        RequestForHelp,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
    )
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
    )
    state = models.CharField(_("state"), max_length=20, choices=DecisionState, default=DecisionState.APPLIED)
    applied_date = models.DateField(_("applied on"))
    wish = EncryptedTextField(_("what is applied for"))
    decide_by_date = models.DateField(_("decide by"))
    main_pathway = models.PositiveSmallIntegerField(_("main pathway"), choices=MainPathway, null=True, blank=True)
    hours_per_week = models.DecimalField(_("hours a week"), max_digits=5, decimal_places=2, null=True, blank=True)
    first_date = models.DateField(_("first day"), null=True, blank=True)
    last_date = models.DateField(_("last day"), null=True, blank=True)
    grounds = EncryptedTextField(_("grounds"), blank=True)
    legal_basis = models.ForeignKey(LegalBasis, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_date = models.DateField(_("decided on"), null=True, blank=True)
    told_date = models.DateField(_("told on"), null=True, blank=True)
    complain_by_date = models.DateField(_("complain by"), null=True, blank=True)
    evaluate_by_date = models.DateField(_("evaluate by"), null=True, blank=True)
    letter = EncryptedTextField(_("letter"), blank=True)

    objects: ClassVar = DecisionQuerySet.as_manager()

    class Meta:
        """Hours that a week has, a period that runs forwards, grounds for what is decided."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=DecisionState.values),
                name="care_decision_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__isnull=True) | Q(hours_per_week__gt=0, hours_per_week__lte=MOST_HOURS),
                name="care_decision_hours_fit_in_a_week",
            ),
            models.CheckConstraint(
                condition=Q(last_date__isnull=True) | Q(last_date__gte=F("first_date")),
                name="care_decision_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(main_pathway__isnull=True) | Q(main_pathway__in=MainPathway.values),
                name="care_decision_main_pathway_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[*HOLDING, DecisionState.ENDED])
                | Q(first_date__isnull=False, hours_per_week__isnull=False),
                name="care_decision_granted_has_hours_and_period",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[*BEFORE, DecisionState.REFUSED])
                | Q(first_date__isnull=True, last_date__isnull=True),
                name="care_decision_not_granted_has_no_period",
            ),
            models.CheckConstraint(
                condition=Q(state__in=BEFORE)
                | (
                    ~Q(grounds="")
                    & ~Q(letter="")
                    & Q(
                        decided_date__isnull=False,
                        decided_by__isnull=False,
                        legal_basis__isnull=False,
                        told_date__isnull=False,
                        complain_by_date__isnull=False,
                    )
                ),
                name="care_decision_is_decided_wholly",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-applied_date"], name="care_decision_by_person"),
            models.Index(fields=["unit", "first_date"], name="care_decision_by_unit"),
        ]


class Complaint(PersonBound, Versioned):
    """A complaint about a decision; the municipality reconsiders first, then Statsforvalteren decides."""

    category = Category.PLAN

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="complaints")
    state = models.CharField(_("state"), max_length=20, choices=ComplaintState, default=ComplaintState.RECEIVED)
    complained_by = models.CharField(_("who complains"), max_length=20, choices=ComplainedBy)
    received_date = models.DateField(_("received on"))
    is_late = models.BooleanField(_("after the deadline"), default=False)
    words = EncryptedTextField(_("the complaint"))
    reconsider_by_date = models.DateField(_("reconsider by"))
    sent_on_date = models.DateField(_("sent on"), null=True, blank=True)
    settled_date = models.DateField(_("settled on"), null=True, blank=True)
    ruling = models.CharField(_("ruling"), max_length=20, choices=Ruling, blank=True)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """One complaint at a time, and a ruling when there is one."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=ComplaintState.values), name="care_complaint_state_is_known"),
            models.CheckConstraint(
                condition=Q(complained_by__in=ComplainedBy.values),
                name="care_complaint_complained_by_is_known",
            ),
            models.CheckConstraint(
                condition=(Q(state=ComplaintState.DECIDED) & Q(ruling__in=Ruling.values))
                | (~Q(state=ComplaintState.DECIDED) & Q(ruling="")),
                name="care_complaint_ruling_is_of_one_decided",
            ),
            models.CheckConstraint(
                condition=Q(settled_date__isnull=False, state__in=SETTLED)
                | (Q(settled_date__isnull=True) & ~Q(state__in=SETTLED)),
                name="care_complaint_settled_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ComplaintState.SENT_ON, ComplaintState.DECIDED])
                | Q(sent_on_date__isnull=False),
                name="care_complaint_sent_on_has_its_day",
            ),
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(settled_date__isnull=True),
                name="care_complaint_one_open_per_decision",
            ),
        ]


class DecisionStep(PersonBound):
    """One step of a decision, or of a complaint about it: what it became, when, by whom, and what was said."""

    category = Category.PLAN

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="steps")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, null=True, blank=True, related_name="steps")
    state = models.CharField(_("state"), max_length=20, choices=[*DecisionState.choices, *ComplaintState.choices])
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = EncryptedTextField(_("text"), blank=True)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """A step of a decision has the decision's words, one of a complaint the complaint's."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(complaint__isnull=True, state__in=DecisionState.values)
                | Q(complaint__isnull=False, state__in=ComplaintState.values),
                name="care_decisionstep_state_is_of_its_kind",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-at", "-id"], name="care_step_by_person")]
