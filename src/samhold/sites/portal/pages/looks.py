"""Who has looked at what is written about me, in plain words: one line for each worker and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Action, Category, Purpose, Reach, Role
from samhold.rooms.access.queries.audit import Look, Place, looks, unusual
from samhold.rooms.organisations.queries.directory import posts_of
from samhold.sites.portal.pages.sharing import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from django_stubs_ext import StrOrPromise

    from samhold.rooms.organisations.models import Membership
    from samhold.rooms.people.models import Person

PAGE = 240
"""How many lines of the log a page groups."""

LATELY = timedelta(days=90)
"""So far back the top of the page looks for what is unusual."""

WHY: dict[Reach, StrOrPromise] = {
    Reach.IN_NETWORK: gettext_lazy("is in your network"),
    Reach.PRIMARY_CONTACT: gettext_lazy("is your primary contact"),
    Reach.UNIT_CARES: gettext_lazy("works in a service that helps you"),
    Reach.ON_SHIFT: gettext_lazy("was to meet you that day"),
    Reach.TEAM_CASELOAD: gettext_lazy("is in the team that helps you"),
    Reach.LEADS_UNIT: gettext_lazy("leads a service that helps you"),
    Reach.REFERRAL_OPEN: gettext_lazy("works where you are referred to"),
    Reach.INVITED: gettext_lazy("is invited to a meeting about you"),
    Reach.KIN_CONSENTED: gettext_lazy("is your next of kin, and you want it so"),
    Reach.GUARDIAN_SCOPE: gettext_lazy("is your guardian"),
    Reach.CONSENTED: gettext_lazy("works in a service that you have said yes to"),
    Reach.GRANTED: gettext_lazy("took emergency access"),
    Reach.AGREEMENT: gettext_lazy("works for your municipality by agreement"),
}
PURPOSE: dict[Purpose, StrOrPromise] = {
    Purpose.CARE: gettext_lazy("to help you"),
    Purpose.COORDINATION: gettext_lazy("to work together with others"),
    Purpose.DECISION: gettext_lazy("to decide on a service"),
    Purpose.QUALITY: gettext_lazy("to check that the help is good"),
    Purpose.EMERGENCY: gettext_lazy("in an emergency"),
}
_FROM_OUTSIDE = frozenset({Reach.CONSENTED, Reach.GRANTED, Reach.AGREEMENT, Reach.REFERRAL_OPEN, Reach.INVITED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """
    What one did in one day.

    :param post: as what, and where from; empty for the person, kin, and who has no post any more.
    :param is_outside: they reached the person by something else than the network.
    """

    who: str
    post: str
    is_me: bool
    is_emergency: bool
    was_refused: bool
    is_outside: bool
    first_at: datetime
    last_at: datetime
    saw: tuple[str, ...]
    wrote: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Who looked on one day, what is unusual first and oneself last."""

    day: date
    visitors: tuple[Visitor, ...]


def looks_page(person: Person, asked: QueryDict, *, now: datetime) -> dict[str, object]:
    """Return a page of the log of a person who came through the door; the first one begins with what is unusual."""
    before = _place(asked)
    found = looks(person_id=person.pk, before=before, limit=PAGE + 1)
    shown = found[:PAGE]
    odd = unusual(person_id=person.pk, since=now - LATELY) if before is None else ()
    posts = posts_of((look.actor_id for look in (*shown, *odd) if look.actor_id), now)
    return {
        "section": "looks",
        "person": person,
        "days": _days(shown, posts, person),
        "unusual": _days(odd, posts, person),
        "more_url": _url(shown[-1]) if len(found) > PAGE else "",
        "is_first": before is None,
    }


def _days(found: Iterable[Look], posts: Mapping[UUID, tuple[Membership, ...]], person: Person) -> tuple[Day, ...]:
    days = groupby(found, key=lambda look: local_day(look.at))
    return tuple(Day(day=day, visitors=_visitors(tuple(of_day), posts, person)) for day, of_day in days)


def _visitors(
    found: tuple[Look, ...], posts: Mapping[UUID, tuple[Membership, ...]], person: Person
) -> tuple[Visitor, ...]:
    gathered: dict[tuple[object, ...], list[Look]] = {}
    for look in found:
        gathered.setdefault((look.actor_id, _is_emergency(look), look.was_refused), []).append(look)
    visitors = [_visitor(ones, posts, person) for ones in gathered.values()]
    return tuple(
        sorted(visitors, key=lambda one: (not (one.is_emergency or one.was_refused), one.is_me, not one.is_outside))
    )


def _visitor(ones: list[Look], posts: Mapping[UUID, tuple[Membership, ...]], person: Person) -> Visitor:
    last, first = ones[0], ones[-1]
    post = next(iter(posts.get(last.actor_id, ())), None) if last.actor_id else None
    reaches = [_reach(look) for look in ones]
    return Visitor(
        who=last.who or _("Unknown"),
        post=f"{Role(post.role).label}, {post.unit.name}" if post else "",
        is_me=last.actor_id is not None and last.actor_id == person.account_id,
        is_emergency=_is_emergency(last),
        was_refused=last.was_refused,
        is_outside=not last.was_refused and any(reach in _FROM_OUTSIDE for reach in reaches),
        first_at=first.at,
        last_at=last.at,
        saw=_told(look for look in ones if look.action in (Action.READ, Action.FIND)),
        wrote=_told(look for look in ones if look.action not in (Action.READ, Action.FIND)),
        why=() if last.was_refused else _why(ones),
    )


def _told(ones: Iterable[Look]) -> tuple[str, ...]:
    """Return what it was about, each kind once, in the order of the list."""
    seen = {category for look in ones for category in look.categories}
    return tuple(str(PLAIN[category]) for category in Category if category in seen)


def _why(ones: list[Look]) -> tuple[str, ...]:
    reasons = [str(WHY[reach]) for look in ones if (reach := _reach(look)) in WHY]
    purposes = [str(PURPOSE[Purpose(look.purpose)]) for look in ones if look.purpose in PURPOSE]
    return tuple(dict.fromkeys((*reasons, *purposes)))


def _reach(look: Look) -> Reach | None:
    written = look.basis.rpartition("(")[2].rstrip(")").upper()
    return Reach(written) if written in Reach.values else None


def _is_emergency(look: Look) -> bool:
    return look.purpose == Purpose.EMERGENCY or look.subject.startswith("people.grant ")


def _url(after: Look) -> str:
    parts = QueryDict(mutable=True)
    parts.update({"before": after.at.isoformat(), "id": str(after.id)})
    return f"?{parts.urlencode()}"


def _place(asked: QueryDict) -> Place | None:
    """Return where to go on from; a place that makes no sense means from the start."""
    try:
        return Place(at=datetime.fromisoformat(str(asked["before"])).astimezone(), id=int(str(asked["id"])))
    except (KeyError, ValueError, OverflowError):
        return None
