"""
Refusals, noted aside until they are written.

A refusal rolls back with its transaction. So the engine and the doors note it here, and `actions.refusals.write_noted`
writes it in a transaction of its own.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samhold.rooms.access.enums import Category, Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Somebody tried something and nothing allowed it."""

    action: str
    at: datetime
    actor_id: UUID | None
    person_id: UUID | None = None
    category: Category | None = None
    subject: str = ""
    purpose: Purpose | None = None


_noted: ContextVar[tuple[Refusal, ...]] = ContextVar("samhold_refusals", default=())


def note(refusal: Refusal) -> None:
    """Note a refusal, to be written before the answer leaves."""
    _noted.set((*_noted.get(), refusal))


def take() -> tuple[Refusal, ...]:
    """Return what is noted in this context, and forget it."""
    noted = _noted.get()
    _noted.set(())
    return noted
