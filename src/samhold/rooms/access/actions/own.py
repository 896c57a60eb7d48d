"""What somebody changes of their own account: the language, and that all sessions end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from samhold.rooms.access.account import require_own_account
from samhold.rooms.access.actions import audit
from samhold.rooms.access.enums import Action, LogIn
from samhold.rooms.access.models import User

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.enums import Language


@transaction.atomic
def choose_language(*, language: Language, by: User, now: datetime) -> User:
    """
    Let the pages speak another language to `by`, on every machine.

    :raises AccountClosed: if the account is switched off.
    """
    basis = require_own_account(by, now=now)
    by.language = language
    by.save(update_fields=["language"])
    _log(by, action=Action.CONFIGURE, what="language chosen", basis=basis, now=now)
    return by


@transaction.atomic
def end_sessions(*, by: User, now: datetime) -> User:
    """
    End all sessions of `by`, on every machine, from the next request; a page may keep the one it is asked from.

    :raises AccountClosed: if the account is switched off.
    """
    basis = require_own_account(by, now=now)
    User.objects.filter(pk=by.pk).update(session_round=F("session_round") + 1)
    by.refresh_from_db(fields=["session_round"])
    _log(by, action=LogIn.LOGOUT, what="sessions ended", basis=basis, now=now)
    return by


def _log(user: User, *, action: str, what: str, basis: str, now: datetime) -> None:
    audit.write(
        audit.Event(action=action, at=now, actor_id=user.pk, subject=f"access.user {user.pk} {what}", basis=basis),
    )
