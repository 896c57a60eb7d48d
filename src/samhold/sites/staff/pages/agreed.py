"""What the person has said yes and no to, as cards: those that hold, and those that are over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from samhold.foundation.time import is_open
from samhold.rooms.access.enums import categories_in
from samhold.rooms.people.forms.network import last_day
from samhold.rooms.people.queries.network import blocks, conflicts, consents
from samhold.sites.staff.pages.words import listed

if TYPE_CHECKING:
    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Block, Conflict, Consent, Person  # noqa: TC004 -- sites import no tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """
    One thing the person has said: to or about whom, what, from when to when, written down by whom.

    :param until: the last day; nothing while it has none.
    :param note: empty for those who may not change consents.
    :param may_restore: it was withdrawn within the day, and may be let hold again.
    """

    id: UUID
    name: str
    where: str
    what: str
    since: datetime
    until: object
    how: str
    by: str
    note: str
    is_open: bool
    may_restore: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """Consents and blocks, open ones, those just withdrawn and earlier ones, and the open conflicts of interest."""

    consents: tuple[Said, ...]
    withdrawn: tuple[Said, ...]
    blocks: tuple[Said, ...]
    earlier: tuple[Said, ...]
    conflicts: tuple[Conflict, ...]


def agreed_with(person: Person, *, viewer: User, with_notes: bool, now: datetime) -> Agreed:
    """Return what a person who came through the door has said, newest first; notes only for those who may change it."""
    given = [_consent(row, person, viewer, with_notes=with_notes, now=now) for row in consents(person=person)]
    refused = [_block(row, with_notes=with_notes, now=now) for row in blocks(person=person)]
    over = [said for said in (*given, *refused) if not said.is_open and not said.may_restore]
    return Agreed(
        consents=tuple(said for said in given if said.is_open),
        withdrawn=tuple(said for said in given if said.may_restore),
        blocks=tuple(said for said in refused if said.is_open),
        earlier=tuple(sorted(over, key=lambda said: said.since, reverse=True)),
        conflicts=tuple(conflicts(person=person, now=now)),
    )


def _consent(row: Consent, person: Person, viewer: User, *, with_notes: bool, now: datetime) -> Said:
    row.person = person
    return Said(
        id=row.pk,
        name=row.recipient.name,
        where=row.recipient.organisation.name,
        what=listed(categories_in(row.categories)),
        since=row.starts_at,
        until=last_day(row.ends_at),
        how=str(row.get_given_how_display()),
        by=row.recorded_by.name,
        note=row.note if with_notes else "",
        is_open=is_open(row.starts_at, row.ends_at, now),
        may_restore=row.may_be_restored_by(viewer, now),
    )


def _block(row: Block, *, with_notes: bool, now: datetime) -> Said:
    return Said(
        id=row.pk,
        name=row.user.name if row.user is not None else str(row.unit),
        where=row.unit.organisation.name if row.unit is not None else "",
        what=listed(categories_in(row.categories)),
        since=row.starts_at,
        until=last_day(row.ends_at),
        how="",
        by=row.recorded_by.name,
        note=row.reason if with_notes else "",
        is_open=is_open(row.starts_at, row.ends_at, now),
    )
