"""What plans add to the timeline: begun, closed, goals added and settled, a crisis plan made or gone through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from django.db.models import CharField, F, Q, QuerySet, UUIDField, Value
from django.utils.translation import gettext as _

from samhold.infrastructure.prepared import prepared
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.enums import GoalState, PlanPart
from samhold.rooms.care.models import CrisisEdition, Goal, PlanEdition
from samhold.rooms.people.enums import TimelineCategory
from samhold.rooms.people.timeline import TimelineEntry, earlier_than, moments

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import Model

    from samhold.rooms.people.models import Person
    from samhold.rooms.people.timeline import Key, Moments

Rows: TypeAlias = "QuerySet[Model, Any]"  # values, not models

_BEGINS, _CLOSES = Q(number=1), Q(fields__startswith="closed_date", plan__closed_date__isnull=False)
_ADDS = Q(part=PlanPart.GOAL, fields__startswith="words measure next_step")
_GOES_THROUGH = Q(fields__contains="valid_until_date") & ~_BEGINS
_SETTLES = Q(part=PlanPart.GOAL, fields__startswith="state")


class _Line(NamedTuple):
    """One row of the union: which sentence, who did it, and about which goal."""

    id: UUID
    at: datetime
    sentence: str
    who: str
    goal: UUID | None


def plans(*, person: Person, before: Key, limit: int) -> tuple[TimelineEntry, ...]:
    """Return the newest lines of plans before a line, of those that the one at the door may read."""
    standing = person.standing
    sees_plan = standing is not None and standing.allows(Action.READ, Category.PLAN)
    sees_crisis = standing is not None and standing.allows(Action.READ, Category.CRISIS)
    if not sees_plan and not sees_crisis:
        return ()
    at, last = before
    rows = _lines(person_id=person.pk, at=at, last=last, limit=limit, sees_plan=sees_plan, sees_crisis=sees_crisis)
    found = [_Line(*row) for row in rows]
    goals = {goal.pk: goal for goal in _goals(person_id=person.pk)} if any(line.goal for line in found) else {}
    return tuple(_entry(line, goals.get(line.goal) if line.goal else None) for line in found)


@prepared
def _lines(*, person_id: UUID, at: datetime, last: UUID, limit: int, sees_plan: bool, sees_crisis: bool) -> Rows:
    of_plans = PlanEdition.objects.filter(earlier_than((at, last), at="at"), person_id=person_id)
    of_crisis = CrisisEdition.objects.filter(earlier_than((at, last), at="at"), person_id=person_id)
    parts = [
        *((_part(of_plans.filter(which), sentence) for sentence, which in _OF_PLANS) if sees_plan else ()),
        *((_part(of_crisis.filter(which), sentence) for sentence, which in _OF_CRISIS) if sees_crisis else ()),
    ]
    rows: Rows = parts[0].union(*parts[1:], all=True).order_by("-moment", "-id")
    return rows[:limit]


def plan_moments(*, person_id: UUID, before: Key) -> Moments:
    """Return when the lines of individual plans before a line are."""
    told = PlanEdition.objects.filter(earlier_than(before, at="at"), person_id=person_id)
    return moments(told.filter(_BEGINS | _CLOSES | _ADDS | _SETTLES), at="at", kind="plans")


def crisis_moments(*, person_id: UUID, before: Key) -> Moments:
    """Return when the lines of crisis plans before a line are."""
    told = CrisisEdition.objects.filter(earlier_than(before, at="at"), person_id=person_id)
    return moments(told.filter(_BEGINS | _CLOSES | _GOES_THROUGH), at="at", kind="plans")


_OF_PLANS = (("begun", _BEGINS), ("closed", _CLOSES), ("added", _ADDS), ("settled", _SETTLES))
_OF_CRISIS = (
    ("crisis made", _BEGINS),
    ("crisis closed", _CLOSES),
    ("crisis gone through", _GOES_THROUGH),
)


def _part(rows: QuerySet[PlanEdition] | QuerySet[CrisisEdition], sentence: str) -> Rows:
    goal = F("goal_id") if rows.model is PlanEdition else Value(None, UUIDField())
    told = rows.annotate(moment=F("at"), sentence=Value(sentence, CharField()), about=goal, who=F("by__name"))
    found: Rows = told.values_list("id", "moment", "sentence", "who", "about")
    return found


@prepared
def _goals(*, person_id: UUID) -> QuerySet[Goal]:
    return Goal.objects.filter(person_id=person_id).only("words", "state", "tenant", "person")


def _entry(line: _Line, goal: Goal | None) -> TimelineEntry:
    state = "" if goal is None else str(GoalState(goal.state).label)
    titles = {
        "begun": _("Individual plan begun"),
        "closed": _("Individual plan closed"),
        "added": _("New goal in the plan"),
        "settled": _("Goal: %(state)s") % {"state": state.lower()},
        "crisis made": _("Crisis plan made"),
        "crisis closed": _("Crisis plan closed"),
        "crisis gone through": _("Crisis plan gone through"),
    }
    return TimelineEntry(
        id=line.id,
        at=line.at,
        category=TimelineCategory.PLAN,
        title=titles[line.sentence],
        about=frozenset({Category.CRISIS if line.sentence.startswith("crisis") else Category.PLAN}),
        text="" if goal is None else goal.words,
        who=line.who,
    )
