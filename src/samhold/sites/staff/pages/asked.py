"""Requests for help: the list, a new one, one with its answer, and a leader's counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samhold.foundation.time import local_day
from samhold.rooms.access.engine import NotInTable
from samhold.rooms.access.enums import Action, Category, Purpose, Role
from samhold.rooms.access.rules import TAKES_REQUESTS
from samhold.rooms.care.forms.requests import LinkRequest, TakeRequest
from samhold.rooms.care.queries.caseload import persons
from samhold.rooms.care.queries.requests import Counts, counts, requests_to
from samhold.rooms.people.access import access_person, note_listed
from samhold.sites.staff.pages.person import may
from samhold.sites.staff.pages.workplace import workplace

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.care.models import RequestForHelp  # noqa: TC004 -- sites import no tables
    from samhold.rooms.organisations.models import Unit  # noqa: TC004 -- sites import no tables
    from samhold.rooms.people.models import Person
    from samhold.sites.staff.requests import StaffRequest

MOST = 60
MOST_TO_CHOOSE = 200
LEADS = frozenset({Role.UNIT_LEADER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as the list shows it; `name` is whom it is about, if that is known."""

    row: RequestForHelp
    name: str
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsPage:
    """A unit's counts in a period, and what they say in a sentence."""

    unit: Unit
    units: tuple[Unit, ...]
    first: date
    last: date
    key: str
    counts: Counts
    sentence: str


def units_that_take(request: StaffRequest, roles: frozenset[Role] = TAKES_REQUESTS) -> tuple[Unit, ...]:
    """
    Return the units in which the reader has one of these roles.

    :raises NotAllowed: if there is none.
    """
    posts = [post for post in workplace(request).memberships if post.role in roles]
    if not posts:
        raise NotInTable
    return tuple({post.unit_id: post.unit for post in posts}.values())


def list_page(request: StaffRequest, *, now: datetime) -> dict[str, object]:
    """Return the newest requests to the reader's units, the unanswered first; those named are logged as seen."""
    units = units_that_take(request)
    today = local_day(now)
    rows = tuple(requests_to(viewer=request.user, now=now)[:MOST])
    known = {row.person_id: row.person for row in rows if row.person is not None}.values()
    note_listed(known, actor=request.user, purpose=Purpose.CARE, now=now, subject="requests")
    shown = tuple(_asked(row, today) for row in rows)
    return {
        "section": "requests",
        "waiting": tuple(one for one in shown if not one.row.outcome),
        "answered": tuple(one for one in shown if one.row.outcome),
        "leads": any(post.role in LEADS for post in workplace(request).memberships),
        "units": units,
    }


def _asked(row: RequestForHelp, today: date) -> Asked:
    name = row.about if row.person is None else row.person.name
    return Asked(row=row, name=name, is_late=not row.outcome and row.answer_by_date < today)


def person_asked_about(request: StaffRequest, person_id: UUID | None, *, now: datetime) -> Person | None:
    """
    Return the person that a request is about, if one is named.

    :raises NotAvailable: if the person is unknown or hidden.
    """
    if person_id is None:
        return None
    return access_person(
        actor=request.user,
        person_id=person_id,
        purpose=Purpose.CARE,
        now=now,
        subject="new request",
        categories=(Category.REFERRAL_STATUS,),
    )


def take_form(request: StaffRequest, person: Person | None, *, now: datetime) -> TakeRequest:
    """Return the form for a new request."""
    sent = request.POST if request.method == "POST" else None
    units = units_that_take(request)
    return TakeRequest(sent, units=units, person=person, initial={"asked_date": local_day(now)})


def link_form(request: StaffRequest, *, now: datetime) -> LinkRequest:
    """Return the form that says whom a request was about: one of those in whose network the reader is."""
    mine = persons(viewer=request.user, now=now, is_mine=True, rows=slice(MOST_TO_CHOOSE))
    return LinkRequest(request.POST or None, persons=mine)


def may_answer(request: StaffRequest, row: RequestForHelp, *, now: datetime) -> bool:
    """Say whether the reader may answer it: it is theirs to take, and (if about a person) to record."""
    del now
    units = {post.unit_id for post in workplace(request).memberships if post.role in TAKES_REQUESTS}
    is_ours = row.unit_id in units and not row.outcome
    return is_ours and (row.person is None or may(row.person, Action.RECORD, Category.REFERRAL_STATUS))


def counts_page(request: StaffRequest, *, now: datetime) -> CountsPage:
    """
    Return the counts of a unit that the reader leads (`?unit=`, else the first), in a period (`?period=`).

    :raises NotAllowed: if the reader leads none.
    """
    units = units_that_take(request, LEADS)
    unit = next((unit for unit in units if str(unit.pk) == request.GET.get("unit")), units[0])
    today = local_day(now)
    month = today.replace(day=1)
    before = month - timedelta(days=1)
    periods = {
        "month": (month, today),
        "before": (before.replace(day=1), before),
        "year": (today.replace(month=1, day=1), today),
        "last-year": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }
    key = request.GET.get("period", "year")
    key = key if key in periods else "year"
    first, last = periods[key]
    found = counts(viewer=request.user, unit_id=unit.pk, first=first, last=last, now=now)
    return CountsPage(
        unit=unit, units=units, first=first, last=last, key=key, counts=found, sentence=_sentence(unit, found)
    )


def _sentence(unit: Unit, found: Counts) -> str:
    if not found.came:
        return _("Nobody asked %(unit)s for help in this period.") % {"unit": unit.name}
    words = {
        "unit": unit.name,
        "came": found.came,
        "away": found.turned_away,
        "share": round(100 * found.turned_away / found.came),
        "waiting": found.waiting,
    }
    return (
        _("%(unit)s was asked for help %(came)d times. %(away)d were turned away (%(share)d %%), %(waiting)d wait.")
        % words
    )
