"""Find persons, among those whom the actor may find."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, Q, When

from samhold.core.names import folded, initials, is_near, is_same_or_near
from samhold.infrastructure.keyring import blind_index
from samhold.rooms.access.enums import Action
from samhold.rooms.people.models import Person, Residence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.access.engine import Actor
    from samhold.rooms.people.models.person import PersonQuerySet

NUMBER_INDEX = "national_number"
"""The name under which national numbers are indexed blindly."""

LIMIT = 20
MOST_COMPARED = 2000
"""At most so many names are compared for a near spelling."""

MOST_WORDS = 5
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{2})(\d{2})(\d{4})|(\d{4})-(\d{2})-(\d{2})")


def search(*, actor: Actor, words: str, now: datetime, limit: int = LIMIT) -> tuple[Person, ...]:
    """
    Return persons whom the actor may find: by name, by birth date, or by a whole national number.

    Each word begins a name, whatever its case, accents and way of writing ø, æ and å. Each person has
    `municipality_name`; they are in the order of names. An empty search finds nobody.
    """
    wanted = _matching(words)
    if wanted is None:
        return ()
    found = Person.objects.visible_to(actor, Action.FIND, now=now).filter(wanted)
    return _shown(found, now, limit)


def search_nearly(*, actor: Actor, words: str, now: datetime, limit: int = LIMIT) -> tuple[Person, ...]:
    """Return persons whom the actor may find, with names that sound like the words, or are a letter away from them."""
    typed = folded(words).split()[:MOST_WORDS]
    if not typed or not all(word.isalpha() for word in typed):
        return ()
    rows = Person.objects.visible_to(actor, Action.FIND, now=now).filter(_beginning_like(typed))
    names = rows.order_by("pk").values_list("pk", "search_name")[:MOST_COMPARED]
    near = [pk for pk, name in names if is_near(" ".join(typed), name)]
    return _shown(Person.objects.filter(pk__in=near[:limit]), now, limit) if near else ()


def alike(*, actor: Actor, name: str, birth_date: date | None, number_index: str, now: datetime) -> tuple[Person, ...]:
    """
    Return persons whom the actor may find and who may be the one described: of the number, or of equal or near name.

    Two birth dates that are known and differ make two persons; one that is not known tells nothing.
    """
    typed = folded(name).split()[:MOST_WORDS]
    wanted = Q(search_name=f" {' '.join(typed)}")
    for word in typed:
        day_fits = Q(birth_date=birth_date) | Q(birth_date=None) if birth_date else Q()
        wanted |= _beginning_like([word]) & day_fits
    if number_index:
        wanted |= Q(national_number_index=number_index)
    certain = Q(search_name=f" {' '.join(typed)}") | Q(national_number_index=number_index or None)
    rows = Person.objects.visible_to(actor, Action.FIND, now=now).filter(wanted)
    rows = rows.order_by(Case(When(certain, then=0), default=1), "pk")
    facts = rows.values_list("pk", "search_name", "birth_date", "national_number_index")[:MOST_COMPARED]
    found = [
        pk
        for pk, known, day, index in facts
        if (number_index and index == number_index)
        or (_may_be_one_day(day, birth_date) and is_same_or_near(name, known))
    ]
    return _shown(Person.objects.filter(pk__in=found[:LIMIT]), now, LIMIT) if found else ()


def findable(*, actor: Actor, ids: Iterable[UUID], now: datetime) -> dict[UUID, Person]:
    """Return those of some persons whom the actor may find, by id."""
    found: dict[UUID, Person] = Person.objects.visible_to(actor, Action.FIND, now=now).in_bulk(set(ids))
    return found


def with_municipality(persons: PersonQuerySet, now: datetime) -> PersonQuerySet:
    """Add where each lives now, as `municipality_name`."""
    return persons.with_municipality(now)


def home_of(person: Person, now: datetime) -> Residence | None:
    """Return where a person who came through the door lives now, with the municipality."""
    rows = Residence.objects.filter(person_id=person.pk).open_at(now).select_related("municipality")
    return rows.order_by("-starts_at", "-pk").first()


def _shown(found: PersonQuerySet, now: datetime, limit: int) -> tuple[Person, ...]:
    return tuple(with_municipality(found, now).order_by("family_name", "given_name", "pk")[:limit])


def _may_be_one_day(one: date | None, other: date | None) -> bool:
    return one is None or other is None or one == other


def _beginning_like(typed: Iterable[str]) -> Q:
    """Narrow down to names of which some word begins as each typed word may sound."""
    wanted = Q()
    for word in typed:
        begins = Q()
        for letter in initials(word):
            begins |= Q(search_name__contains=f" {letter}")
        wanted &= begins
    return wanted


def _matching(words: str) -> Q | None:
    digits = "".join(words.split())
    if digits.isdigit() and len(digits) == 11:  # noqa: PLR2004 -- a national number
        return Q(national_number_index=blind_index(NUMBER_INDEX, digits))
    parts = words.split()[:MOST_WORDS]
    days = [day for day in map(_day, parts) if day]
    typed = folded(" ".join(part for part in parts if not _day(part))).split()
    if not typed and not days:
        return None
    wanted = Q()
    for day in days:
        wanted &= Q(birth_date=day)
    for word in typed:
        wanted &= Q(search_name__contains=f" {word}")
    return wanted


def _day(written: str) -> date | None:
    """Return the day that a word is, as 28.3.1954, 28031954 or 1954-03-28; nothing if it is none."""
    found = _DAY.fullmatch(written)
    if found is None:
        return None
    parts = [int(part) for part in found.groups() if part]
    day, month, year = parts if "-" not in written else reversed(parts)
    try:
        return date(year, month, day)
    except ValueError:
        return None
