"""One timeline of a person, merged from every room that knows something, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samhold.foundation.time import OSLO, local_day
from samhold.rooms.access.enums import Category
from samhold.rooms.care.queries import decision_timeline
from samhold.rooms.care.queries import timeline as care
from samhold.rooms.care.queries.life_timeline import life_events
from samhold.rooms.care.queries.plan_timeline import plans
from samhold.rooms.care.queries.response_timeline import responses
from samhold.rooms.meetings.access import sees_all
from samhold.rooms.meetings.queries import timeline as meetings
from samhold.rooms.people.enums import TimelineCategory
from samhold.rooms.people.queries import timeline as people
from samhold.rooms.people.timeline import LATEST, Key, TimelineEntry, merge
from samhold.sites.staff.addresses import address
from samhold.sites.staff.pages.told import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person

LIMIT = 15
ICONS = {
    TimelineCategory.CONTACT: "message",
    TimelineCategory.APPOINTMENT: "calendar",
    TimelineCategory.MEETING: "document",
    TimelineCategory.PLAN: "walk",
    TimelineCategory.DECISION: "document",
    TimelineCategory.NETWORK: "people",
    TimelineCategory.CONSENT: "check",
    TimelineCategory.ACCESS: "warning",
    TimelineCategory.OUTCOME: "heart",
}
FILTERS: tuple[tuple[str, str | Promise, frozenset[TimelineCategory]], ...] = (
    ("", gettext_lazy("Everything"), frozenset(ICONS)),
    ("contacts", gettext_lazy("Contacts"), frozenset({TimelineCategory.CONTACT})),
    ("appointments", gettext_lazy("Appointments"), frozenset({TimelineCategory.APPOINTMENT})),
    ("meetings", gettext_lazy("Meetings"), frozenset({TimelineCategory.MEETING})),
    ("plan", gettext_lazy("Plan"), frozenset({TimelineCategory.PLAN})),
    ("outcomes", gettext_lazy("Outcomes"), frozenset({TimelineCategory.OUTCOME})),
    ("decisions", gettext_lazy("Requests and decisions"), frozenset({TimelineCategory.DECISION})),
    ("network", gettext_lazy("Network"), frozenset({TimelineCategory.NETWORK})),
    ("consents", gettext_lazy("Consents"), frozenset({TimelineCategory.CONSENT, TimelineCategory.ACCESS})),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the timeline as it is drawn; `day_and_time` is the instant as machines read it."""

    entry: TimelineEntry
    time: str
    day_and_time: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfLines:
    """The lines of one local day, newest first."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One filter."""

    label: str | Promise
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A page of the timeline; `about` is what it shows, for the log; `more_url` leads on, and is empty at the end."""

    days: tuple[DayOfLines, ...]
    about: frozenset[Category]
    chips: tuple[Chip, ...]
    more_url: str
    is_first: bool


def timeline_of(*, person: Person, viewer: User, now: datetime, only: str, before: str) -> Timeline:
    """
    Return a page of the timeline of a person who came through the door.

    :param only: the key of a filter; an unknown one shows everything.
    :param before: where the page before ended (`Timeline.more_url` says it); a broken one starts at the top.
    """
    key, _label, kinds = next((item for item in FILTERS if item[0] == only), FILTERS[0])
    start = _read(before)
    lines = _lines(person, viewer, now, kinds, start or (now, LATEST))
    own = address("person", person.pk)
    last = lines[LIMIT - 1] if len(lines) > LIMIT else None
    return Timeline(
        days=_days(lines[:LIMIT], local_day(now)),
        about=frozenset().union(*(line.about for line in lines[:LIMIT])),
        chips=tuple(Chip(label=label, url=_url(own, only=name), is_current=name == key) for name, label, _k in FILTERS),
        more_url="" if last is None else _url(own, only=key, before=f"{last.at.isoformat()}~{last.id}"),
        is_first=start is None,
    )


def _lines(
    person: Person,
    viewer: User,
    now: datetime,
    kinds: frozenset[TimelineCategory],
    before: Key,
) -> tuple[TimelineEntry, ...]:
    limit = LIMIT + 1
    found = told(person=person, before=before, now=now, kinds=kinds, limit=limit)
    ask: dict[str, Callable[[], tuple[TimelineEntry, ...]]] = {
        "contacts": lambda: care.contacts(person=person, viewer=viewer, before=before, limit=limit, now=now),
        "appointments": lambda: care.appointments(person=person, before=before, limit=limit, now=now),
        "meetings": lambda: meetings.meetings(person=person, viewer=viewer, before=before, limit=limit, now=now),
        "events": lambda: _events(person, before, limit),
        "responses": lambda: _responses(person, now, before, limit),
        "plans": lambda: plans(person=person, before=before, limit=limit),
        "steps": lambda: decision_timeline.steps(person=person, before=before, limit=limit),
        "requests": lambda: decision_timeline.requests(person=person, before=before, limit=limit),
        "people": lambda: people.timeline(person=person, before=before, limit=limit, kinds=kinds),
    }
    # Whoever sees no appointments may be invited to a meeting all the same; the room decides on each.
    is_invited = TimelineCategory.MEETING in kinds and not sees_all(person)
    parts = [ask[room]() for room in sorted(found | ({"meetings"} if is_invited else set()))]
    return merge(*parts, limit=limit)


def _events(person: Person, before: Key, limit: int) -> tuple[TimelineEntry, ...]:
    found = life_events(person=person, before=before, limit=limit)
    return tuple(replace(one, link=address("outcomes", person.pk)) for one in found)


def _responses(person: Person, now: datetime, before: Key, limit: int) -> tuple[TimelineEntry, ...]:
    found = responses(person=person, before=before, limit=limit, now=now)
    return tuple(replace(one, link=address("questionnaire", person.pk, one.id)) for one in found)


def _days(lines: tuple[TimelineEntry, ...], today: date) -> tuple[DayOfLines, ...]:
    return tuple(
        DayOfLines(title=day_title(day, today), lines=tuple(_line(entry) for entry in entries))
        for day, entries in groupby(lines, key=lambda entry: local_day(entry.at))
    )


def _line(entry: TimelineEntry) -> Line:
    is_own_story = entry.category == TimelineCategory.CONTACT
    tone = "danger" if entry.category == TimelineCategory.ACCESS else "warning" if entry.is_attempt else ""
    at = entry.at.astimezone(OSLO)
    return Line(
        entry=entry,
        time="" if entry.is_whole_day else f"{at:%H:%M}",
        day_and_time=at.isoformat(),
        icon=ICONS[entry.category],
        tone=tone or ("" if is_own_story else "quiet"),
    )


def day_title(day: date, today: date) -> str:
    """Name a day: today, yesterday, tomorrow, or its weekday and date."""
    near = {0: _("Today"), -1: _("Yesterday"), 1: _("Tomorrow")}
    written = date_format(day, "MONTH_DAY_FORMAT" if day.year == today.year else "DATE_FORMAT")
    return f"{near.get((day - today) // timedelta(days=1)) or date_format(day, 'l')} {written}"


def _url(own: str, **parts: str) -> str:
    asked = urlencode({name: value for name, value in parts.items() if value})
    return f"{own}?{asked}" if asked else own


def _read(before: str) -> Key | None:
    written, _sign, last = before.partition("~")
    try:
        at, last_id = parse_datetime(written), UUID(last)
    except ValueError:
        return None
    return (at, last_id) if at is not None and is_aware(at) else None
