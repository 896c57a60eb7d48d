"""
The door to an account by an invitation: from the code of a link to the one who holds it.

The code has eighty bits of chance and is written as four groups, so that it can be typed from paper. Wrong, used,
revoked, too old, and of a closed account all answer the same.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from samhold.foundation.errors import NotAvailable
from samhold.foundation.time import day_bounds, local_day
from samhold.infrastructure.keyring import blind_index
from samhold.rooms.access.enums import LogIn
from samhold.rooms.access.models import Invitation
from samhold.rooms.access.noted import Refusal, note

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

GOOD_FOR: Final = timedelta(days=7)
"""How long a link works, to the end of that day: long enough to be handed over at the next visit."""

_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"  # none that looks like another
_GROUPS, _IN_GROUP = 4, 4


def new_code() -> str:
    """Return a new code, as it is written."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_IN_GROUP)) for _ in range(_GROUPS))


def index_of(code: str) -> str:
    """Return the keyed hash of a code, however somebody typed it."""
    return blind_index("invitation", "".join(sign for sign in code.lower() if sign.isalnum()))


def good_until(now: datetime) -> datetime:
    """Return until when a link that is made now works."""
    return day_bounds(local_day(now + GOOD_FOR))[1]


def last_day_before(at: datetime) -> date:
    """Return the last local day that lies wholly before an instant."""
    return local_day(at - timedelta(microseconds=1))


def open_invitations(account_id: UUID) -> QuerySet[Invitation]:
    """Return the invitation of an account that is neither used nor revoked, also one that is too old."""
    return Invitation.objects.filter(account_id=account_id, used_at__isnull=True, revoked_at__isnull=True)


def access_invitation(*, code: str, now: datetime) -> Invitation:
    """
    Return the invitation of a link that still works, with its account.

    :raises NotAvailable: if it does not, whatever the reason; the attempt is logged.
    """
    rows = Invitation.objects.filter(code_index=index_of(code), used_at__isnull=True, revoked_at__isnull=True)
    found = rows.filter(expires_at__gt=now, account__is_active=True).select_related("account").first()
    if found is None:
        note(Refusal(action=LogIn.LOGIN_FAILED, at=now, actor_id=None, subject="invitation"))
        raise NotAvailable
    return found
