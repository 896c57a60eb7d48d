"""Keep a workbook between its preview and its commit, encrypted, and forget it afterwards."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from samhold.rooms.access.engine import require_without_person
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.people.models import Upload

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User

KEPT_FOR = timedelta(hours=1)


@transaction.atomic
def keep(*, content: bytes, name: str, by: User, now: datetime) -> Upload:
    """
    Keep a file for an hour; earlier ones of the same user, and all that are too old, are forgotten.

    :raises NotAllowed: if `by` may not import a region.
    """
    require_without_person(by, Action.CONFIGURE, Category.IDENTITY, now=now, purpose=Purpose.COORDINATION)
    Upload.objects.filter(owner=by).delete()
    Upload.objects.filter(expires_at__lte=now).delete()
    text = base64.b64encode(content).decode()
    return Upload.objects.create(owner=by, name=name[:200], content=text, created_at=now, expires_at=now + KEPT_FOR)


@transaction.atomic
def forget(*, upload: Upload, by: User, now: datetime) -> None:
    """
    Forget a file.

    :raises NotAllowed: if `by` may not import a region.
    """
    require_without_person(by, Action.CONFIGURE, Category.IDENTITY, now=now, purpose=Purpose.COORDINATION)
    Upload.objects.filter(pk=upload.pk, owner=by).delete()
