"""Read the audit log: who has looked, and whether a chain is whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from samhold.rooms.access.adapters.chain import FIRST, Head, link
from samhold.rooms.access.adapters.heads import heads_file, signed_heads
from samhold.rooms.access.enums import Action, Category, LookKind, Outcome, Purpose
from samhold.rooms.access.models import AuditEvent, AuditHead, User

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One line of "who has looked": who did what, when, on what basis and for which purpose."""

    id: int
    at: datetime
    actor_id: UUID | None
    who: str
    action: str
    subject: str
    categories: tuple[Category, ...]
    purpose: str
    basis: str
    was_refused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something wrong with a chain: where, and what."""

    chain_id: UUID
    sequence: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in the log, to go on from: lines before this instant, and of this instant those with a lower id."""

    at: datetime
    id: int


def looks(
    *,
    person_id: UUID,
    kind: LookKind | None = None,
    before: Place | None = None,
    limit: int = 50,
) -> tuple[Look, ...]:
    """Return who did what with a person, from all chains, newest first."""
    events = AuditEvent.objects.filter(_WANTED[kind], person_id=person_id).order_by("-at", "-id")
    if before is not None:
        events = events.filter(Q(at__lt=before.at) | Q(at=before.at, id__lt=before.id))
    found = tuple(events[:limit])
    names = dict(User.objects.filter(pk__in={event.actor_id for event in found}).values_list("pk", "name"))
    return tuple(_look(event, names) for event in found)


_SEEN = Q(action__in=(Action.READ, Action.FIND))
_TO_EMERGENCY = Q(payload__contains=f'"purpose":"{Purpose.EMERGENCY}"') | Q(
    payload__contains='"subject":"people.grant '
)
_DONE = Q(outcome=Outcome.DONE)
_WANTED: dict[LookKind | None, Q] = {
    None: Q(),
    LookKind.LOOKED: _DONE & _SEEN & ~_TO_EMERGENCY,
    LookKind.CHANGED: _DONE & ~_SEEN,
    LookKind.EMERGENCY: _DONE & _TO_EMERGENCY,
    LookKind.REFUSED: Q(outcome=Outcome.REFUSED),
}


def _look(event: AuditEvent, names: dict[UUID, str]) -> Look:
    content = json.loads(event.payload)
    return Look(
        id=event.pk,
        at=event.at,
        actor_id=event.actor_id,
        who=names.get(event.actor_id, "") if event.actor_id else "",
        action=event.action,
        subject=content["subject"],
        categories=tuple(Category(name) for name in content["categories"]),
        purpose=content["purpose"],
        basis=content["basis"],
        was_refused=event.outcome == Outcome.REFUSED,
    )


def verify() -> tuple[Finding, ...]:
    """
    Check every chain against itself, its head and the signed heads; no findings means that nothing was touched.

    Finds rows that are changed, removed, reordered, added outside the chain or cut off at the end.
    """
    signed, bad_lines = _signed()
    findings = [
        Finding(chain_id=UUID(int=0), sequence=number, what="a line of the file of signed heads is not validly signed")
        for number in bad_lines
    ]
    chains = set(AuditHead.objects.values_list("pk", flat=True))
    chains |= set(AuditEvent.objects.values_list("chain_id", flat=True).distinct()) | set(signed)
    for chain_id in sorted(chains, key=lambda chain: chain.hex):
        findings.extend(_verify_chain(chain_id, signed.get(chain_id, [])))
    return tuple(findings)


def _signed() -> tuple[dict[UUID, list[Head]], tuple[int, ...]]:
    path = heads_file()
    if path is None or not path.exists():
        return {}, ()
    with path.open(encoding="utf-8", errors="replace") as lines:
        return signed_heads(lines)


def _verify_chain(chain_id: UUID, signed: list[Head]) -> Iterator[Finding]:
    awaited = {head.sequence: head.hash for head in signed}
    if len({(head.sequence, head.hash) for head in signed}) != len(awaited):
        yield Finding(chain_id=chain_id, sequence=0, what="two signed heads disagree about the same link")
    last, sequence = FIRST, 0
    for event in _rows(chain_id):
        sequence += 1
        yield from _verify_row(event, sequence, last)
        if sequence in awaited and awaited[sequence] != event.hash:
            yield Finding(chain_id=chain_id, sequence=sequence, what="the link is not the one whose head was signed")
        last, sequence = event.hash, event.sequence
    newest = max(awaited, default=0)
    if newest > sequence:
        yield Finding(chain_id=chain_id, sequence=sequence, what=f"rows are cut off: a head was signed at {newest}")
    head = AuditHead.objects.filter(pk=chain_id).first()
    if head is None or (head.sequence, head.hash) != (sequence, last):
        yield Finding(chain_id=chain_id, sequence=sequence, what="the chain does not end where its head says")


def _verify_row(event: AuditEvent, expected: int, last: str) -> Iterator[Finding]:
    if event.sequence != expected:
        yield Finding(chain_id=event.chain_id, sequence=expected, what="a row is missing")
    elif event.hash != link(last, event.sequence, event.payload):
        yield Finding(chain_id=event.chain_id, sequence=event.sequence, what="the row is changed or out of order")
    if not _agrees(event):
        yield Finding(chain_id=event.chain_id, sequence=event.sequence, what="the columns disagree with the payload")


def _agrees(event: AuditEvent) -> bool:
    try:
        content = json.loads(event.payload)
        at = datetime.fromisoformat(content["at"])
    except (ValueError, KeyError, TypeError):
        return False
    return (at, content["actor"], content["person"], content["action"], content["outcome"]) == (
        event.at,
        str(event.actor_id or ""),
        str(event.person_id or ""),
        event.action,
        event.outcome,
    )


def _rows(chain_id: UUID) -> Iterator[AuditEvent]:
    rows: QuerySet[AuditEvent] = AuditEvent.objects.filter(chain_id=chain_id).order_by("sequence", "id")
    return rows.iterator(chunk_size=5000)
