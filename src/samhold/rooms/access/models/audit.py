"""The audit log: append-only, one hash chain per tenant and one for the installation."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from samhold.rooms.access.enums import Action, Outcome

INSTALLATION = UUID(int=0)
"""The chain of what belongs to no tenant: log-ins, unknown ids, keys."""


class AuditEvent(models.Model):
    """
    One thing that somebody did or was refused, with the basis that allowed it.

    `payload` is the canonical text that the hash covers; the other columns repeat parts of it, to be searched by, and
    verification demands that they agree. The database refuses to change or remove a row.
    """

    id = models.BigAutoField(primary_key=True)
    chain_id = models.UUIDField()
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    action = models.CharField(max_length=20)
    outcome = models.CharField(max_length=10, choices=Outcome)
    payload = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        """The chain has no gaps and no forks."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain_id", "sequence"], name="access_auditevent_one_row_per_link"),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="access_auditevent_sequence_starts_at_one"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="access_auditevent_outcome_is_known"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["person_id", "-at"],
                name="access_audit_by_person",
                condition=Q(person_id__isnull=False),
            ),
            models.Index(fields=["actor_id", "-at"], name="access_audit_by_actor", condition=Q(actor_id__isnull=False)),
        ]

    def __str__(self) -> str:
        """Return the place in the chain; never what happened, so that a log line cannot leak it."""
        return f"{self.chain_id}:{self.sequence}"

    def get_action_display(self) -> str:
        """Return the action in plain words, also one that is not in the list of actions (such as a log-in)."""
        return str(Action(self.action).label) if self.action in Action.values else self.action


class AuditHead(models.Model):
    """The last link of each chain: what the next row is chained to."""

    chain_id = models.UUIDField(primary_key=True)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        """A head points at a link that exists."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(sequence__gte=0), name="access_audithead_sequence_is_not_negative"),
        ]

    def __str__(self) -> str:
        """Return the place in the chain."""
        return f"{self.chain_id}:{self.sequence}"
