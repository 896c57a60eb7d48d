"""Make the account of somebody who logs in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.rooms.access.actions import audit
from samhold.rooms.access.engine import require_without_person
from samhold.rooms.access.enums import Action, Category, Language, Purpose
from samhold.rooms.access.models import User

if TYPE_CHECKING:
    from datetime import datetime


class UserExists(DomainError):
    """Somebody has the address."""

    message = _("Somebody already logs in with this e-mail address.")


@transaction.atomic
def create(
    *,
    email: str,
    name: str,
    phone: str = "",
    language: Language = Language.BOKMAL,
    is_demo: bool = False,
    by: User,
    now: datetime,
) -> User:
    """
    Make an account without a password: its owner sets one by the mail for forgotten passwords, or uses a passkey.

    :raises NotAllowed: if `by` may not set up the region.
    :raises UserExists: if somebody has the address.
    """
    basis = require_without_person(by, Action.CONFIGURE, Category.NETWORK, now=now, purpose=Purpose.QUALITY)
    if User.objects.filter(email=email.lower()).exists():
        raise UserExists
    user = User.objects.create_user(
        email=email, name=name, phone=phone, language=language, is_demo=is_demo, created_at=now
    )
    subject = f"access.user {user.pk} created"
    audit.write(audit.Event(action=Action.CONFIGURE, at=now, actor_id=by.pk, subject=subject, basis=basis))
    return user
