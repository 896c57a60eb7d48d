"""The crisis plan: made with the person, read in a hurry, on one page."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samhold.infrastructure.fields import EncryptedTextField
from samhold.infrastructure.versioned import Versioned
from samhold.rooms.access.enums import Category
from samhold.rooms.care.enums import CrisisStage
from samhold.rooms.people.models import PersonBound, PersonBoundQuerySet


class CrisisPlan(PersonBound, Versioned):
    """What the person wants when things go wrong; not legally binding, and valid until a day."""

    category = Category.CRISIS

    made_with_person = models.BooleanField(_("made with the person"))
    made_date = models.DateField(_("made on"))
    valid_until_date = models.DateField(_("valid until"))
    early_signs = EncryptedTextField(_("early signs"), blank=True)
    triggers = EncryptedTextField(_("what sets it off"), blank=True)
    own_coping = EncryptedTextField(_("what I do myself"), blank=True)
    meet_me = EncryptedTextField(_("how I want to be met"), blank=True)
    wanted_help = EncryptedTextField(_("the help I want"), blank=True)
    unwanted_medication = EncryptedTextField(_("medication not to use"), blank=True)
    kin_do = EncryptedTextField(_("what those close to me do"), blank=True)
    children_and_pets = EncryptedTextField(_("children and pets"), blank=True)
    closed_date = models.DateField(_("closed on"), null=True, blank=True)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """One open crisis plan per person, valid for a while."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(closed_date__isnull=True),
                name="care_crisisplan_one_open_per_person",
            ),
            models.CheckConstraint(
                condition=Q(valid_until_date__gt=F("made_date")),
                name="care_crisisplan_is_valid_for_a_while",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether the plan holds."""
        return self.closed_date is None


class CrisisStep(PersonBound, Versioned):
    """What is seen at a stage, who does what then, and whom to call."""

    category = Category.CRISIS

    plan = models.ForeignKey(CrisisPlan, on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField(_("stage"), max_length=10, choices=CrisisStage)
    signs = EncryptedTextField(_("what is seen"), blank=True)
    doing = EncryptedTextField(_("who does what"), blank=True)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """Each stage once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "stage"], name="care_crisisstep_each_stage_once"),
            models.CheckConstraint(condition=Q(stage__in=CrisisStage.values), name="care_crisisstep_stage_is_known"),
        ]


class CrisisCall(PersonBound, Versioned):
    """Whom to call when, in this order; a worker's own number is the network's, this is what the person chose."""

    category = Category.CRISIS

    plan = models.ForeignKey(CrisisPlan, on_delete=models.PROTECT, related_name="calls")
    position = models.PositiveSmallIntegerField(_("place in the list"))
    name = EncryptedTextField(_("name"))
    phone = EncryptedTextField(_("phone"))
    when = EncryptedTextField(_("when"), blank=True)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """In one order."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "position"], name="care_crisiscall_one_at_a_place"),
        ]


class CrisisCopy(PersonBound):
    """A copy of the plan that was given away: who has it must be told when it changes."""

    category = Category.CRISIS

    plan = models.ForeignKey(CrisisPlan, on_delete=models.PROTECT, related_name="copies")
    given_to = EncryptedTextField(_("given to"))
    given_date = models.DateField(_("given on"))
    of_version = models.PositiveIntegerField(_("version"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar = PersonBoundQuerySet.as_manager()


class CrisisEdition(PersonBound):
    """How a part of the crisis plan was after a save: who changed what, and the text that stood there then."""

    category = Category.CRISIS

    plan = models.ForeignKey(CrisisPlan, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("edition"))
    part = models.CharField(_("part"), max_length=20)
    fields = models.CharField(_("what was changed"), max_length=200)
    content = EncryptedTextField(_("the text then"))
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """Numbered within the plan, without two alike."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="care_crisisedition_numbered_once"),
        ]
