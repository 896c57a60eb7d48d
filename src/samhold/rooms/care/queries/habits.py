"""What a worker records most, so that it comes first in the form."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db.models import Count

from samhold.rooms.care.enums import ContactKind
from samhold.rooms.care.models import Contact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.access.models import User

LOOKS_BACK = timedelta(days=60)
REMEMBERED_SECONDS = 3600


def kinds_by_use(*, worker: User, unit_ids: Iterable[UUID], now: datetime) -> tuple[ContactKind, ...]:
    """
    Return all kinds of contact, those first that the worker has recorded most in their units lately.

    Counted at most once an hour in a process: an order of choices need not be newer.
    """
    name = f"care.kinds.{worker.pk}"
    counts = cache.get(name)
    if counts is None:
        rows = Contact.objects.filter(unit_id__in=tuple(unit_ids), recorded_by_id=worker.pk).since(now - LOOKS_BACK)
        counts = dict(rows.order_by().values_list("kind").annotate(Count("pk")))
        cache.set(name, counts, REMEMBERED_SECONDS)
    return tuple(sorted(ContactKind, key=lambda kind: -counts.get(kind, 0)))
