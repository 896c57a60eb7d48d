"""The tab "How it goes": before and after follow-up began, how it is now, what happened, activities and follow-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.outcome_enums import ADMISSIONS, LASTING, Home
from samhold.rooms.care.queries import outcomes
from samhold.rooms.care.queries.before_after import Known, before_after
from samhold.rooms.questionnaires.forms.words import written_number
from samhold.sites.staff.pages.head import head_of
from samhold.sites.staff.pages.outcome_picture import picture, rows, without
from samhold.sites.staff.pages.outcome_words import sentences
from samhold.sites.staff.pages.person import may

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django import forms

    from samhold.rooms.care.models import Activity, FollowUp, LifeEvent, Tenancy  # noqa: TC004 -- sites import no tables
    from samhold.rooms.people.models import Person
    from samhold.sites.staff.requests import StaffRequest

FIRST_EVENTS = 8
"""How many of the things that happened are shown at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """Something that happened; `lasted` is how long, where that means something."""

    row: LifeEvent
    lasted: str
    is_going_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeNow:
    """Where the person lives now, and since when a stable home has been unbroken."""

    label: str
    since: date
    stable_days: int


def frame(person: Person, *, now: datetime) -> dict[str, object]:
    """Return what stands around the pages of how it goes."""
    return {"section": "persons", "tab": "outcomes", "head": head_of(person, now=now), "person": person}


def form_page(person: Person, form: forms.Form, title: str, *, now: datetime) -> dict[str, object]:
    """Return what a page with one form shows."""
    return frame(person, now=now) | {"form": form, "title": title}


def outcomes_page(request: StaffRequest, person: Person, *, now: datetime) -> dict[str, object]:
    """Return what the tab shows of a person who came through the door, to whom it may be shown."""
    today = local_day(now)
    events, done = outcomes.life_events(person=person), outcomes.activities(person=person)
    homes, periods = outcomes.homes(person=person), outcomes.follow_ups(person=person)
    reads = {category: may(person, Action.READ, category) for category in Category}
    known = Known(
        life_events=events if reads[Category.HEALTH] else None,
        activities=done if reads[Category.PLAN] else None,
        homes=homes if reads[Category.ECONOMY_HOUSING] else None,
    )
    return (
        frame(person, now=now)
        | _compared(_start(request, periods), known, today)
        | _happened(events, today)
        | _of_days(done)
        | {
            "follow_ups": periods,
            "faces": outcomes.faces_of(person=person, now=now),
            "home": _home(homes, today),
            "sees_events": reads[Category.HEALTH],
            "sees_plan": reads[Category.PLAN],
            "sees_home": reads[Category.ECONOMY_HOUSING],
            "may_record_events": may(person, Action.RECORD, Category.HEALTH),
            "may_record_plan": may(person, Action.RECORD, Category.PLAN),
        }
    )


def _start(request: StaffRequest, periods: tuple[FollowUp, ...]) -> FollowUp | None:
    """Return the follow-up that is compared around: the one that was asked for, or the first there was."""
    asked = request.GET.get("start", "")
    return next((row for row in periods if str(row.pk) == asked), periods[-1] if periods else None)


def _compared(start: FollowUp | None, known: Known, today: date) -> dict[str, object]:
    if start is None:
        return {"start": None}
    found = before_after(start, known, today=today)
    none, unknown = without(found)
    return {
        "start": start,
        "found": found,
        "sentences": sentences(found),
        "picture": picture(found),
        "rows": rows(found),
        "none": none,
        "unknown": unknown,
        "by_year": not found.is_whole,
        "asks_before": start.known_since_date is None,
    }


def _happened(events: tuple[LifeEvent, ...], today: date) -> dict[str, object]:
    shown = tuple(_event(row, today) for row in events)
    return {"events": shown[:FIRST_EVENTS], "earlier_events": shown[FIRST_EVENTS:]}


def _event(row: LifeEvent, today: date) -> Happened:
    is_going_on = row.last_date is None and row.kind in LASTING
    lasted = ""
    if row.kind in LASTING and (row.last_date is not None or is_going_on):
        number = ((row.last_date or today) - row.first_date).days + (0 if row.kind in ADMISSIONS else 1)
        night = ngettext("%(number)d bed day", "%(number)d bed days", number)
        day = ngettext("%(number)d day", "%(number)d days", number)
        lasted = (night if row.kind in ADMISSIONS else day) % {"number": number}
    return Happened(row=row, lasted=lasted, is_going_on=is_going_on)


def _of_days(done: tuple[Activity, ...]) -> dict[str, object]:
    going_on = tuple(row for row in done if row.last_date is None)
    return {
        "activities": going_on,
        "earlier_activities": tuple(row for row in done if row.last_date is not None),
        "hours": _hours(going_on),
        "substance_free_hours": _hours(row for row in going_on if row.is_substance_free),
    }


def _hours(some: Iterable[Activity]) -> str:
    """Return the hours a week of activities, as the reader's language writes them; empty for none."""
    total = sum((row.hours_per_week for row in some), Decimal(0))
    if not total:
        return ""
    written = written_number(total if total % 1 else total.quantize(Decimal(1)))
    return _("%(hours)s hours a week") % {"hours": written}


def _home(homes: tuple[Tenancy, ...], today: date) -> HomeNow | None:
    now = next((row for row in homes if row.last_date is None), None)
    if now is None:
        return None
    since = outcomes.stable_home_since(homes, today=today)
    stable_days = 0 if since is None else (today - since).days + 1
    return HomeNow(label=str(Home(now.home).label), since=now.first_date, stable_days=stable_days)
