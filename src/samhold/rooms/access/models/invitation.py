"""An invitation to choose a password, by a link that works once."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samhold.foundation.identifiers import new_id


class Invitation(models.Model):
    """
    A link that lets somebody choose the password of an account made for them; only the link's keyed hash is kept.

    It tells of an account, not of a person. Made anew, the one before it is revoked.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations")
    code_index = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One at a time works, and it ends in one way."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="access_invitation_is_good_for_a_while"
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True), name="access_invitation_ends_in_one_way"
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="access_invitation_one_open_per_account",
            ),
        ]

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)
