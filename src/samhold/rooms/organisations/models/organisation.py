"""Who controls the rows (the tenant), their units, and what they have agreed to do together."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samhold.foundation.identifiers import new_id
from samhold.rooms.organisations.enums import OrganisationKind, ServiceKind, WrittenForm
from samhold.rooms.organisations.models.place import Place


class Organisation(models.Model):
    """A municipality or hospital trust: the data controller of its rows, and so their tenant."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    name = models.CharField(_("name"), max_length=120, unique=True)
    number = models.CharField(_("municipality number"), max_length=9, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    written_form = models.CharField(_("written form"), max_length=2, choices=WrittenForm, default=WrittenForm.BOKMAL)
    centre = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="organisations")

    class Meta:
        """A number names one organisation."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(number=""),
                name="organisations_organisation_number_is_its_own",
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Unit(models.Model):
    """A service of an organisation: the people whom a person meets, with a phone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="units")
    name = models.CharField(_("name"), max_length=120)
    service = models.CharField(_("service"), max_length=30, choices=ServiceKind)
    zone = models.CharField(_("zone"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="units")

    class Meta:
        """A name is used once in an organisation."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="organisations_unit_name_once_per_organisation",
            ),
            models.CheckConstraint(
                condition=Q(service__in=ServiceKind.values),
                name="organisations_unit_service_is_known",
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Agreement(models.Model):
    """A unit serves another organisation's inhabitants by agreement (host municipality, joint team)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="agreements")
    guest = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="agreements")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        """A period runs forwards."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="organisations_agreement_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["unit", "guest"],
                condition=Q(ends_at__isnull=True),
                name="organisations_agreement_one_open_per_unit_and_guest",
            ),
        ]

    def __str__(self) -> str:
        """Return the pair."""
        return f"{self.unit_id}-{self.guest_id}"
