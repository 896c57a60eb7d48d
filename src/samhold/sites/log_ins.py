"""
Writes log-ins, failed log-ins and log-outs in the installation's chain.

Here and not in the room, since sites read the clock. An address that somebody typed is never written, only its keyed
hash: it may be a stranger's, or a password in the wrong field. A wrong one-time code tells of which account it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.utils import timezone

from samhold.infrastructure.keyring import blind_index
from samhold.rooms.access.actions import audit
from samhold.rooms.access.enums import LogIn
from samhold.rooms.access.noted import Refusal, note

if TYPE_CHECKING:
    from samhold.rooms.access.models import User

_KEYS = ("email", "login", "username")


def listen() -> None:
    """Hear of log-ins; the app registry calls it once."""
    user_logged_in.connect(_logged_in, dispatch_uid="samhold.logged_in")
    user_logged_out.connect(_logged_out, dispatch_uid="samhold.logged_out")
    user_login_failed.connect(_failed, dispatch_uid="samhold.login_failed")
    authentication_failed.connect(_code_failed, dispatch_uid="samhold.code_failed")


def typed_address(credentials: dict[str, object]) -> str:
    """Return the keyed hash of the address that somebody tried to log in with; nothing if they gave none."""
    typed = next((str(credentials[key]) for key in _KEYS if credentials.get(key)), "")
    return f"typed {blind_index('log-in', typed.strip().lower())}" if typed else ""


def _logged_in(sender: type[User], user: User, **kwargs: object) -> None:
    del sender, kwargs
    audit.write(audit.Event(action=LogIn.LOGIN, at=timezone.now(), actor_id=user.pk))


def _logged_out(sender: type[User], user: User | None, **kwargs: object) -> None:
    del sender, kwargs
    if user is not None:
        audit.write(audit.Event(action=LogIn.LOGOUT, at=timezone.now(), actor_id=user.pk))


def _failed(sender: str, credentials: dict[str, object], **kwargs: object) -> None:
    """Note it as a refusal, which is written in a transaction of its own: the page's may be rolled back."""
    del sender, kwargs
    note(Refusal(action=LogIn.LOGIN_FAILED, at=timezone.now(), actor_id=None, subject=typed_address(credentials)))


def _code_failed(sender: type[object], user: User, *, reauthentication: bool = False, **kwargs: object) -> None:
    """Note whose code was wrong; who typed it is known only of somebody who is logged in already."""
    del sender, kwargs
    actor_id, subject = user.pk if reauthentication else None, f"access.user {user.pk} one-time code"
    note(Refusal(action=LogIn.LOGIN_FAILED, at=timezone.now(), actor_id=actor_id, subject=subject))
