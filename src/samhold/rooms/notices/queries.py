"""Questions about an inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, IntegerField, Subquery

from samhold.rooms.notices.models import Notice

if TYPE_CHECKING:
    from uuid import UUID


def waiting(*, user_id: UUID, limit: int = 20) -> tuple[Notice, ...]:
    """Return the unread notices of a user, newest first."""
    return tuple(Notice.objects.waiting_for(user_id).latest_first()[:limit])


def read_lately(*, user_id: UUID, limit: int = 10) -> tuple[Notice, ...]:
    """Return the notices that a user has read, those read last first."""
    rows = Notice.objects.filter(recipient_id=user_id, read_at__isnull=False)
    return tuple(rows.order_by("-read_at", "-id")[:limit])


def path_of(*, user_id: UUID, notice_id: UUID) -> str:
    """Return where one of a user's own notices leads; nothing for another's, or for one that leads nowhere."""
    return Notice.objects.filter(recipient_id=user_id, pk=notice_id).values_list("path", flat=True).first() or ""


def number_waiting(user_id: UUID) -> Subquery:
    """Return how many unread notices a user has, as a part of another query."""
    own = Notice.objects.waiting_for(user_id).order_by().values("recipient_id").annotate(number=Count("pk"))
    return Subquery(own.values("number"), output_field=IntegerField())
