"""Tables that exist only in these tests; the machinery knows no word of the domain."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models

from samhold.foundation.identifiers import new_id
from samhold.infrastructure.fields import EncryptedTextField, SealedQuerySet
from samhold.infrastructure.versioned import Versioned


class Note(Versioned):
    """A row of a tenant with encrypted columns."""

    id = models.UUIDField(primary_key=True, default=new_id)
    tenant_id = models.UUIDField()
    title = models.CharField(max_length=100, default="")
    text = EncryptedTextField(default="")
    extra = EncryptedTextField(null=True, default=None)

    objects = SealedQuerySet["Note"].as_manager()

    class Meta:
        app_label = "infrastructure_tests"


class Sign(models.Model):
    """A row of the installation, bound to a name of its own, with Django's own manager."""

    id = models.UUIDField(primary_key=True, default=new_id)
    text = EncryptedTextField(tenant_from=None, bound_as="sign.words")

    class Meta:
        app_label = "infrastructure_tests"


def note(text: str = "secret words", *, tenant_id: UUID | None = None, **values: object) -> Note:
    """Save the smallest valid note."""
    return Note.objects.create(tenant_id=tenant_id or uuid4(), text=text, **values)
