"""
The individual plan: one per person, with consent, its nine mandatory parts, and goals in the person's own words.

Who takes part, the coordinator and who sees the plan are the person's network; the plan keeps no second list of them.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samhold.infrastructure.fields import EncryptedTextField
from samhold.infrastructure.versioned import Versioned
from samhold.rooms.access.enums import Category
from samhold.rooms.care.enums import ConsentForm, GoalState, PlanPart
from samhold.rooms.care.models.contact import Contact
from samhold.rooms.people.models import PersonBound, PersonBoundQuerySet


class IndividualPlan(PersonBound, Versioned):
    """
    The plan itself: consent, period and the parts that are texts.

    The nine parts are those of the regulation on individual plans: 1 `about_me`, `needs` and the goals; 2 and 3 the
    network; 4 `contributions`; 5 and 6 the goals' measures; 7 the period and `revise_date`; 8 the consent; 9
    `cooperation`.
    """

    category = Category.PLAN

    consented_date = models.DateField(_("consented on"))
    consent_form = models.CharField(_("how"), max_length=20, choices=ConsentForm)
    consent_covers = EncryptedTextField(_("what the consent covers"), blank=True)
    first_date = models.DateField(_("first day"))
    last_date = models.DateField(_("last day"), null=True, blank=True)
    revise_date = models.DateField(_("look at it again by"))
    about_me = EncryptedTextField(_("what matters to me, and what I am good at"), blank=True)
    needs = EncryptedTextField(_("what I need help with"), blank=True)
    contributions = EncryptedTextField(_("who contributes with what"), blank=True)
    cooperation = EncryptedTextField(_("cooperation with others"), blank=True)
    closed_date = models.DateField(_("closed on"), null=True, blank=True)
    closed_why = EncryptedTextField(_("why it was closed"), blank=True)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """One open plan per person, and never without consent."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(closed_date__isnull=True),
                name="care_individualplan_one_open_per_person",
            ),
            models.CheckConstraint(
                condition=Q(last_date__isnull=True) | Q(last_date__gte=F("first_date")),
                name="care_individualplan_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(consented_date__lte=F("first_date")),
                name="care_individualplan_consent_comes_first",
            ),
            models.CheckConstraint(
                condition=Q(consent_form__in=ConsentForm.values),
                name="care_individualplan_consent_form_is_known",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether the plan holds."""
        return self.closed_date is None


class Goal(PersonBound, Versioned):
    """One goal of a plan, in the person's own words, with the measure, its next step, who takes it, and when."""

    category = Category.PLAN

    plan = models.ForeignKey(IndividualPlan, on_delete=models.PROTECT, related_name="goals")
    position = models.PositiveSmallIntegerField(_("place in the list"))
    words = EncryptedTextField(_("the goal, in the person's own words"))
    measure = EncryptedTextField(_("what is done, and how much"), blank=True)
    next_step = EncryptedTextField(_("next step"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_words = EncryptedTextField(_("who, if not a worker"), blank=True)
    due_date = models.DateField(_("by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=GoalState, default=GoalState.OPEN)
    settled_date = models.DateField(_("settled on"), null=True, blank=True)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """A goal has its place in one plan, and a settled one its day."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "position"], name="care_goal_one_at_a_place"),
            models.CheckConstraint(condition=Q(state__in=GoalState.values), name="care_goal_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=GoalState.OPEN, settled_date__isnull=True)
                | (~Q(state=GoalState.OPEN) & Q(settled_date__isnull=False)),
                name="care_goal_settled_has_a_day",
            ),
        ]


class GoalContact(PersonBound):
    """A contact that was about a goal."""

    category = Category.PLAN

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="contacts")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="goals")

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """Ticked once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["goal", "contact"], name="care_goalcontact_ticked_once"),
        ]


class PlanEdition(PersonBound):
    """How one part of a plan was after a save: who changed what, and the text that stood there then."""

    category = Category.PLAN

    plan = models.ForeignKey(IndividualPlan, on_delete=models.PROTECT, related_name="editions")
    part = models.CharField(_("part"), max_length=12, choices=PlanPart)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="editions")
    number = models.PositiveIntegerField(_("edition"))
    fields = models.CharField(_("what was changed"), max_length=200)
    content = EncryptedTextField(_("the text then"))
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """Numbered within the plan, without two alike."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="care_planedition_numbered_once"),
            models.CheckConstraint(condition=Q(part__in=PlanPart.values), name="care_planedition_part_is_known"),
        ]
