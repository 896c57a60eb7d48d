"""What widens and what narrows access to one person: consents, blocks, conflicts of interest, emergency grants."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samhold.infrastructure.fields import EncryptedTextField
from samhold.infrastructure.versioned import Versioned
from samhold.rooms.access.enums import Category
from samhold.rooms.organisations.models import Membership, Unit
from samhold.rooms.people.enums import ConsentForm, DeclaredBy, EmergencyReason, Verdict
from samhold.rooms.people.models.base import PersonBound, PersonBoundQuerySet, ends_after_it_starts

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.engine import Actor

RESTORED_WITHIN = timedelta(hours=24)
"""How long after a consent was withdrawn that may be taken back."""


class Consent(PersonBound, Versioned):
    """
    The person has consented that a unit sees these categories, in this period; ending it is withdrawing it.

    A withdrawal is taken back by the person or whoever wrote it down: nobody else says yes again in their name.
    """

    category = Category.NETWORK

    recipient = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="consents")
    categories = models.PositiveIntegerField(_("may see"))
    given_how = models.CharField(_("how it was given"), max_length=10, choices=ConsentForm)
    note = EncryptedTextField(_("note"), blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    was_until = models.DateTimeField(_("ran until, before it was withdrawn"), null=True, blank=True)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """Withdrawing ends it."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="people_consent_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(ends_at__lte=F("withdrawn_at")),
                name="people_consent_withdrawn_is_ended",
            ),
            models.CheckConstraint(
                condition=Q(was_until__isnull=True) | Q(withdrawn_at__isnull=False),
                name="people_consent_was_until_if_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True) | Q(withdrawn_at__isnull=False),
                name="people_consent_withdrawn_by_if_withdrawn",
            ),
            models.CheckConstraint(condition=Q(categories__gt=0), name="people_consent_is_to_something"),
        ]

    def may_be_restored_by(self, user: Actor, now: datetime) -> bool:
        """
        Say whether somebody who manages the person's consents may take back a withdrawal.

        For a day, while the consent would still run; the person, or whoever withdrew it: a no that the person said is
        not turned into a yes by a worker.
        """
        at, until = self.withdrawn_at, self.was_until
        if at is None or now - at > RESTORED_WITHIN or (until is not None and until <= now):
            return False
        return user.pk in {self.withdrawn_by_id, self.person.account_id}


class Block(PersonBound, Versioned):
    """The person has said no: this worker or this unit shall not see these categories."""

    category = Category.NETWORK

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="blocks")
    categories = models.PositiveIntegerField(_("shall not see"))
    reason = EncryptedTextField(_("reason"), blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """Against a worker or a unit, never both, never neither."""

        constraints: ClassVar = [
            ends_after_it_starts("people_block_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(user__isnull=True, unit__isnull=False) | Q(user__isnull=False, unit__isnull=True),
                name="people_block_is_against_one",
            ),
            models.CheckConstraint(condition=Q(categories__gt=0), name="people_block_blocks_something"),
        ]


class Conflict(PersonBound, Versioned):
    """
    A worker and the person know each other too well: the case is with a named unit elsewhere, and hidden at home.

    Hidden from the worker in every role, and from everybody in `home_unit`, in lists, searches and counts too.
    """

    category = Category.NETWORK

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="conflicts")
    home_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="conflicts_at_home")
    routed_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="conflicts_routed_here")
    declared_by = models.CharField(_("declared by"), max_length=10, choices=DeclaredBy)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """The case goes somewhere else than home."""

        constraints: ClassVar = [
            ends_after_it_starts("people_conflict_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(home_unit=F("routed_unit")), name="people_conflict_goes_elsewhere"),
            models.UniqueConstraint(
                fields=["person", "user"],
                condition=Q(ends_at__isnull=True),
                name="people_conflict_one_open_per_person_and_worker",
            ),
        ]


class Grant(PersonBound):
    """Emergency access to the emergency set: why, until when, and what the review found."""

    category = Category.IDENTITY

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="grants")
    reason = models.CharField(_("reason"), max_length=20, choices=EmergencyReason)
    explanation = EncryptedTextField(_("what happened"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    review_by = models.DateTimeField(_("to be reviewed by"))
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    verdict = models.CharField(_("verdict"), max_length=15, choices=Verdict, blank=True)
    review_note = EncryptedTextField(_("note of the review"), blank=True)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """At most four hours; a review has a reviewer and a verdict."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at"), ends_at__lte=F("starts_at") + timedelta(hours=4)),
                name="people_grant_lasts_four_hours_at_most",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True, verdict="")
                | (Q(reviewed_at__isnull=False, reviewed_by__isnull=False) & ~Q(verdict="")),
                name="people_grant_review_is_whole",
            ),
        ]
