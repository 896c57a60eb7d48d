"""What the person says to a note about them, in their own words."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samhold.infrastructure.fields import EncryptedTextField
from samhold.infrastructure.versioned import Versioned
from samhold.rooms.access.enums import Category
from samhold.rooms.care.models.contact import Contact
from samhold.rooms.people.models import PersonBound, PersonBoundQuerySet


class ContactComment(PersonBound, Versioned):
    """
    The person's own comment on a contact; one that was taken back is kept, and hidden.

    It is read with the note: whoever reads what a worker wrote also reads what the person says to it. It is written by
    the leave to give feedback, which only the person has by being themself.
    """

    category = Category.CONTACTS

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="comment")
    text = EncryptedTextField(_("comment"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"))
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """Says something; nothing happens to it before it is written."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="care_contactcomment_says_something"),
            models.CheckConstraint(
                condition=Q(changed_at__isnull=True) | Q(changed_at__gte=F("written_at")),
                name="care_contactcomment_changed_after_it_was_written",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | Q(taken_back_at__gte=F("written_at")),
                name="care_contactcomment_taken_back_after_it_was_written",
            ),
        ]
