"""What is shared with whom, in plain words: what I have said yes and no to, and what each of my people can read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samhold.rooms.access.enums import Category, categories_in
from samhold.rooms.people.forms.network import last_day
from samhold.rooms.people.queries.shared import shared_with

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django_stubs_ext import StrOrPromise

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Block, Consent, Person
    from samhold.rooms.people.queries.shared import Recipient, SaidYes

PLAIN: dict[Category, StrOrPromise] = {
    Category.IDENTITY: _("who you are and how to reach you"),
    Category.NETWORK: _("who helps you"),
    Category.APPOINTMENTS: _("your appointments"),
    Category.PLAN: _("your plan and your decisions"),
    Category.CRISIS: _("your crisis plan"),
    Category.CONTACTS: _("notes after talks and visits"),
    Category.HEALTH: _("your health"),
    Category.SUBSTANCE: _("drugs and alcohol"),
    Category.ECONOMY_HOUSING: _("money and home"),
    Category.SAFETY: _("safety on visits"),
    Category.CHILDREN: _("your children"),
    Category.FEEDBACK: _("how you say that you are"),
    Category.REFERRAL_STATUS: _("requests and referrals"),
    Category.THIRD_PARTY: _("what is written about others"),
    Category.MAPPING: _("counts without your name"),
}
"""The kinds of knowledge, as one says them to the person they are about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Yes:
    """What I have said yes to: to whom, what they read by it, since when, until which day."""

    id: UUID
    name: str
    where: str
    reads: tuple[str, ...]
    since: datetime
    until: object


@dataclass(frozen=True, slots=True, kw_only=True)
class No:
    """What I have said no to: who does not read what."""

    name: str
    where: str
    closed: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One of my people, and what they can read."""

    name: str
    where: str
    role: str
    reads: tuple[str, ...]
    closed: tuple[str, ...]
    has_log_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """What I have taken back lately, and may let hold again."""

    id: UUID
    name: str
    at: datetime
    may_restore: bool


def sharing_page(person: Person, *, viewer: User, now: datetime) -> dict[str, object]:
    """Return what the page shows of a person who came through the door."""
    found = shared_with(person=person, now=now)
    return {
        "section": "sharing",
        "person": person,
        "yes": [_yes(one) for one in found.yes],
        "no": [_no(row) for row in found.no],
        "readers": [_reader(one) for one in found.readers],
        "withdrawn": [_withdrawn(row, viewer, now) for row in found.withdrawn],
    }


def plain(categories: Iterable[Category]) -> tuple[str, ...]:
    """Return kinds of knowledge in plain words."""
    return tuple(str(PLAIN[category]) for category in categories)


def _reader(one: Recipient) -> Reader:
    return Reader(
        name=one.name,
        where=one.where,
        role=str(one.role.label),
        reads=plain(one.reads),
        closed=plain(one.closed),
        has_log_in=one.has_log_in,
    )


def _yes(one: SaidYes) -> Yes:
    row = one.consent
    return Yes(
        id=row.pk,
        name=row.recipient.name,
        where=row.recipient.organisation.name,
        reads=plain(one.reads),
        since=row.starts_at,
        until=last_day(row.ends_at),
    )


def _no(row: Block) -> No:
    return No(
        name=row.user.name if row.user is not None else str(row.unit),
        where=row.unit.organisation.name if row.unit is not None else "",
        closed=plain(categories_in(row.categories)),
        since=row.starts_at,
    )


def _withdrawn(row: Consent, viewer: User, now: datetime) -> Withdrawn:
    return Withdrawn(
        id=row.pk,
        name=row.recipient.name,
        at=row.withdrawn_at or row.starts_at,
        may_restore=row.may_be_restored_by(viewer, now),
    )
