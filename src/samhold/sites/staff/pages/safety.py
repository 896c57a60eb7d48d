"""The tab of safety: what to do on visits and why, when the person does not come, children, what an inspection asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from samhold.core.checks import CheckKind
from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.check_words import QUESTIONS, TO_DO
from samhold.rooms.care.queries.checks import Duty, of_person
from samhold.rooms.care.queries.quality import asked_about_children, reviews
from samhold.rooms.care.queries.safety import absence_plan, assessments, measures_in, on_visits, sees_measures
from samhold.rooms.care.safety_enums import ReviewKind
from samhold.rooms.organisations.queries.units import workers_of
from samhold.rooms.people.queries.network import workers
from samhold.sites.staff.addresses import address
from samhold.sites.staff.pages.head import head_of
from samhold.sites.staff.pages.marks import Mark, safety_marks
from samhold.sites.staff.pages.person import may
from samhold.sites.staff.pages.workplace import workplace

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from samhold.rooms.care.models import SafetyAssessment  # noqa: TC004 -- sites import no tables
    from samhold.rooms.organisations.models import Membership
    from samhold.rooms.people.models import Person
    from samhold.sites.staff.requests import StaffRequest

REVIEW_OF = {
    CheckKind.ASSESS_WHOLE: ReviewKind.OVERALL_ASSESSMENT,
    CheckKind.EVALUATE: ReviewKind.EVALUATION,
    CheckKind.CHECK_SOMATIC_HEALTH: ReviewKind.SOMATIC_CHECK,
    CheckKind.ASK_PERSONS_VIEW: ReviewKind.PERSONS_VIEW,
}
_WHERE = {
    CheckKind.ASK_ABOUT_CHILDREN: "children_ask",
    CheckKind.FOLLOW_UP_CHILDREN: "safety",
    CheckKind.ASSESS_SAFETY: "safety_assess",
    CheckKind.MAKE_CRISIS_PLAN: "crisis_plan",
    CheckKind.RENEW_CRISIS_PLAN: "crisis_plan",
    CheckKind.NAME_COORDINATOR: "network",
    CheckKind.REACH_PERSON: "record",
    CheckKind.RING_PERSON: "record",
    CheckKind.LOOK_IN: "record",
    CheckKind.EVALUATE_DECISION: "decisions",
    CheckKind.WIN_HOME_BACK: "housing",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """A computed task as a page shows it, with the page on which it is done."""

    duty: Duty
    text: str | Promise
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What an inspection asks, and what is to be done about it; nothing, where it is in place."""

    text: str | Promise
    to_do: ToDo | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """A safety assessment, with its measures as marks."""

    row: SafetyAssessment
    marks: tuple[Mark, ...]
    is_open: bool
    is_outdated: bool


def url_of(kind: CheckKind, person_id: UUID) -> str:
    """Return the page on which a check is done."""
    if kind in REVIEW_OF:
        return f"{address('care_review', person_id)}?kind={REVIEW_OF[kind]}"
    return address(_WHERE.get(kind, "individual_plan"), person_id) or address("person", person_id)


def to_do(duty: Duty) -> ToDo:
    """Return a duty as it is shown."""
    return ToDo(duty=duty, text=TO_DO[duty.check.kind], url=url_of(duty.check.kind, duty.person.pk))


def frame(person: Person, *, now: datetime) -> dict[str, object]:
    """Return what stands around the pages of safety."""
    return {"section": "persons", "tab": "safety", "head": head_of(person, now=now), "person": person}


def safety_page(request: StaffRequest, person: Person, *, now: datetime) -> dict[str, object]:
    """Return what the tab shows of a person who came through the door, to whom it may be shown."""
    return (
        frame(person, now=now)
        | _of_visits(person, now)
        | _of_checks(request, person, now)
        | {
            "sees_absence": may(person, Action.READ, Category.APPOINTMENTS),
            "absence": absence_plan(person=person),
            "may_write_absence": may(person, Action.RECORD, Category.APPOINTMENTS),
            "sees_children": may(person, Action.READ, Category.CHILDREN),
            "children": asked_about_children(person=person),
            "may_ask": may(person, Action.RECORD, Category.CHILDREN),
        }
    )


def _of_visits(person: Person, now: datetime) -> dict[str, object]:
    rows = tuple(_assessed(row, local_day(now)) for row in assessments(person=person))
    return {
        "sees_measures": sees_measures(person),
        "marks": safety_marks(on_visits(person=person, now=now)),
        "sees_reasons": may(person, Action.READ, Category.SAFETY),
        "open": tuple(row for row in rows if row.is_open),
        "ended": tuple(row for row in rows if not row.is_open),
        "may_assess": may(person, Action.RECORD, Category.SAFETY),
    }


def _assessed(row: SafetyAssessment, today: date) -> Assessed:
    is_open = row.ended_at is None
    marks = tuple(Mark(text=measure.label, icon="check") for measure in measures_in(row))
    return Assessed(row=row, marks=marks, is_open=is_open, is_outdated=is_open and row.valid_until_date < today)


def _of_checks(request: StaffRequest, person: Person, now: datetime) -> dict[str, object]:
    looked = of_person(person=person, now=now)
    duties = {duty.check.kind: to_do(duty) for duty in looked.duties}
    questions = tuple(
        Question(text=text, to_do=duties.get(kind)) for kind, text in QUESTIONS.items() if kind in looked.looked_at
    )
    return {
        "questions": questions,
        "missing": tuple(one for one in questions if one.to_do is not None),
        "in_place": tuple(one for one in questions if one.to_do is None),
        "reviews": reviews(person=person),
        "may_review": may(person, Action.RECORD, Category.PLAN),
        "viewer_id": request.user.pk,
    }


def who_follows_up(request: StaffRequest, person: Person, *, now: datetime) -> tuple[Membership, ...]:
    """Return who may be put in charge of following up children: the workers around the person, and one's own unit."""
    posts = list(workers(person=person, now=now)) if may(person, Action.READ, Category.NETWORK) else []
    for unit in workplace(request).units:
        posts += workers_of(unit.pk, now)
    return tuple({post.user_id: post for post in posts}.values())
