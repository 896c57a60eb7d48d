"""The person, and where the person lives."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import FilteredRelation, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samhold.foundation.identifiers import new_id
from samhold.infrastructure.fields import EncryptedTextField
from samhold.infrastructure.versioned import Versioned
from samhold.rooms.access.enums import Category
from samhold.rooms.organisations.enums import WrittenForm
from samhold.rooms.organisations.models import Organisation
from samhold.rooms.people.models.base import PersonBound, PersonBoundQuerySet, ends_after_it_starts
from samhold.rooms.people.models.search_name import SearchNameField

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.engine import Standing


class PersonQuerySet(PersonBoundQuerySet["Person"]):
    """Persons, by what is asked about them."""

    person_path = "pk"

    def with_municipality(self, now: datetime) -> Self:
        """Add where each lives now, as `municipality_name`."""
        lives = Residence.objects.filter(person_id=OuterRef("pk")).open_at(now).values("municipality__name")[:1]
        return self.annotate(municipality_name=Subquery(lives))

    def with_home(self) -> Self:
        """Add the residence of each that is open, as `home`."""
        is_open = FilteredRelation("residences", condition=Q(residences__ends_at=None))
        return self.annotate(home=is_open).select_related("home")


class Person(Versioned):
    """
    Somebody who gets, or needs, help.

    The national number is encrypted; `national_number_index` is its blind index, by which the same person is found
    again. `standing` is what the door found, on persons that came through it.
    """

    category = Category.IDENTITY

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="persons")
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
    )
    given_name = models.CharField(_("given name"), max_length=80)
    family_name = models.CharField(_("family name"), max_length=80)
    search_name = SearchNameField(max_length=400, blank=True, editable=False)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    written_form = models.CharField(_("written form"), max_length=2, choices=WrittenForm, default=WrittenForm.BOKMAL)
    national_number = EncryptedTextField(_("national number"), blank=True)
    national_number_index = models.CharField(max_length=64, blank=True, editable=False)
    phone = EncryptedTextField(_("phone"), blank=True)
    contact_wish = EncryptedTextField(_("how the person wants to be contacted"), blank=True)
    created_at: models.DateTimeField[datetime, datetime] = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar = PersonQuerySet.as_manager()

    standing: Standing | None = None
    municipality_name: str | None = None
    home: Residence | None = None

    class Meta:
        """The same national number is one person in a tenant."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "national_number_index"],
                condition=~Q(national_number_index=""),
                name="people_person_national_number_once_per_tenant",
            ),
            models.CheckConstraint(condition=~Q(given_name="") | ~Q(family_name=""), name="people_person_has_a_name"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["family_name", "given_name"], name="people_person_by_name"),
            models.Index(fields=["national_number_index"], name="people_person_by_number"),
        ]

    def __str__(self) -> str:
        """Return the id only: a log line must not tell of a person."""
        return str(self.pk)

    @property
    def name(self) -> str:
        """Return the whole name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def address(self) -> str:
        """Return the address, on persons that were found with their home."""
        return "" if self.home is None else self.home.address


class Residence(PersonBound):
    """Where the person lives, from when to when: the person moves, the rows about the person do not."""

    category = Category.IDENTITY

    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="residents")
    address = EncryptedTextField(_("address"), blank=True)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """One open residence at a time."""

        constraints: ClassVar = [
            ends_after_it_starts("people_residence_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ends_at__isnull=True),
                name="people_residence_one_open_per_person",
            ),
        ]
