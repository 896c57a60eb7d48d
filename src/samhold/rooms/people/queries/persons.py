"""Find persons, among those whom the actor may find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from samhold.infrastructure.keyring import blind_index
from samhold.rooms.access.enums import Action
from samhold.rooms.people.models import Person, Residence

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.engine import Actor
    from samhold.rooms.people.models.person import PersonQuerySet

NUMBER_INDEX = "national_number"
"""The name under which national numbers are indexed blindly."""

LIMIT = 20


def search(*, actor: Actor, words: str, now: datetime, limit: int = LIMIT) -> tuple[Person, ...]:
    """
    Return persons whom the actor may find, by name (each word begins a name) or by a whole national number.

    Each has `municipality_name` and is in the order of names. An empty search finds nobody.
    """
    wanted = _matching(words)
    if wanted is None:
        return ()
    found = Person.objects.visible_to(actor, Action.FIND, now=now).filter(wanted)
    return tuple(with_municipality(found, now).order_by("family_name", "given_name", "pk")[:limit])


def with_municipality(persons: PersonQuerySet, now: datetime) -> PersonQuerySet:
    """Add where each lives now, as `municipality_name`."""
    return persons.with_municipality(now)


def home_of(person: Person, now: datetime) -> Residence | None:
    """Return where a person who came through the door lives now, with the municipality."""
    rows = Residence.objects.filter(person_id=person.pk).open_at(now).select_related("municipality")
    return rows.order_by("-starts_at", "-pk").first()


def _matching(words: str) -> Q | None:
    digits = "".join(words.split())
    if digits.isdigit() and len(digits) == 11:  # noqa: PLR2004 -- a national number
        return Q(national_number_index=blind_index(NUMBER_INDEX, digits))
    parts = words.split()
    if not parts:
        return None
    wanted = Q()
    for part in parts[:5]:
        wanted &= (
            Q(given_name__istartswith=part) | Q(family_name__istartswith=part) | Q(given_name__icontains=f" {part}")
        )
    return wanted
