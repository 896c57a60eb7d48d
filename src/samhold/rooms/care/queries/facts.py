"""The facts that checks rest on, for many persons in one query: a column for each, found by the index of its table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, OuterRef, Q, Subquery, UUIDField, Value, When
from django.db.models.functions import Coalesce

from samhold.core.checks import Facts, Knowledge
from samhold.foundation.time import local_day
from samhold.rooms.access.engine import scope
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.absence_enums import AbsenceNext
from samhold.rooms.care.enums import ContactOutcome, DecisionState, GoalState
from samhold.rooms.care.models import (
    AbsencePlan,
    CareReview,
    ChildrenQuestion,
    Contact,
    CrisisPlan,
    Decision,
    FollowUp,
    Goal,
    IndividualPlan,
    SafetyAssessment,
    Tenancy,
)
from samhold.rooms.care.queries.plans import GOAL
from samhold.rooms.care.safety_enums import ChildrenAnswer, ReviewKind
from samhold.rooms.meetings.queries.meetings import discussed
from samhold.rooms.people.enums import NetworkRole
from samhold.rooms.people.models import NetworkMember, Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import Model, QuerySet

    from samhold.rooms.access.models import User

_RUNNING = (DecisionState.IN_FORCE, DecisionState.EVALUATED)
_DAYS = {
    "assessed_whole": ReviewKind.OVERALL_ASSESSMENT,
    "evaluated": ReviewKind.EVALUATION,
    "checked_somatic": ReviewKind.SOMATIC_CHECK,
    "asked_view": ReviewKind.PERSONS_VIEW,
}


def with_facts(persons: QuerySet[Person], *, now: datetime) -> QuerySet[Person]:
    """Add to persons what the checks rest on; whoever asks must tell nothing of what the viewer may not know."""
    return persons.annotate(
        **_of_network(now),
        **_of_follow_up(),
        **_of_safety(),
        **_of_plans(),
        **_of_contacts(),
        **_of_housing(),
        **{name: _first(CareReview, "done_date", "-done_date", kind=kind) for name, kind in _DAYS.items()},
    )


def known_of(*, persons: Iterable[UUID], viewer: User, now: datetime) -> Mapping[UUID, frozenset[Knowledge]]:
    """Return what the viewer may read of each of these persons, of those whom the viewer may find; one query."""
    kinds = tuple(Knowledge)
    knows = {
        f"knows_{kind}": Case(
            When(scope(viewer, Action.READ, Category(kind), now=now, path="pk"), then=True), default=False
        )
        for kind in kinds
    }
    rows = Person.objects.visible_to(viewer, Action.FIND, now=now).filter(pk__in=tuple(persons)).annotate(**knows)
    return {
        person_id: frozenset(kind for kind, is_known in zip(kinds, told, strict=True) if is_known)
        for person_id, *told in rows.values_list("pk", *knows)
    }


def facts_of(person: Person, known: frozenset[Knowledge]) -> Facts:
    """Return the facts of a person to whom they were added, for one who may know so much."""
    told = vars(person)
    days = {name: told[name] for name in (*_DAYS, *_PLAIN)}
    return Facts(
        known=known,
        begun=told["begun"] or _day(told["primary_since"]),
        has_coordinator=told["coordinator_id"] is not None,
        talked_about_goals=_day(told["talked_at"]),
        open_goals=told["open_goals"] or 0,
        goals_without_step=told["goals_without_step"] or 0,
        met=_day(told["met_at"]),
        missed=_day(told["missed_at"]),
        missed_after_days=told["missed_after_days"],
        ring_since=_said(told, AbsenceNext.PHONE),
        look_in_since=_said(told, AbsenceNext.LOOK_IN),
        **days,
    )


_PLAIN = (
    "main_pathway",
    "children_asked",
    "children_due",
    "safety_until",
    "crisis_made",
    "crisis_until",
    "plan_since",
    "evaluate_decision_by",
    "guests_since",
)


def _first(model: type[Model], column: str, *order: str, **conditions: object) -> Subquery:
    """Return a column of the first of a person's rows in an order."""
    rows = model._base_manager.filter(person_id=OuterRef("pk"), **conditions)  # noqa: SLF001 -- Django's API
    return _told(rows.order_by(*order), column)


def _told(rows: QuerySet[Model], column: str) -> Subquery:
    """Return a column of the first row; an id as one, which SQLite would give as a text."""
    is_id = column.endswith("_id")
    return Subquery(rows.values(column)[:1], output_field=UUIDField() if is_id else None)


def _of_network(now: datetime) -> Mapping[str, Subquery]:
    def line(role: NetworkRole, column: str) -> Subquery:
        rows = NetworkMember.objects.filter(person_id=OuterRef("pk"), role=role, membership__isnull=False).open_at(now)
        return _told(rows.order_by("starts_at", "pk"), column)

    primary, coordinator = NetworkRole.PRIMARY_CONTACT, NetworkRole.COORDINATOR
    return {
        "primary_id": line(primary, "membership__user_id"),
        "primary_name": line(primary, "membership__user__name"),
        "primary_since": line(primary, "starts_at"),
        "coordinator_id": line(coordinator, "membership__user_id"),
        "coordinator_name": line(coordinator, "membership__user__name"),
    }


def _of_follow_up() -> Mapping[str, Subquery | Coalesce]:
    missed_after = _first(AbsencePlan, "missed_after_days", "pk")
    return {
        "main_pathway": _first(Decision, "main_pathway", "-applied_date", "-pk", main_pathway__isnull=False),
        "begun": _first(FollowUp, "first_date", "first_date", last_date__isnull=True, undone_at__isnull=True),
        "missed_after_days": Coalesce(missed_after, Value(14)),
        "evaluate_decision_by": _first(
            Decision, "evaluate_by_date", "evaluate_by_date", state__in=_RUNNING, evaluate_by_date__isnull=False
        ),
    }


def _of_safety() -> Mapping[str, Subquery]:
    waiting = {"answer": ChildrenAnswer.SOME, "followed_up_date__isnull": True}
    return {
        "children_asked": _first(ChildrenQuestion, "asked_date", "-asked_date", "-pk"),
        "children_due": _first(ChildrenQuestion, "follow_up_by_date", "follow_up_by_date", "pk", **waiting),
        "in_charge_id": _first(ChildrenQuestion, "in_charge_id", "follow_up_by_date", "pk", **waiting),
        "in_charge_name": _first(ChildrenQuestion, "in_charge__name", "follow_up_by_date", "pk", **waiting),
        "safety_until": _first(SafetyAssessment, "valid_until_date", "valid_until_date", ended_at__isnull=True),
    }


def _of_plans() -> Mapping[str, Subquery]:
    worked_on = Goal.objects.filter(
        person_id=OuterRef("pk"), state=GoalState.OPEN, plan__closed_date__isnull=True
    ).order_by()
    lacks = Q(next_step="") | Q(due_date=None) | Q(owner=None, owner_words="")
    counted = worked_on.values("person_id").annotate(number=Count("pk"))
    without = worked_on.filter(lacks).values("person_id").annotate(number=Count("pk"))
    return {
        "crisis_made": _first(CrisisPlan, "made_date", "-made_date", closed_date__isnull=True),
        "crisis_until": _first(CrisisPlan, "valid_until_date", "-made_date", closed_date__isnull=True),
        "plan_since": _first(IndividualPlan, "first_date", "-first_date", closed_date__isnull=True),
        "talked_at": _told(discussed(GOAL).filter(person_id=OuterRef("pk")).order_by("-discussed_at"), "discussed_at"),
        "open_goals": Subquery(counted.values("number")),
        "goals_without_step": Subquery(without.values("number")),
    }


def _of_contacts() -> Mapping[str, Subquery]:
    rows = Contact.objects.filter(person_id=OuterRef("pk")).standing().latest_first()
    gone = (ContactOutcome.NOT_MET, ContactOutcome.CANCELLED_BY_PERSON)
    return {
        "met_at": _told(rows.filter(outcome=ContactOutcome.MET), "took_place_at"),
        "missed_at": _told(rows.filter(outcome__in=gone), "took_place_at"),
        "then": _told(rows, "absence_next"),
        "tried_at": _told(rows, "took_place_at"),
        "tried_id": _told(rows, "recorded_by_id"),
        "tried_name": _told(rows, "recorded_by__name"),
    }


def _of_housing() -> Mapping[str, Subquery]:
    there = {"last_date__isnull": True, "guests_left_date__isnull": True}
    return {"guests_since": _first(Tenancy, "guests_since_date", "pk", **there)}


def _said(told: Mapping[str, Any], then: AbsenceNext) -> date | None:
    """Return since when it waits, where this was said at the last contact."""
    return _day(told["tried_at"]) if told["then"] == then else None


def _day(at: datetime | None) -> date | None:
    return None if at is None else local_day(at)
