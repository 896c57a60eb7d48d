"""What the generator keeps in mind while it grows: rows by the names that the plan uses for them."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from samhold.infrastructure.database import acting_as
from samhold.rooms.access.engine import Standing
from samhold.rooms.access.enums import Category, Purpose
from samhold.rooms.access.models import User
from samhold.rooms.organisations.models import Membership, Organisation, Place, Unit
from samhold.rooms.people.access import access_person
from samhold.rooms.people.models import Consent, Grant, NetworkMember, Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime


SHOWN = (Category.NETWORK, Category.APPOINTMENTS, Category.CONTACTS)
"""What a worker sees on the page of a person, when they open it before they write."""


@dataclass(slots=True)
class World:
    """
    Rows by name: organisations, units and places by key, workers by name, persons by number.

    `standings` holds what the door found when a worker last opened a person, until something around the person changes.
    """

    places: dict[str, Place] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    memberships: dict[tuple[str, str], Membership] = field(default_factory=dict)
    persons: dict[int, Person] = field(default_factory=dict)
    members: dict[tuple[int, str, str, str], NetworkMember] = field(default_factory=dict)
    consents: dict[tuple[int, str], Consent] = field(default_factory=dict)
    grants: dict[int, Grant] = field(default_factory=dict)
    standings: dict[int, dict[UUID, Standing]] = field(default_factory=dict)

    def forget(self, number: int, user_ids: Iterable[UUID] = ()) -> None:
        """Let these workers (or everybody) open the person anew, since something between them has changed."""
        chosen = set(user_ids)
        kept = {key: value for key, value in self.standings.pop(number, {}).items() if chosen and key not in chosen}
        if kept:
            self.standings[number] = kept

    def workers_of(self, unit: str) -> set[UUID]:
        """Return the ids of those who work in a unit."""
        return {row.user_id for (_name, key), row in self.memberships.items() if key == unit}

    def open(self, number: int, user: User, now: datetime) -> Person:
        """Return the person as the worker sees them: through the door the first time, from memory after that."""
        known = self.standings.setdefault(number, {})
        person = self.persons[number]
        if user.pk not in known:
            seen = access_person(
                actor=user,
                person_id=person.pk,
                purpose=Purpose.CARE,
                now=now,
                subject="person",
                categories=SHOWN,
            )
            assert seen.standing is not None
            known[user.pk] = seen.standing
        person.standing = known[user.pk]
        return person


@contextmanager
def as_worker(world: World, name: str) -> Iterator[User]:
    """Let a worker act for a while."""
    user = world.users[name]
    with acting_as(user.pk):
        yield user
