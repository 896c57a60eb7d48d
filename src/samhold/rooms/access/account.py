"""What everybody may do with their own account, whatever their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import NotAllowed
from samhold.rooms.access.enums import Action
from samhold.rooms.access.noted import Refusal, note

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.engine import Actor

OWN_ACCOUNT = "own account"
"""The basis that the log tells: no rule of the table is needed to choose one's own language."""


class AccountClosed(NotAllowed):
    """The account is switched off."""

    message = _("Your account is closed.")


def require_own_account(actor: Actor, *, now: datetime) -> str:
    """
    Return the basis on which somebody changes their own account.

    :raises AccountClosed: if the account is switched off.
    """
    if not actor.is_active:
        note(Refusal(action=Action.CONFIGURE, at=now, actor_id=actor.pk, subject=OWN_ACCOUNT))
        raise AccountClosed
    return OWN_ACCOUNT
