"""A worker's inbox: what waits, without a word about whom."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samhold.foundation.identifiers import new_id
from samhold.rooms.notices.enums import Level, NoticeKind


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices, by whose they are."""

    def waiting_for(self, user_id: object) -> Self:
        """Keep the unread ones of a user."""
        return self.filter(recipient_id=user_id, read_at__isnull=True)

    def latest_first(self) -> Self:
        """Newest first."""
        return self.order_by("-created_at", "-id")


class Notice(models.Model):
    """One line in somebody's inbox; `path` is where it leads, and the door there decides again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    level = models.CharField(max_length=10, choices=Level)
    kind = models.CharField(max_length=30, choices=NoticeKind)
    path = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = NoticeQuerySet.as_manager()

    about: str = ""
    """Whom it is about, where a page has found that out for the reader; never stored."""

    class Meta:
        """Unread ones are found by recipient."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="notices_notice_kind_is_known"),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True) | Q(read_at__gte=F("created_at")),
                name="notices_notice_read_after_made",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["recipient", "-created_at"], name="notices_unread", condition=Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)
