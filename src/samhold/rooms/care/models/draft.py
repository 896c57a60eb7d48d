"""What a worker is writing and has not sent yet."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from samhold.infrastructure.fields import EncryptedTextField
from samhold.rooms.access.enums import Category
from samhold.rooms.people.models import PersonBound, PersonBoundQuerySet


class Draft(PersonBound):
    """
    One unsent form about a person, as JSON text, encrypted; only its author ever reads it.

    `about` is the id of what it is written about, as the appointment of a contact; empty when it stands alone.
    """

    category = Category.CONTACTS

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    form = models.CharField(_("form"), max_length=40)
    about = models.CharField(_("about"), max_length=40, blank=True, default="")
    body = EncryptedTextField(_("text"))
    saved_at = models.DateTimeField(_("saved"))

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """One draft per author, person, form and what is written about."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["author", "person", "form", "about"], name="care_draft_one_per_form"),
        ]
