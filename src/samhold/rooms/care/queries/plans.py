"""The individual plan: its goals with the contacts that were about them, and whether it is in use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q, Sum

from samhold.foundation.time import local_day
from samhold.infrastructure.prepared import prepared
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.enums import GoalState, PlanGap
from samhold.rooms.care.models import Goal, IndividualPlan
from samhold.rooms.meetings.agenda_sources import Suggestion, offer
from samhold.rooms.meetings.queries.meetings import last_discussed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.db.models import QuerySet

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person

GOAL = "care.goal"
"""The name under which goals are offered to the agenda of meetings."""

TALKED_WITHIN = timedelta(days=90)
"""How long ago the responsibility group may have talked about the goals of a plan that is in use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLine:
    """
    A goal, and the contacts that were about it.

    :param minutes: with the person, in these contacts.
    :param shows_contacts: the viewer may read contacts; else the numbers are nought.
    """

    goal: Goal
    contacts: int = 0
    minutes: int = 0
    last_at: datetime | None = None
    shows_contacts: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the goal is being worked on."""
        return self.goal.state == GoalState.OPEN

    @property
    def has_step(self) -> bool:
        """Whether it is known what comes next, who does it, and by when."""
        owned = self.goal.owner_id is not None or bool(self.goal.owner_words)
        return bool(self.goal.next_step) and owned and self.goal.due_date is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Whether a plan is in use, and if not, why."""

    gaps: tuple[PlanGap, ...]
    last_discussed: datetime | None

    @property
    def is_in_use(self) -> bool:
        """Whether nothing is missing."""
        return not self.gaps


def open_plan(*, person: Person) -> IndividualPlan | None:
    """Return the open plan of a person who came through the door, if there is one and it may be read."""
    if not _sees_plan(person):
        return None
    plan = IndividualPlan.objects.filter(person_id=person.pk, closed_date__isnull=True).first()
    if plan is not None:
        plan.person = person
    return plan


def closed_plans(*, person: Person) -> tuple[IndividualPlan, ...]:
    """Return the closed plans of a person who came through the door, the last closed first."""
    if not _sees_plan(person):
        return ()
    rows = IndividualPlan.objects.filter(person_id=person.pk, closed_date__isnull=False)
    return tuple(rows.order_by("-closed_date", "-pk"))


def goals_of(*, plan: IndividualPlan) -> tuple[GoalLine, ...]:
    """Return the goals of a plan that came through the door, in their order: those worked on, then the others."""
    standing = plan.person.standing
    shows_contacts = standing is not None and standing.allows(Action.READ, Category.CONTACTS)
    rows = Goal.objects.filter(plan=plan).select_related("owner").order_by("position")
    if shows_contacts:
        stands = Q(contacts__contact__undone_at__isnull=True)
        rows = rows.annotate(
            number=Count("contacts__contact", filter=stands),
            minutes=Sum("contacts__contact__minutes", filter=stands),
            last_at=Max("contacts__contact__took_place_at", filter=stands),
        )
    lines = [_line(row, plan, shows_contacts=shows_contacts) for row in rows]
    return tuple(sorted(lines, key=lambda line: not line.is_open))


def _line(goal: Goal, plan: IndividualPlan, *, shows_contacts: bool) -> GoalLine:
    goal.plan = plan
    found = vars(goal)
    return GoalLine(
        goal=goal,
        contacts=found.get("number") or 0,
        minutes=found.get("minutes") or 0,
        last_at=found.get("last_at"),
        shows_contacts=shows_contacts,
    )


def use_of(*, plan: IndividualPlan, goals: Sequence[GoalLine], now: datetime) -> Use:
    """Return whether a plan that came through the door is in use: talked about lately, and each goal on its way."""
    worked_on = [line for line in goals if line.is_open]
    talked_at = last_discussed(person=plan.person, source=GOAL)
    gaps = (
        (PlanGap.NO_GOAL, not worked_on),
        (PlanGap.STEP_MISSING, any(not line.has_step for line in worked_on)),
        (PlanGap.NOT_DISCUSSED, talked_at is None or talked_at < now - TALKED_WITHIN),
    )
    return Use(gaps=tuple(gap for gap, is_there in gaps if is_there), last_discussed=talked_at)


def open_goals(*, person: Person) -> tuple[Goal, ...]:
    """Return the goals being worked on of a person who came through the door, if the plan may be read."""
    return _open_goals(person_id=person.pk) if _sees_plan(person) else ()


@prepared
def _open_goals(*, person_id: UUID) -> QuerySet[Goal]:
    rows = Goal.objects.filter(person_id=person_id, state=GoalState.OPEN, plan__closed_date__isnull=True)
    return rows.select_related("plan").order_by("position")


def is_late(goal: Goal, now: datetime) -> bool:
    """Say whether the day of a goal's next step has passed."""
    return goal.state == GoalState.OPEN and goal.due_date is not None and goal.due_date < local_day(now)


def offer_goals() -> None:
    """Offer the goals as items of a meeting's agenda."""
    offer(GOAL, _suggestions)


def _suggestions(*, person: Person, viewer: User, now: datetime) -> tuple[Suggestion, ...]:
    del viewer, now
    return tuple(Suggestion(key=str(goal.pk), title=goal.words) for goal in open_goals(person=person))


def _sees_plan(person: Person) -> bool:
    return person.standing is not None and person.standing.allows(Action.READ, Category.PLAN)
