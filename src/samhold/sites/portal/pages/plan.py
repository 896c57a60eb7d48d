"""My plan in plain words: my own words first, then each goal with its next step, who does it, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.rooms.access.enums import Category
from samhold.rooms.care.enums import GoalState
from samhold.rooms.care.queries.plans import goals_of, open_plan
from samhold.rooms.people.queries.network import involved

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.people.models import Person


def plan_page(person: Person, *, now: datetime) -> dict[str, object]:
    """Return what the page shows of a person who came through the door."""
    plan = open_plan(person=person)
    people = involved(person=person, now=now)
    page = {"section": "plan", "person": person, "plan": plan, "ask": next(iter(people), None)}
    if plan is None:
        return page
    goals = [line.goal for line in goals_of(plan=plan)]
    return page | {
        "goals": [goal for goal in goals if goal.state == GoalState.OPEN],
        "reached": [goal for goal in goals if goal.state == GoalState.REACHED],
        "readers": [one for one in people if Category.PLAN in one.categories],
    }
