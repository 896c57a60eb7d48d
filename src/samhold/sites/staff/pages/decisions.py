"""The pages of decisions on services: the tab, one decision, and the forms of its steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samhold.foundation.time import local_day
from samhold.rooms.access.engine import NotInTable, require
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.care.enums import ComplaintState, DecisionState
from samhold.rooms.care.queries.decisions import Course, course_of, decisions_of
from samhold.rooms.care.queries.hours import HoursLine, hours_of
from samhold.rooms.care.queries.requests import requests_about
from samhold.rooms.people.access import access_person
from samhold.sites.staff.pages.head import head_of
from samhold.sites.staff.pages.person import may
from samhold.sites.staff.pages.workplace import workplace

if TYPE_CHECKING:
    from uuid import UUID

    from samhold.rooms.care.models import Complaint, Decision
    from samhold.rooms.organisations.models import Unit
    from samhold.rooms.people.models import Person
    from samhold.sites.staff.requests import StaffRequest

SHOWN = (Category.PLAN, Category.HEALTH, Category.CONTACTS, Category.REFERRAL_STATUS)
WEEKS = 4
TONES = {
    DecisionState.APPLIED: "info",
    DecisionState.ASSESSED: "info",
    DecisionState.GRANTED: "success",
    DecisionState.PARTLY_GRANTED: "warning",
    DecisionState.REFUSED: "danger",
    DecisionState.IN_FORCE: "success",
    DecisionState.EVALUATED: "success",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One step in words; `text` is empty for those who may not read about the person's health."""

    at: datetime
    what: str | Promise
    by: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A decision as it is drawn; the texts only for those who may read about the person's health."""

    course: Course
    name: str
    tone: str
    wish: str
    grounds: str
    steps: tuple[Told, ...]

    @property
    def decision(self) -> Decision:
        """The decision itself."""
        return self.course.decision


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursBar:
    """Hours given of hours granted, as numbers to a tenth; `service` is empty for what had no decision."""

    name: str
    service: str
    granted: Decimal
    given: Decimal
    left_out: Decimal
    share: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursPeriod:
    """The bars of some days, both included."""

    first: date
    last: date
    bars: tuple[HoursBar, ...]


def open_decisions(request: StaffRequest, person_id: UUID, *, now: datetime, subject: str = "decisions") -> Person:
    """
    Return a person whose plan the reader may see.

    :raises NotAvailable: if the person is unknown or hidden.
    :raises NotAllowed: if the reader may not see the plan.
    """
    person = access_person(
        actor=request.user, person_id=person_id, purpose=Purpose.CARE, now=now, subject=subject, categories=SHOWN
    )
    require(request.user, Action.READ, person, Category.PLAN, now=now)
    return person


def frame(person: Person, *, now: datetime) -> dict[str, object]:
    """Return what every page of decisions shows around itself."""
    return {"section": "persons", "tab": "decisions", "head": head_of(person, now=now), "person": person}


def decisions_page(person: Person, *, now: datetime) -> dict[str, object]:
    """Return what the tab shows: what waits, what holds, what is over, hours, and requests for help."""
    cards = tuple(card_of(course, person) for course in decisions_of(person=person))
    waiting = tuple(card for card in cards if card.course.is_waiting or card.course.open_complaint)
    holding = tuple(card for card in cards if card.course.is_holding and card not in waiting)
    return frame(person, now=now) | {
        "waiting": waiting,
        "holding": holding,
        "over": tuple(card for card in cards if card not in (*waiting, *holding)),
        "periods": hours_periods(person, today=local_day(now)),
        "requests": requests_about(person=person),
        "may_record": may(person, Action.RECORD, Category.PLAN),
        "may_take": may(person, Action.RECORD, Category.REFERRAL_STATUS),
    }


def decision_page(decision: Decision, *, now: datetime) -> dict[str, object]:
    """Return what the page of one decision shows, and what the reader may do next."""
    person = decision.person
    course = course_of(decision=decision)
    records, decides = may(person, Action.RECORD, Category.PLAN), may(person, Action.DECIDE, Category.PLAN)
    complaint = course.open_complaint
    return frame(person, now=now) | {
        "card": card_of(course, person),
        "complaint": complaint,
        "complaint_words": "" if complaint is None or not sees_texts(person) else complaint.words,
        "may_assess": records and decision.state == DecisionState.APPLIED,
        "may_decide": decides and decision.state == DecisionState.ASSESSED,
        "may_start": records and course.is_granted,
        "may_evaluate": records and decision.state in {DecisionState.IN_FORCE, DecisionState.EVALUATED},
        "may_change": decides and course.is_holding and complaint is None,
        "may_complain": records and course.may_be_complained_about,
        "has_letter": bool(decision.letter) and sees_texts(person),
        "may_consider": decides and complaint is not None and complaint.state == ComplaintState.RECEIVED,
        "may_settle_here": decides and complaint is not None and complaint.state == ComplaintState.CONSIDERED,
        "may_write_ruling": decides and complaint is not None and complaint.state == ComplaintState.SENT_ON,
    }


def card_of(course: Course, person: Person) -> Card:
    """Return a decision as it is drawn for the one at the door."""
    row, is_open = course.decision, sees_texts(person)
    return Card(
        course=course,
        name=row.service.name_in(get_language() or ""),
        tone=TONES.get(DecisionState(row.state), "neutral"),
        wish=row.wish if is_open else "",
        grounds=row.grounds if is_open else "",
        steps=tuple(
            Told(at=step.at, what=_step_name(step.state), by=step.by.name, text=step.text if is_open else "")
            for step in course.steps
        ),
    )


def _step_name(state: str) -> str | Promise:
    words = DecisionState if state in DecisionState.values else ComplaintState
    return words(state).label


def sees_texts(person: Person) -> bool:
    """Say whether the one at the door may read why something was decided."""
    return may(person, Action.READ, Category.HEALTH)


def hours_periods(person: Person, *, today: date) -> tuple[HoursPeriod, ...]:
    """Return this month so far and the last weeks, newest first, each with what was granted and given."""
    monday = today - timedelta(days=today.weekday())
    weeks = [
        (monday - timedelta(weeks=back), monday + timedelta(days=6) - timedelta(weeks=back)) for back in range(WEEKS)
    ]
    periods = [(today.replace(day=1), today), *weeks]
    found = hours_of(person=person, periods=periods)
    return tuple(
        HoursPeriod(first=first, last=last, bars=tuple(bar_of(line) for line in lines))
        for (first, last), lines in zip(periods, found, strict=False)
    )


def bar_of(line: HoursLine) -> HoursBar:
    """Return what one decision promised and what was given, to a tenth of an hour."""
    account, decision = line.account, line.decision
    tenth = Decimal("0.1")
    return HoursBar(
        name=line.person.name,
        service=_("Without a decision") if decision is None else decision.service.name_in(get_language() or ""),
        granted=account.granted.quantize(tenth),
        given=account.given_hours.quantize(tenth),
        left_out=account.left_out_hours.quantize(tenth),
        share=account.share,
    )


def units_of(request: StaffRequest) -> tuple[Unit, ...]:
    """
    Return the units that the reader works in.

    :raises NotAllowed: if there is none.
    """
    units = workplace(request).units
    if not units:
        raise NotInTable
    return units


def named(complaint: Complaint) -> str:
    """Name the service that a complaint is about."""
    return complaint.decision.service.name_in(get_language() or "")
