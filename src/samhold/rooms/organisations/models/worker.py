"""Who works where, as what, and what they have learned."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samhold.foundation.identifiers import new_id
from samhold.rooms.access.enums import Role
from samhold.rooms.organisations.enums import CompetenceKind, Profession
from samhold.rooms.organisations.models.organisation import Unit

if TYPE_CHECKING:
    from datetime import datetime


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships, by time."""

    def open_at(self, now: datetime) -> Self:
        """Keep those that hold now."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), starts_at__lte=now)


class Membership(models.Model):
    """
    Somebody works in a unit, in a role.

    The role belongs to the membership and not to the user: the same nurse may be a care worker in Lom and a leader in
    Skjåk, and what each may see differs.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=30, choices=Role)
    profession = models.CharField(_("profession"), max_length=30, choices=Profession, default=Profession.OTHER)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects: ClassVar = MembershipQuerySet.as_manager()

    class Meta:
        """Open once per user, unit and role."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="organisations_membership_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                condition=Q(ends_at__isnull=True),
                name="organisations_membership_open_once",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="organisations_membership_role_is_known"),
        ]

    def __str__(self) -> str:
        """Return who and where, as ids."""
        return f"{self.user_id}@{self.unit_id}"


class Competence(models.Model):
    """What somebody has learned, and until when it counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="competences")
    kind = models.CharField(_("competence"), max_length=30, choices=CompetenceKind)
    valid_until_date = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        """One row per user and competence."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "kind"], name="organisations_competence_once_per_user"),
            models.CheckConstraint(
                condition=Q(kind__in=CompetenceKind.values),
                name="organisations_competence_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        """Return the competence."""
        return str(self.get_kind_display())
