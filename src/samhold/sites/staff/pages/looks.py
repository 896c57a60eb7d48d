"""The lines of "who has looked" in plain words, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Action, LookKind, Purpose, Reach, Role
from samhold.rooms.access.queries.audit import Look, Place
from samhold.sites.staff.pages.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from django_stubs_ext import StrOrPromise

    from samhold.rooms.organisations.models import Membership

PAGE = 30

OPENED: dict[str, StrOrPromise] = {
    "person": gettext_lazy("Opened the person's page"),
    "network": gettext_lazy("Opened who is involved"),
    "consents": gettext_lazy("Opened consents and blocks"),
    "conflict": gettext_lazy("Opened conflict of interest"),
    "log": gettext_lazy("Opened who has looked"),
    "emergency": gettext_lazy("Opened the emergency page"),
    "contact": gettext_lazy("Opened a contact"),
    "appointment": gettext_lazy("Opened an appointment"),
    "details": gettext_lazy("Opened the person's details"),
    "why": gettext_lazy("Asked for their reason to see the person"),
    "new contact": gettext_lazy("Opened a new contact"),
    "new appointment": gettext_lazy("Opened a new appointment"),
    "draft": gettext_lazy("Opened a draft of their own"),
}
DONE: dict[str, StrOrPromise] = {
    "networkmember added": gettext_lazy("Added somebody to the network"),
    "networkmember changed": gettext_lazy("Changed the network"),
    "networkmember ended": gettext_lazy("Ended somebody's part in the network"),
    "networkmember reopened": gettext_lazy("Took back an end in the network"),
    "consent given": gettext_lazy("Wrote down a consent"),
    "consent withdrawn": gettext_lazy("Withdrew a consent"),
    "block blocked": gettext_lazy("Wrote down a block"),
    "block unblocked": gettext_lazy("Ended a block"),
    "conflict declared": gettext_lazy("Declared a conflict of interest"),
    "conflict lifted": gettext_lazy("Ended a conflict of interest"),
    "grant taken": gettext_lazy("Took emergency access"),
    "grant reviewed": gettext_lazy("Reviewed an emergency access"),
    "grant ended": gettext_lazy("Gave an emergency access back"),
    "contact recorded": gettext_lazy("Recorded a contact"),
    "contact changed": gettext_lazy("Changed a contact"),
    "contact undone": gettext_lazy("Took back a contact"),
    "contact redone": gettext_lazy("Recorded a contact again"),
    "appointment planned": gettext_lazy("Planned an appointment"),
    "appointment cancelled": gettext_lazy("Cancelled an appointment"),
    "appointment restored": gettext_lazy("Restored an appointment"),
    "draft begun": gettext_lazy("Began a note"),
    "person registered": gettext_lazy("Registered the person"),
    "person changed": gettext_lazy("Changed who the person is"),
    "person moved": gettext_lazy("Wrote down a move"),
}
_ICONS = {LookKind.LOOKED: "eye", LookKind.CHANGED: "edit", LookKind.EMERGENCY: "warning", LookKind.REFUSED: "lock"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: when, who, as what and where, what, and on what basis."""

    at: datetime
    who: str
    post: str
    what: str
    categories: str
    why: str
    kind: LookKind
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The lines of one day."""

    day: date
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One way to narrow the list."""

    label: str
    url: str
    is_current: bool


def kind_of(asked: QueryDict) -> LookKind | None:
    """Return what the reader wants to see; a word that is not known means everything."""
    wanted = asked.get("kind", "")
    return LookKind(wanted) if wanted in LookKind.values else None


def place_of(asked: QueryDict) -> Place | None:
    """Return where to go on from; a place that makes no sense means from the start."""
    try:
        return Place(at=datetime.fromisoformat(str(asked["before"])).astimezone(), id=int(str(asked["id"])))
    except (KeyError, ValueError, OverflowError):
        return None


def chips(current: LookKind | None) -> tuple[Chip, ...]:
    """Return the ways to narrow the list."""
    every = Chip(label=_("Everything"), url="?", is_current=current is None)
    return (every, *(Chip(label=str(kind.label), url=f"?kind={kind}", is_current=kind is current) for kind in LookKind))


def next_page(kind: LookKind | None, shown: tuple[Look, ...]) -> str:
    """Return the address of what is older than what is shown."""
    asked = QueryDict(mutable=True)
    asked.update({"before": shown[-1].at.isoformat(), "id": str(shown[-1].id)})
    if kind is not None:
        asked["kind"] = str(kind)
    return f"?{asked.urlencode()}"


def days_of(found: Iterable[Look], posts: Mapping[UUID, tuple[Membership, ...]]) -> tuple[Day, ...]:
    """Return the lines under their days, newest first."""
    groups = groupby(found, key=lambda look: local_day(look.at))
    return tuple(Day(day=day, lines=tuple(_line(look, posts) for look in group)) for day, group in groups)


def _line(look: Look, posts: Mapping[UUID, tuple[Membership, ...]]) -> Line:
    post = next(iter(posts.get(look.actor_id, ())), None) if look.actor_id else None
    kind = _kind(look)
    return Line(
        at=look.at,
        who=look.who or _("Unknown"),
        post=f"{Role(post.role).label}, {post.unit.name}" if post else "",
        what=_what(look),
        categories=listed(look.categories),
        why="" if look.was_refused else _why(look),
        kind=kind,
        icon=_ICONS[kind],
    )


def _kind(look: Look) -> LookKind:
    if look.was_refused:
        return LookKind.REFUSED
    if look.purpose == Purpose.EMERGENCY or look.subject.startswith("people.grant "):
        return LookKind.EMERGENCY
    return LookKind.LOOKED if look.action in (Action.READ, Action.FIND) else LookKind.CHANGED


def _what(look: Look) -> str:
    """Say it by the subject: a page's word, or "room.table id word"."""
    words = look.subject.split()
    done = DONE.get(f"{words[0].rpartition('.')[2]} {words[-1]}") if len(words) > 1 else None
    said = str(done or OPENED.get(look.subject, "")) or _other(look)
    return _("Was refused: %s") % said if look.was_refused else said


def _other(look: Look) -> str:
    if look.basis.startswith("listed"):
        return _("Saw the name in a list")
    label = str(Action(look.action).label) if look.action in Action.values else look.action.lower()
    return label.capitalize()


def _why(look: Look) -> str:
    """Return the relation on which it rested, and the purpose."""
    reach = look.basis.rpartition("(")[2].rstrip(")").upper()
    relation = str(Reach(reach).label) if reach in Reach.values and reach != Reach.NONE else ""
    purpose = str(Purpose(look.purpose).label) if look.purpose in Purpose.values else ""
    return " · ".join(part for part in (relation, purpose) if part)
