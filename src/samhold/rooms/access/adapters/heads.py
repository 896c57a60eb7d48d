"""
The file of signed heads, outside the database.

A chain alone cannot tell that its last rows were cut off. So each commit appends how far its chains have come, signed
with a key that the database does not hold; verification compares the chain with the last signed head.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from samhold.rooms.access.adapters.chain import Head

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime


def sign_and_append(reached: Sequence[Head], *, at: datetime) -> None:
    """Append the signed heads to the file; one write, so that lines of several processes do not mix."""
    path = heads_file()
    if path is None:
        return
    text = "".join(_line(head, at) for head in reached)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)


def heads_file() -> Path | None:
    """Return where the signed heads are kept, or `None` where none is set up."""
    return Path(settings.SAMHOLD_HEADS_FILE) if settings.SAMHOLD_HEADS_FILE else None


def signed_heads(lines: Iterable[str]) -> tuple[dict[UUID, list[Head]], tuple[int, ...]]:
    """Return every validly signed head per chain, and the numbers of the lines that are not."""
    good: dict[UUID, list[Head]] = {}
    bad: list[int] = []
    for number, text in enumerate(lines, start=1):
        head = _read(text)
        if head is None:
            bad.append(number)
        else:
            good.setdefault(head.chain_id, []).append(head)
    return good, tuple(bad)


def _line(head: Head, at: datetime) -> str:
    content = {"chain": str(head.chain_id), "sequence": head.sequence, "hash": head.hash, "at": at.isoformat()}
    return json.dumps({**content, "signature": _signature(content)}, separators=(",", ":")) + "\n"


def _read(text: str) -> Head | None:
    try:
        content = json.loads(text)
        signature = content.pop("signature")
        head = Head(chain_id=UUID(content["chain"]), sequence=int(content["sequence"]), hash=str(content["hash"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return head if hmac.compare_digest(str(signature), _signature(content)) else None


def _signature(content: dict[str, object]) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hmac.new(base64.b64decode(settings.SAMHOLD_HEADS_KEY), text.encode(), "sha256").hexdigest()
