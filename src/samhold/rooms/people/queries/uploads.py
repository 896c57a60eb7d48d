"""Find a workbook that was handed in and not committed yet."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from samhold.foundation.errors import NotAvailable
from samhold.rooms.people.models import Upload

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.access.models import User


def own_upload(*, token: UUID, by: User, now: datetime) -> Upload:
    """
    Return one's own file.

    :raises NotAvailable: if there is none, it is somebody else's, or it was kept too long.
    """
    upload = Upload.objects.filter(pk=token, owner=by, expires_at__gt=now).first()
    if upload is None:
        raise NotAvailable
    return upload


def content_of(upload: Upload) -> bytes:
    """Return the file as it was handed in."""
    return base64.b64decode(upload.content)
