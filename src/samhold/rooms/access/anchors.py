"""
What somebody holds that relations hang on: their account, their posts, the units they work in and whom these serve.

Asked once in a unit of work and kept as plain ids until something is written in it, so that the statements which decide
access are short. What another transaction takes away holds from the next unit: from the next request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from samhold.infrastructure.database import UnitOfWork, bind_companion, current_unit
from samhold.infrastructure.prepared import prepared
from samhold.rooms.access.compiled import Given, Parameter, Statement, as_stored, statement
from samhold.rooms.access.enums import Role

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

Row = tuple[UUID, UUID, bool, str, datetime, datetime | None, UUID | None, datetime | None, datetime | None]
"""
A post: its id, its unit's, whether that is a team, role, beginning and end; and an organisation that the unit serves by
agreement, its beginning and end. A post whose unit serves several has several rows.
"""
PostsOf = Callable[[UUID], QuerySet]  # type: ignore[type-arg] # rows are values, not models

_OF_ACCOUNTS = (Role.PERSON, Role.NEXT_OF_KIN, Role.GUARDIAN)
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # the question does not depend on it
_posts: list[PostsOf] = []


class Through(StrEnum):
    """What a relation hangs on."""

    ACCOUNT = "ACCOUNT"
    POST = "POST"
    UNIT = "UNIT"
    ORGANISATION = "ORGANISATION"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Something that relations hang on, and the role in which the actor holds it."""

    through: Through
    id: UUID
    role: Role
    is_team: bool = False


@dataclass(frozen=True, slots=True)
class _Kept:
    unit: UnitOfWork
    writes: int
    actor_id: UUID
    rows: tuple[Row, ...]


_kept: ContextVar[_Kept | None] = ContextVar("samhold_posts", default=None)


def bind_posts(posts_of: PostsOf) -> None:
    """Bind the question which posts somebody has, as rows; the room of memberships does it."""
    _posts[:] = [posts_of]
    bind_companion(_Asked())


def anchors_of(actor_id: UUID, now: datetime) -> tuple[Anchor, ...]:
    """Return what somebody holds now; an account is held by everybody."""
    found = [Anchor(through=Through.ACCOUNT, id=actor_id, role=role) for role in _OF_ACCOUNTS]
    for post_id, unit_id, is_team, role_key, starts_at, ends_at, guest_id, served_from, served_until in _rows(actor_id):
        if not _holds(starts_at, ends_at, now):
            continue
        role = Role(role_key)
        found.append(Anchor(through=Through.POST, id=post_id, role=role, is_team=is_team))
        found.append(Anchor(through=Through.UNIT, id=unit_id, role=role, is_team=is_team))
        if guest_id is not None and _holds(served_from, served_until, now):
            found.append(Anchor(through=Through.ORGANISATION, id=guest_id, role=role, is_team=is_team))
    return tuple(dict.fromkeys(found))


def given(actor_id: UUID, anchors: Iterable[Anchor], now: datetime, person_id: UUID | None = None) -> Given:
    """Return the ids that the actor holds, for the sources to compare with."""
    held: dict[Through, set[UUID]] = {through: set() for through in Through}
    for anchor in anchors:
        held[anchor.through].add(anchor.id)
    return Given(
        account=actor_id,
        now=now,
        posts=tuple(sorted(held[Through.POST])),
        units=tuple(sorted(held[Through.UNIT])),
        organisations=tuple(sorted(held[Through.ORGANISATION])),
        person=person_id,
    )


def _holds(starts_at: datetime | None, ends_at: datetime | None, now: datetime) -> bool:
    return starts_at is not None and starts_at <= now and (ends_at is None or now < ends_at)


def _rows(actor_id: UUID) -> tuple[Row, ...]:
    unit, kept = current_unit(), _kept.get()
    if kept is not None and kept.unit is unit and (kept.writes, kept.actor_id) == (kept.unit.writes, actor_id):
        return kept.rows
    rows: tuple[Row, ...] = _posts_asked(account=actor_id)
    _keep(actor_id, rows)
    return rows


@prepared
def _posts_asked(*, account: UUID) -> QuerySet:  # type: ignore[type-arg] # values, not models
    return _posts[0](account)


def _keep(actor_id: UUID, rows: tuple[Row, ...]) -> None:
    unit = current_unit()
    _kept.set(None if unit is None else _Kept(unit, unit.writes, actor_id, rows))


class _Asked:
    """The same question, asked together with telling row-level security who acts."""

    def question(self, actor_id: UUID) -> tuple[str, Sequence[Parameter]]:
        """Return SQL and parameters."""
        asked = _compiled(connection.vendor)
        return asked.sql, asked.filled(as_stored(Given(account=actor_id, now=_ANY_TIME)))

    def keep(self, actor_id: UUID, cursor: CursorWrapper) -> None:
        """Keep the rows for what is decided in this unit of work."""
        _keep(actor_id, tuple(row[1:] for row in cursor.fetchall() if row[1] is not None))


@lru_cache(maxsize=2)
def _compiled(_vendor: str) -> Statement:
    return statement(_posts_given)


def _posts_given(given: Given) -> QuerySet:  # type: ignore[type-arg] # values, not models
    return _posts[0](given.account)
