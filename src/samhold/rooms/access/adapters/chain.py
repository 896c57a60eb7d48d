"""
Append to the hash chains in one round trip: a function in PostgreSQL, the same steps in Python on SQLite.

A link's hash is `SHA-256(previous hash | sequence | payload)`, in hexadecimal; the first link follows sixty-four zeros.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from django.db import connection

from samhold.rooms.access.models.audit import AuditEvent, AuditHead

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

FIRST = "0" * 64


class Linkable(Protocol):
    """What a chain takes."""

    @property
    def chain_id(self) -> UUID:
        """The chain it belongs to."""

    @property
    def payload(self) -> str:
        """The canonical text that is hashed."""

    @property
    def at(self) -> datetime:
        """When it happened."""

    @property
    def actor_id(self) -> UUID | None:
        """Who did it."""

    @property
    def person_id(self) -> UUID | None:
        """Whom it concerned."""

    @property
    def action(self) -> str:
        """What was done."""

    @property
    def outcome(self) -> str:
        """How it ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """How far a chain has come."""

    chain_id: UUID
    sequence: int
    hash: str


def link(previous: str, sequence: int, payload: str) -> str:
    """Return the hash of the link that follows `previous`."""
    return hashlib.sha256(f"{previous}|{sequence}|{payload}".encode()).hexdigest()


def append(events: Sequence[Linkable]) -> tuple[Head, ...]:
    """Append the events, which are in the order of their chains, and return how far each chain has come."""
    return _append_by_function(events) if connection.vendor == "postgresql" else _append_in_python(events)


def _append_by_function(events: Sequence[Linkable]) -> tuple[Head, ...]:
    rows = [
        {
            "chain_id": str(event.chain_id),
            "at": event.at.isoformat(),
            "actor_id": str(event.actor_id) if event.actor_id else None,
            "person_id": str(event.person_id) if event.person_id else None,
            "action": str(event.action),
            "outcome": str(event.outcome),
            "payload": event.payload,
        }
        for event in events
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access_append(%s::jsonb)", [json.dumps(rows, ensure_ascii=False)])
        return tuple(Head(chain_id=row[0], sequence=row[1], hash=row[2]) for row in cursor.fetchall())


def _append_in_python(events: Sequence[Linkable]) -> tuple[Head, ...]:
    stored = AuditHead.objects.in_bulk({event.chain_id for event in events})
    reached = {
        chain_id: Head(chain_id=chain_id, sequence=head.sequence, hash=head.hash) for chain_id, head in stored.items()
    }
    rows = []
    for event in events:
        last = reached.get(event.chain_id, Head(chain_id=event.chain_id, sequence=0, hash=FIRST))
        sequence = last.sequence + 1
        head = Head(chain_id=event.chain_id, sequence=sequence, hash=link(last.hash, sequence, event.payload))
        reached[event.chain_id] = head
        rows.append(_row(event, head))
    AuditEvent.objects.bulk_create(rows, batch_size=500)
    AuditHead.objects.bulk_create(
        [AuditHead(chain_id=head.chain_id, sequence=head.sequence, hash=head.hash) for head in reached.values()],
        update_conflicts=True,
        unique_fields=["chain_id"],
        update_fields=["sequence", "hash"],
    )
    return tuple(reached.values())


def _row(event: Linkable, head: Head) -> AuditEvent:
    return AuditEvent(
        chain_id=head.chain_id,
        sequence=head.sequence,
        at=event.at,
        actor_id=event.actor_id,
        person_id=event.person_id,
        action=event.action,
        outcome=event.outcome,
        payload=event.payload,
        hash=head.hash,
    )
