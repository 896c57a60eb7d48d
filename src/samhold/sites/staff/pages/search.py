"""Search over what one may see: persons, and the pages of the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samhold.core.names import folded
from samhold.rooms.access.enums import Purpose
from samhold.rooms.access.rules import MAY_REGISTER
from samhold.rooms.people.access import note_listed
from samhold.rooms.people.queries.persons import LIMIT, search, search_nearly
from samhold.sites.staff.addresses import address
from samhold.sites.staff.pages.nobody import nobody_of
from samhold.sites.staff.pages.workplace import workplace

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.sites.staff.requests import StaffRequest

SHORTEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHit:
    """A page that can be opened from the search."""

    label: str | Promise
    url: str
    icon: str


def search_page(request: StaffRequest, *, words: str, now: datetime) -> dict[str, object]:
    """Return the persons and pages that fit the words; every person who is shown is logged."""
    wanted = " ".join(words.split())[:100]
    is_long = len(wanted) >= SHORTEST
    persons = search(actor=request.user, words=wanted, now=now) if is_long else ()
    is_near = is_long and not persons
    if is_near:
        persons = search_nearly(actor=request.user, words=wanted, now=now)
    note_listed(persons, actor=request.user, purpose=Purpose.CARE, now=now, subject="search")
    is_registering = bool(workplace(request).roles & MAY_REGISTER)
    return {
        "section": "search",
        "words": wanted,
        "is_too_short": not is_long,
        "persons": persons,
        "is_near": is_near,
        "is_cut": len(persons) == LIMIT,
        "pages": _pages(wanted, is_registering=is_registering) if wanted else (),
        "register_url": address("register") if is_registering else "",
        "emergency_url": address("emergency"),
        "nobody": nobody_of(workplace(request)),
    }


def _pages(words: str, *, is_registering: bool) -> tuple[PageHit, ...]:
    pages = [
        PageHit(label=_("My day"), url=address("my_day"), icon="home"),
        PageHit(label=_("My persons"), url=address("persons"), icon="people"),
        PageHit(label=_("Inbox"), url=address("inbox"), icon="bell"),
        PageHit(label=_("Emergency access"), url=address("emergency"), icon="warning"),
        PageHit(label=_("My settings"), url=address("settings"), icon="person"),
    ]
    if is_registering:
        pages.append(PageHit(label=_("Register a person"), url=address("register"), icon="plus"))
    sought = folded(words)
    return tuple(page for page in pages if page.url and f" {sought}" in f" {folded(str(page.label))}" and sought)


def only_hit(context: dict[str, object]) -> str:
    """Return the address of the only person or page that was found just so; nothing for none, several or near ones."""
    persons, pages = context["persons"], context["pages"]
    assert isinstance(persons, tuple)
    assert isinstance(pages, tuple)
    if len(persons) + len(pages) != 1 or (context["is_near"] and persons):
        return ""
    return pages[0].url if pages else address("person", persons[0].pk)
