"""A workbook that was handed in, until it is committed or forgotten."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samhold.foundation.identifiers import new_id
from samhold.infrastructure.fields import EncryptedTextField


class Upload(models.Model):
    """The file between preview and commit: encrypted, seen by its owner alone, gone after an hour."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    content = EncryptedTextField(tenant_from=None)
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        """It is kept for a while."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="people_upload_expires_after_it_is_created",
            ),
        ]

    def __str__(self) -> str:
        """Return the id only: a file's name may tell of a person."""
        return str(self.pk)
