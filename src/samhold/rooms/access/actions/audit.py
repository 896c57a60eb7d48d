"""
Write the audit log: every read, write and refusal, with the basis that allowed it.

Inside a unit of work (a request, an import, a simulated day) events wait and are appended together as its last
statements, so that a chain's head is locked as briefly as possible and in the order of the chains' ids. Outside one
they are appended at once, in the transaction that is open. If appending fails, what was done is rolled back with it.
If the unit is rolled back, what was seen in it is appended all the same, in a transaction of its own.
"""

from __future__ import annotations

import json
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import DatabaseError, transaction

from samhold.foundation.identifiers import new_id
from samhold.infrastructure.database import UnitOfWork, before_commit, current_unit
from samhold.rooms.access.adapters import chain, heads
from samhold.rooms.access.enums import Action, Category, Outcome, Purpose
from samhold.rooms.access.models.audit import INSTALLATION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_waiting: ContextVar[tuple[UnitOfWork, list[Event]] | None] = ContextVar("samhold_audit", default=None)


class AuditFailed(Exception):
    """
    The log cannot be written, so what it would tell of does not happen; or it cannot be signed. No page is shown.

    The heads are signed after the commit. If only the signature fails, the write stands, and `samhold audit verify`
    tells that the chain goes on past its last signature.

    Not a `DomainError`: no page may turn it into a sentence and go on.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """
    One line of the audit log, before it has a place in a chain.

    :param is_reading: it tells of something seen, which stays true when what was to be written is rolled back.
    """

    action: str
    at: datetime
    actor_id: UUID | None
    tenant_id: UUID | None = None
    person_id: UUID | None = None
    subject: str = ""
    categories: tuple[Category, ...] = ()
    purpose: Purpose | None = None
    basis: str = ""
    outcome: Outcome = Outcome.DONE
    request_id: UUID | None = None
    is_reading: bool = False
    id: UUID = field(default_factory=new_id)

    @property
    def chain_id(self) -> UUID:
        """Return the chain it belongs to: its tenant's, or the installation's."""
        return self.tenant_id or INSTALLATION

    @property
    def payload(self) -> str:
        """Return the canonical text that the hash covers."""
        content = {
            "id": str(self.id),
            "at": self.at.isoformat(),
            "actor": str(self.actor_id or ""),
            "person": str(self.person_id or ""),
            "action": str(self.action),
            "subject": self.subject,
            "categories": [str(category) for category in self.categories],
            "purpose": str(self.purpose or ""),
            "basis": self.basis,
            "outcome": str(self.outcome),
            "request": str(self.request_id or ""),
        }
        return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def write(event: Event) -> None:
    """Append one event; see the module for when."""
    write_many((event,))


def write_many(events: Iterable[Event]) -> None:
    """Append events; see the module for when."""
    unit = current_unit()
    if unit is None:
        append(tuple(events))
        return
    held = _waiting.get()
    if held is None or held[0] is not unit:
        waiting: list[Event] = []
        held = (unit, waiting)
        _waiting.set(held)
        before_commit(lambda: append(tuple(waiting)))
    held[1].extend(events)


def readings_waiting() -> tuple[Event, ...]:
    """Return what was seen so far in the open unit of work, for whoever rolls it back."""
    held, unit = _waiting.get(), current_unit()
    if held is None or held[0] is not unit:
        return ()
    return tuple(event for event in held[1] if event.is_reading)


def append(events: Sequence[Event]) -> None:
    """
    Append events to their chains in one transaction, and their signed heads to the file when it commits.

    The heads of several chains are locked in the order of their ids, so that two writers cannot wait for each other.

    :raises AuditFailed: if they cannot be written; or, after the commit, which stands, not be signed.
    """
    if not events:
        return
    try:
        with transaction.atomic(savepoint=False):  # if it fails, so does what it tells of
            reached = chain.append(sorted(events, key=lambda event: event.chain_id.hex))
            transaction.on_commit(lambda: _sign(reached, events[-1].at))
    except DatabaseError as error:
        raise AuditFailed("The audit log cannot be written.") from error


def _sign(reached: Sequence[chain.Head], at: datetime) -> None:
    try:
        heads.sign_and_append(reached, at=at)
    except OSError as error:
        raise AuditFailed("The audit log cannot be signed.") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What somebody read about a person, for what, and what allowed it."""

    actor_id: UUID
    tenant_id: UUID
    person_id: UUID
    subject: str
    categories: frozenset[Category]
    purpose: Purpose
    basis: str


def read(reading: Reading, *, now: datetime) -> None:
    """Write down that somebody read something about a person."""
    write(
        Event(
            action=Action.READ,
            at=now,
            actor_id=reading.actor_id,
            tenant_id=reading.tenant_id,
            person_id=reading.person_id,
            subject=reading.subject,
            categories=tuple(sorted(reading.categories)),
            purpose=reading.purpose,
            basis=reading.basis,
            is_reading=True,
        ),
    )


def read_also(person_id: UUID, categories: Iterable[Category]) -> None:
    """
    Add to what somebody is about to be told to have read of a person, when it is known what the page shows.

    :raises AssertionError: if nobody came through the door to the person in this unit of work.
    """
    held, unit = _waiting.get(), current_unit()
    waiting = held[1] if held is not None and held[0] is unit and unit is not None else []
    for place in range(len(waiting) - 1, -1, -1):
        event = waiting[place]
        if event.is_reading and event.person_id == person_id:
            waiting[place] = replace(event, categories=tuple(sorted({*event.categories, *categories})))
            return
    raise AssertionError("whoever reads more came through the door first")
