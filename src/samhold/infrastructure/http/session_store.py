"""Sessions in the database, read by SQL that is written once: every request reads one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.sessions.backends.db import SessionStore as StoredSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from samhold.infrastructure.prepared import prepared

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


class SessionStore(StoredSession):
    """Django's own, but for how a session is found."""

    def _get_session_from_db(self) -> Session | None:
        """Return the session if it has not ended; one that is not there gets another key when it is saved."""
        found = _open_session(key=str(self.session_key), now=timezone.now())
        if not found:
            self._session_key = None
        return found[0] if found else None


@prepared
def _open_session(*, key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)
