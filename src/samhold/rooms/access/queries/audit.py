"""Read the audit log: who has looked, and whether a chain is whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
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

MAY_BE_UNSIGNED = timedelta(minutes=1)
"""A killed process may leave its last commit unsigned; rows that span longer cannot be one process's last commit."""


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
    """
    Something odd about a chain: where, and what.

    :param is_certain: whether it can only be tampering; a commit that a killed process did not sign looks the same as
        a row that somebody added at the end.
    """

    chain_id: UUID
    sequence: int
    what: str
    is_certain: bool = True


@dataclass(slots=True)
class _Walk:
    """How far along a chain the verification has come."""

    id: int = 0
    sequence: int = 0
    hash: str = FIRST
    at: datetime | None = None
    unsigned_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in the log, to go on from: lines before this instant, and of this instant those with a lower id."""

    at: datetime
    id: int


def looks(
    *,
    person_id: UUID,
    kind: LookKind | None = None,
    actor_id: UUID | None = None,
    before: Place | None = None,
    limit: int = 50,
) -> tuple[Look, ...]:
    """
    Return who did what with a person, from all chains, newest first.

    :param kind: of what kind; without one, everything but names that were seen in lists.
    :param actor_id: only what this one did.
    """
    events = AuditEvent.objects.filter(_WANTED[kind], person_id=person_id).order_by("-at", "-id")
    if actor_id is not None:
        events = events.filter(actor_id=actor_id)
    if before is not None:
        events = events.filter(Q(at__lt=before.at) | Q(at=before.at, id__lt=before.id))
    return _told(events[:limit])


def unusual(*, person_id: UUID, since: datetime, limit: int = 50) -> tuple[Look, ...]:
    """Return what was refused, and what was done by emergency access, since an instant, newest first."""
    events = AuditEvent.objects.filter(_UNUSUAL, person_id=person_id, at__gte=since).order_by("-at", "-id")
    return _told(events[:limit])


def lookers(*, person_id: UUID) -> tuple[tuple[UUID, str], ...]:
    """Return everybody whom the log names about a person, by name."""
    actors = AuditEvent.objects.filter(person_id=person_id).values("actor_id")
    return tuple(User.objects.filter(pk__in=actors).order_by("name", "pk").values_list("pk", "name"))


def _told(events: QuerySet[AuditEvent]) -> tuple[Look, ...]:
    found = tuple(events)
    names = dict(User.objects.filter(pk__in={event.actor_id for event in found}).values_list("pk", "name"))
    return tuple(_look(event, names) for event in found)


_SEEN = Q(action__in=(Action.READ, Action.FIND))
_TO_EMERGENCY = Q(payload__contains=f'"purpose":"{Purpose.EMERGENCY}"') | Q(
    payload__contains='"subject":"people.grant '
)
_DONE = Q(outcome=Outcome.DONE)
_LISTED = Q(payload__contains='"basis":"listed')
_UNUSUAL = Q(outcome=Outcome.REFUSED) | _TO_EMERGENCY
_WANTED: dict[LookKind | None, Q] = {
    None: ~_LISTED,
    LookKind.LISTED: _LISTED,
    LookKind.LOOKED: _DONE & _SEEN & ~_TO_EMERGENCY & ~_LISTED,
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

    Finds rows that are changed, removed, reordered, added outside the chain or cut off at the end, and a file of signed
    heads that is changed, cut or gone.
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
    newest, walk = max(awaited, default=0), _Walk()
    for row in _rows(chain_id):
        for what in _faults(row, walk, awaited):
            yield Finding(chain_id=chain_id, sequence=row.sequence, what=what)
        walk.id, walk.sequence, walk.hash, walk.at = row.pk, row.sequence, row.hash, row.at
        if row.sequence > newest and walk.unsigned_since is None:
            walk.unsigned_since = row.at
    if newest > walk.sequence:
        what = f"rows are cut off: a head was signed at {newest}"
        yield Finding(chain_id=chain_id, sequence=walk.sequence, what=what)
    yield from _verify_end(chain_id, walk, newest)


def _verify_end(chain_id: UUID, walk: _Walk, newest: int) -> Iterator[Finding]:
    head = AuditHead.objects.filter(pk=chain_id).first()
    if head is None or (head.sequence, head.hash) != (walk.sequence, walk.hash):
        yield Finding(chain_id=chain_id, sequence=walk.sequence, what="the chain does not end where its head says")
    if heads_file() is None or walk.unsigned_since is None or walk.at is None:
        return
    is_long = walk.at - walk.unsigned_since > MAY_BE_UNSIGNED
    what = "the rows from here on were never signed: the file of signed heads is cut, or the rows are added"
    last = "the last rows are not signed: a process was killed as it wrote them, or they are added; look at them"
    yield Finding(chain_id=chain_id, sequence=newest + 1, what=what if is_long else last, is_certain=is_long)


def _faults(row: AuditEvent, walk: _Walk, awaited: dict[int, str]) -> Iterator[str]:
    if row.sequence != walk.sequence + 1 or row.pk <= walk.id:
        yield "a row is missing before this one, or it is out of order"
    elif row.hash != link(walk.hash, row.sequence, row.payload):
        yield "the row is changed or out of order"
    if not _agrees(row):
        yield "the columns disagree with the payload"
    if awaited.get(row.sequence, row.hash) != row.hash:
        yield "the link is not the one whose head was signed"


def _agrees(event: AuditEvent) -> bool:
    try:
        content = json.loads(event.payload)
        told = [content[name] for name in ("actor", "person", "action", "outcome")]
        at = datetime.fromisoformat(content["at"])
    except (ValueError, KeyError, TypeError):
        return False
    columns = [str(event.actor_id or ""), str(event.person_id or ""), event.action, event.outcome]
    return at == event.at and told == columns


def _rows(chain_id: UUID) -> Iterator[AuditEvent]:
    rows: QuerySet[AuditEvent] = AuditEvent.objects.filter(chain_id=chain_id).order_by("sequence", "id")
    return rows.iterator(chunk_size=5000)
