"""Dwellings and meeting places, and where a person lives and has lived."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samhold.foundation.identifiers import new_id
from samhold.infrastructure.fields import EncryptedTextField
from samhold.infrastructure.versioned import Versioned
from samhold.rooms.access.enums import Category
from samhold.rooms.care.models.outcome import last_after_first
from samhold.rooms.care.outcome_enums import DwellingKind, Home
from samhold.rooms.organisations.models import Organisation, Place
from samhold.rooms.people.models import PersonBound, PersonBoundQuerySet

TAKEN_BACK_WITHIN = timedelta(hours=24)
"""How long what was written down by mistake may be removed; later it is where the person lived, and is changed."""


class Dwelling(Versioned):
    """A home that the municipality lets, or a meeting place, and what it is; it tells of no person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=14, choices=DwellingKind)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    address = models.CharField(_("address"), max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField(_("how many can live there"), default=1)
    is_substance_free = models.BooleanField(_("substance-free"), default=False)
    is_followed_up = models.BooleanField(_("followed up by workers"), default=False)
    closed_date = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        """One of a name in an organisation."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "name"], name="care_dwelling_name_once_per_tenant"),
            models.CheckConstraint(condition=Q(kind__in=DwellingKind.values), name="care_dwelling_kind_is_known"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="care_dwelling_has_room_for_one"),
        ]

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


class Tenancy(PersonBound, Versioned):
    """
    How and where the person lives, from when to when; what stands in the way, and guests who have taken over.

    `in_spite_why` says why somebody newly sober was offered a place that is not substance-free all the same; `replaces`
    is the home that ended because of the move, and is open again when the move is taken back.
    """

    category = Category.ECONOMY_HOUSING

    home = models.CharField(_("how the person lives"), max_length=12, choices=Home)
    dwelling = models.ForeignKey(
        Dwelling, on_delete=models.PROTECT, null=True, blank=True, related_name="tenancies", verbose_name=_("where")
    )
    first_date = models.DateField(_("first day"))
    last_date = models.DateField(_("last day"), null=True, blank=True)
    lives_sober = models.BooleanField(_("newly sober"), default=False)
    guests_since_date = models.DateField(_("guests have taken over since"), null=True, blank=True)
    guests_left_date = models.DateField(_("guests gone since"), null=True, blank=True)
    obstacles = models.CharField(_("what stands in the way of a lasting home"), max_length=120, blank=True)
    note = EncryptedTextField(_("note"), blank=True)
    in_spite_why = EncryptedTextField(_("why this place all the same"), blank=True)
    recorded_at = models.DateTimeField(_("recorded"), null=True, blank=True, editable=False)
    replaces = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """In one place at a time, in known words."""

        constraints: ClassVar = [
            last_after_first("care_tenancy_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(home__in=Home.values), name="care_tenancy_home_is_known"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(last_date__isnull=True), name="care_tenancy_one_open_per_person"
            ),
            models.CheckConstraint(
                condition=Q(guests_left_date__isnull=True)
                | Q(guests_since_date__isnull=False, guests_left_date__gte=F("guests_since_date")),
                name="care_tenancy_guests_leave_after_they_come",
            ),
        ]

    @property
    def has_guests(self) -> bool:
        """Tell whether guests have taken over the home and are still there."""
        return self.last_date is None and self.guests_since_date is not None and self.guests_left_date is None

    def may_be_taken_back(self, now: datetime) -> bool:
        """Tell whether it was written down within a day, and nobody has written more of it since."""
        return self.version == 1 and self.recorded_at is not None and now - self.recorded_at < TAKEN_BACK_WITHIN
