"""Questions about an inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.rooms.notices.models import Notice

if TYPE_CHECKING:
    from uuid import UUID


def waiting(*, user_id: UUID, limit: int = 20) -> tuple[Notice, ...]:
    """Return the unread notices of a user, newest first."""
    return tuple(Notice.objects.waiting_for(user_id).latest_first()[:limit])
