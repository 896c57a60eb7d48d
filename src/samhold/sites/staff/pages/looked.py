"""Who has looked, one line for each worker and day; what is unusual comes first, details open beneath."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from samhold.foundation.time import local_day
from samhold.rooms.access.enums import LookKind, Reach
from samhold.rooms.access.queries.audit import Look, Place, lookers, looks, unusual
from samhold.rooms.organisations.queries.directory import posts_of
from samhold.sites.staff.pages.looks import Line, line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samhold.rooms.access.models import User
    from samhold.rooms.organisations.models import Membership

PAGE = 60
"""How many lines of the log a page groups."""

LATELY = timedelta(days=90)
"""So far back the top of the page looks for what is unusual."""

_USUAL = tuple(
    f"({reach.lower()})"
    for reach in (
        *(Reach.OWN, Reach.IN_NETWORK, Reach.PRIMARY_CONTACT, Reach.UNIT_CARES, Reach.ON_SHIFT, Reach.TEAM_CASELOAD),
        *(Reach.LEADS_UNIT, Reach.KIN_CONSENTED, Reach.GUARDIAN_SCOPE),
    )
)
_ALARMING = (LookKind.EMERGENCY, LookKind.REFUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """
    What one worker did in one day.

    :param is_outside: whether it rested on something else than the network.
    """

    who: str
    who_id: UUID | None
    is_me: bool
    kind: LookKind
    is_outside: bool
    lines: tuple[Line, ...]

    @property
    def tone(self) -> str:
        """How the line is marked."""
        return {LookKind.EMERGENCY: "danger", LookKind.REFUSED: "warning"}.get(self.kind, "")

    @property
    def first_at(self) -> datetime:
        """When it began."""
        return self.lines[-1].at

    @property
    def whys(self) -> tuple[str, ...]:
        """On what it rested."""
        return tuple(dict.fromkeys(why for line in self.lines for why in line.whys))


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Who looked on one day."""

    day: date
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One way to narrow the list."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the reader wants to see; a word that makes no sense means everything."""

    kind: LookKind | None
    who: UUID | None
    before: Place | None

    @classmethod
    def of(cls, asked: QueryDict) -> Asked:
        """Read the address."""
        kind = asked.get("kind", "")
        return cls(
            kind=LookKind(kind) if kind in LookKind.values else None,
            who=_id(asked.get("who", "")),
            before=_place(asked),
        )

    def url(self, *, kind: LookKind | None, after: Look | None = None) -> str:
        """Return the address of the same worker's lines of a kind, from a line on."""
        parts = QueryDict(mutable=True)
        parts.update({"kind": str(kind)} if kind else {})
        parts.update({"who": str(self.who)} if self.who else {})
        parts.update({"before": after.at.isoformat(), "id": str(after.id)} if after else {})
        return f"?{parts.urlencode()}"


def looked_page(*, person_id: UUID, viewer: User, asked: Asked, now: datetime) -> dict[str, object]:
    """Return a page of the log, grouped; on the first page of everything also what was unusual lately."""
    found = looks(person_id=person_id, kind=asked.kind, actor_id=asked.who, before=asked.before, limit=PAGE + 1)
    shown = found[:PAGE]
    is_top = asked == Asked(kind=None, who=None, before=None)
    odd = unusual(person_id=person_id, since=now - LATELY) if is_top else ()
    posts = posts_of((look.actor_id for look in (*shown, *odd) if look.actor_id), now)
    return {
        "days": _days(shown, posts, viewer),
        "unusual": _days(odd, posts, viewer),
        "lookers": lookers(person_id=person_id),
        "asked": asked,
        "chips": _chips(asked),
        "more_url": asked.url(kind=asked.kind, after=shown[-1]) if len(found) > PAGE else "",
    }


def _chips(asked: Asked) -> tuple[Chip, ...]:
    kinds: tuple[LookKind | None, ...] = (None, *LookKind)
    return tuple(
        Chip(
            label=str(kind.label) if kind else _("Everything but lists"),
            url=asked.url(kind=kind),
            is_current=kind is asked.kind,
        )
        for kind in kinds
    )


def _days(found: Iterable[Look], posts: Mapping[UUID, tuple[Membership, ...]], viewer: User) -> tuple[Day, ...]:
    days = groupby(found, key=lambda look: local_day(look.at))
    return tuple(Day(day=day, groups=_groups(tuple(of_day), posts, viewer)) for day, of_day in days)


def _groups(found: tuple[Look, ...], posts: Mapping[UUID, tuple[Membership, ...]], viewer: User) -> tuple[Group, ...]:
    """Group the lines of a day: emergency and refusals first, then those from outside, then others, oneself last."""
    gathered: dict[tuple[object, ...], list[tuple[Look, Line]]] = {}
    for look in found:
        line = line_of(look, posts)
        alarm = line.kind if line.kind in _ALARMING else None
        gathered.setdefault((look.actor_id, alarm), []).append((look, line))
    groups = [_group(pairs, viewer) for pairs in gathered.values()]
    return tuple(sorted(groups, key=lambda group: (group.kind not in _ALARMING, group.is_me, not group.is_outside)))


def _group(pairs: list[tuple[Look, Line]], viewer: User) -> Group:
    (look, line), *_rest = pairs
    is_alarming = line.kind in _ALARMING
    kinds = {line.kind for _look, line in pairs}
    return Group(
        who=line.who,
        who_id=look.actor_id,
        is_me=look.actor_id == viewer.pk,
        kind=line.kind if is_alarming else LookKind.CHANGED if LookKind.CHANGED in kinds else LookKind.LOOKED,
        is_outside=not is_alarming and any(_is_outside(look) for look, _line in pairs),
        lines=tuple(line for _look, line in pairs),
    )


def _is_outside(look: Look) -> bool:
    """Say whether it rested on something else than the network: an agreement, a consent, a list, a new person."""
    return not look.basis.startswith("listed") and not look.basis.endswith(_USUAL)


def _id(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


def _place(asked: QueryDict) -> Place | None:
    """Return where to go on from; a place that makes no sense means from the start."""
    try:
        return Place(at=datetime.fromisoformat(str(asked["before"])).astimezone(), id=int(str(asked["id"])))
    except (KeyError, ValueError, OverflowError):
        return None
