"""The tables of the machinery: data keys, idempotency keys, rate limits; and jobs, from beside their queue."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from samhold.foundation.identifiers import new_id
from samhold.infrastructure.jobs.models import Job

__all__ = ["Allowance", "DataKey", "Job", "KeyPurpose", "Mutation"]


class KeyPurpose(models.TextChoices):
    """What a key is for; keys are never shared between purposes."""

    DATA = "DATA", "Encrypts the columns of one tenant"
    INDEX = "INDEX", "Makes blind indexes"


class DataKey(models.Model):
    """A key that is itself encrypted ("wrapped") by the key-encryption key of the installation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField(null=True)
    purpose = models.CharField(max_length=8, choices=KeyPurpose.choices)
    version = models.PositiveIntegerField()
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "purpose", "version"],
                condition=models.Q(tenant_id__isnull=False),
                name="infrastructure_datakey_one_of_each_version",
            ),
            models.UniqueConstraint(
                fields=["purpose", "version"],
                condition=models.Q(tenant_id__isnull=True),
                name="infrastructure_datakey_one_of_the_installation",
            ),
            models.CheckConstraint(
                condition=models.Q(version__gte=1), name="infrastructure_datakey_version_starts_at_one"
            ),
            models.CheckConstraint(
                condition=models.Q(purpose__in=KeyPurpose.values), name="infrastructure_datakey_purpose_is_known"
            ),
        ]


class Mutation(models.Model):
    """One write asked for by a page, so that asking again does not do it again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.UUIDField()
    actor_id = models.UUIDField(null=True)
    payload_hash = models.CharField(max_length=64)
    made_model = models.CharField(max_length=100)
    made_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="infrastructure_mutation_key_is_used_once"),
        ]


class Allowance(models.Model):
    """How much of a rate limit somebody has left; the key is a keyed hash, so no address stands here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    bucket = models.CharField(max_length=50)
    key = models.CharField(max_length=64)
    tokens = models.FloatField()
    counted_at = models.FloatField()
    was_allowed = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bucket", "key"], name="infrastructure_allowance_one_of_each_key"),
            models.CheckConstraint(
                condition=models.Q(tokens__gte=0), name="infrastructure_allowance_tokens_never_negative"
            ),
        ]
