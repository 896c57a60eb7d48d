"""Choose the password of an account, by an invitation that works once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.rooms.access.account import require_own_account
from samhold.rooms.access.actions import audit
from samhold.rooms.access.enums import Action
from samhold.rooms.access.models import Invitation

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User


class LinkUsed(DomainError):
    """The link was used, revoked or ran out meanwhile."""

    message = _("This link no longer works. Ask for a new one.")


@transaction.atomic
def accept(*, invitation: Invitation, password: str, by: User, now: datetime) -> User:
    """
    Let the holder of an invitation that came through the door choose a password; all earlier sessions end.

    :param by: whom the invitation is for: who holds the link is taken to be them.
    :raises AccountClosed: if the account is switched off.
    :raises LinkUsed: if somebody was quicker.
    """
    basis = require_own_account(by, now=now)
    rows = Invitation.objects.filter(pk=invitation.pk, account_id=by.pk, expires_at__gt=now)
    if not rows.filter(used_at__isnull=True, revoked_at__isnull=True).update(used_at=now):
        raise LinkUsed
    by.set_password(password)
    by.save(update_fields=["password"])
    subject = f"access.user {by.pk} invitation used"
    audit.write(audit.Event(action=Action.CONFIGURE, at=now, actor_id=by.pk, subject=subject, basis=basis))
    return by
