"""Put a notice in somebody's inbox, and take it out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from samhold.rooms.notices.models import Notice

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.access.models import User
    from samhold.rooms.notices.enums import Level, NoticeKind


@transaction.atomic
def notify(
    *,
    recipients: Iterable[UUID],
    kind: NoticeKind,
    level: Level,
    path: str,
    now: datetime,
) -> tuple[Notice, ...]:
    """Put the same notice in several inboxes, once in each; returns the notices."""
    rows = [
        Notice(recipient_id=recipient, kind=kind, level=level, path=path, created_at=now)
        for recipient in sorted(set(recipients))
    ]
    return tuple(Notice.objects.bulk_create(rows))


@transaction.atomic
def mark_read(*, notice_id: UUID, by: User, now: datetime) -> int:
    """Mark one of one's own notices as read; returns how many were marked (another's is never)."""
    return Notice.objects.waiting_for(by.pk).filter(pk=notice_id).update(read_at=now)


@transaction.atomic
def settle(*, kind: NoticeKind, path: str, now: datetime, told_at: datetime | None = None) -> int:
    """
    Mark what was told of something as read in every inbox: it is done, or taken back; returns how many.

    :param told_at: only what was told at this instant, where the path alone does not tell it apart.
    """
    rows = Notice.objects.filter(kind=kind, path=path, read_at__isnull=True, created_at__lte=now)
    return (rows if told_at is None else rows.filter(created_at=told_at)).update(read_at=now)


@transaction.atomic
def mark_all_read(*, by: User, now: datetime) -> int:
    """Mark all of one's own notices as read; returns how many were marked."""
    return Notice.objects.waiting_for(by.pk).update(read_at=now)
