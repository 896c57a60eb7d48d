"""Who is involved with the person: the one list that pages, meetings, referrals and access all use."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samhold.infrastructure.fields import EncryptedTextField
from samhold.infrastructure.versioned import Versioned
from samhold.rooms.access.enums import EVERYTHING, Category
from samhold.rooms.organisations.models import Membership, Unit
from samhold.rooms.people.enums import Basis, NetworkRole, PartyKind
from samhold.rooms.people.models.base import PersonBound, PersonBoundQuerySet, ends_after_it_starts

if TYPE_CHECKING:
    from datetime import datetime


class NetworkMember(PersonBound, Versioned):
    """
    A worker, a unit or a next of kin, what they do for the person, in which period, on what basis and what they see.

    `categories` is a set of categories as one integer (`access.enums.mask_of`): what this party may see at most. A
    worker is a membership: when it ends, so does what it let them see.
    """

    category = Category.NETWORK

    kind = models.CharField(_("kind"), max_length=20, choices=PartyKind)
    membership = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="network_members",
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="network_members")
    name = EncryptedTextField(_("name"), blank=True)
    relation = models.CharField(_("relation"), max_length=60, blank=True)
    phone = EncryptedTextField(_("phone"), blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="kin_of",
        db_index=False,  # hardly any line has one: see the index below
    )
    role = models.CharField(_("role"), max_length=30, choices=NetworkRole)
    basis = models.CharField(_("basis"), max_length=20, choices=Basis)
    categories = models.PositiveIntegerField(_("may see"), default=0)
    contact_wish = EncryptedTextField(_("when the person wants them contacted"), blank=True)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    created_at: models.DateTimeField[datetime, datetime] = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """A row is about one party, and a person has one primary contact at a time."""

        constraints: ClassVar = [
            ends_after_it_starts("people_networkmember_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(kind=PartyKind.WORKER, membership__isnull=False, unit__isnull=True)
                | Q(kind=PartyKind.UNIT, membership__isnull=True, unit__isnull=False)
                | (Q(kind=PartyKind.NEXT_OF_KIN, membership__isnull=True, unit__isnull=True) & ~Q(name="")),
                name="people_networkmember_is_one_party",
            ),
            models.CheckConstraint(
                condition=Q(categories__gte=0, categories__lte=EVERYTHING),
                name="people_networkmember_categories_are_known",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ends_at__isnull=True, role=NetworkRole.PRIMARY_CONTACT),
                name="people_networkmember_one_primary_contact",
            ),
            models.UniqueConstraint(
                fields=["person", "membership", "role"],
                condition=Q(ends_at__isnull=True, membership__isnull=False),
                name="people_networkmember_worker_once_per_role",
            ),
            models.UniqueConstraint(
                fields=["person", "unit", "role"],
                condition=Q(ends_at__isnull=True, unit__isnull=False),
                name="people_networkmember_unit_once_per_role",
            ),
        ]
        indexes: ClassVar = [
            # Over all lines, mostly null, SQLite counts it as useless and reads every line of the region instead.
            models.Index(fields=["account"], condition=Q(account__isnull=False), name="people_network_by_account"),
        ]
