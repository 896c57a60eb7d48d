"""
Rate limits: a token bucket per key, in one statement, on both databases.

Ask outside the request's own transaction (in middleware, or before the unit of work), or a refused request would also
undo its counting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import connection

from samhold.foundation.identifiers import new_id
from samhold.infrastructure.keyring import blind_index
from samhold.infrastructure.models import Allowance

if TYPE_CHECKING:
    from datetime import datetime

_SQL: Final = """
INSERT INTO infrastructure_allowance AS had (id, bucket, key, tokens, counted_at, was_allowed)
VALUES (%(id)s, %(bucket)s, %(key)s, %(limit)s - 1, %(now)s, true)
ON CONFLICT (bucket, key) DO UPDATE SET
    tokens = {filled} - CASE WHEN {filled} >= 1 THEN 1 ELSE 0 END,
    was_allowed = {filled} >= 1,
    counted_at = {greatest}(had.counted_at, %(now)s)
RETURNING was_allowed
"""
_FILLED: Final = (
    "{least}(CAST(%(limit)s AS double precision),"
    " had.tokens + {greatest}(0, %(now)s - had.counted_at) * %(per_second)s)"
)


def allow(bucket: str, key: str, *, limit: int, per_seconds: int, now: datetime) -> bool:
    """
    Take one token; tell whether there was one.

    :param bucket: what is limited, as "log-in".
    :param key: who is limited; only a keyed hash of it is stored.
    :param limit: how many may come at once; as many come back evenly within `per_seconds`.
    """
    if limit < 1 or per_seconds < 1:
        raise ValueError("a limit allows at least one in at least one second")
    values: dict[str, str | int | float] = {
        "id": _uuid(),
        "bucket": bucket,
        "key": blind_index(f"throttle:{bucket}", key),
        "limit": limit,
        "now": now.timestamp(),
        "per_second": limit / per_seconds,
    }
    with connection.cursor() as cursor:
        cursor.execute(_statement(), values)
        (was_allowed,) = cursor.fetchone() or (False,)
    return bool(was_allowed)


def forget_before(at: datetime) -> int:
    """Delete what has not been counted since; whoever comes again starts with a full bucket. Give the number."""
    return Allowance.objects.filter(counted_at__lt=at.timestamp()).delete()[0]


def _statement() -> str:
    names = ("LEAST", "GREATEST") if connection.vendor == "postgresql" else ("min", "max")
    least, greatest = names
    filled = _FILLED.format(least=least, greatest=greatest)
    return _SQL.format(filled=filled, greatest=greatest)


def _uuid() -> str:
    made = new_id()
    return str(made) if connection.features.has_native_uuid_field else made.hex
