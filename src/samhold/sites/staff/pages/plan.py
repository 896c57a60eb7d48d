"""The page of the individual plan: its nine parts on one page, the person's own words first, then the goals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.forms.plans import HELPS, TITLES, BeginPlan, WriteGoal, first_revision
from samhold.rooms.care.queries.plans import GoalLine, closed_plans, goals_of, is_late, open_plan, use_of
from samhold.rooms.people.enums import NetworkRole
from samhold.rooms.people.queries.network import Involved, involved, workers
from samhold.sites.staff.pages.head import head_of
from samhold.sites.staff.pages.parts import Part
from samhold.sites.staff.pages.person import may

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.care.models import IndividualPlan
    from samhold.rooms.people.models import Person
    from samhold.sites.staff.requests import StaffRequest

TEXT, GOAL, PERIOD = "staff/plans/text.html", "staff/plans/goal.html", "staff/plans/period.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalShown:
    """A goal as it is drawn."""

    line: GoalLine
    is_late: bool
    settle_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """Somebody who takes part, and whether they see the plan."""

    member: Involved
    sees_plan: bool


def plan_page(
    request: StaffRequest,
    person: Person,
    *,
    now: datetime,
    open_part: Part | None = None,
    begin: BeginPlan | None = None,
) -> dict[str, object]:
    """
    Return what the page shows of a person who came through the door.

    :param open_part: a part that is being written; it stands in place of the same part to read.
    :param begin: the form that a plan is begun with, if it was sent.
    """
    plan = open_plan(person=person)
    frame = {
        "section": "persons",
        "tab": "individual_plan",
        "head": head_of(person, now=now),
        "person": person,
        "plan": plan,
        "may_plan": may(person, Action.PLAN, Category.PLAN),
        "closed_plans": closed_plans(person=person),
    }
    if plan is None:
        return frame | {"begin": begin or begin_form(request, now=now)}
    return frame | _shown(plan, now=now, open_part=open_part)


def begin_form(request: StaffRequest, *, now: datetime, is_sent: bool = False) -> BeginPlan:
    """Return the form that a plan is begun with."""
    return BeginPlan(request.POST if is_sent else None, initial={"revise_date": first_revision(local_day(now))})


def _shown(plan: IndividualPlan, *, now: datetime, open_part: Part | None) -> dict[str, object]:
    lines = goals_of(plan=plan)
    goals = [_replaced(goal_part(line, now=now), open_part) for line in lines]
    return {
        "own": [_replaced(text_part(plan, name), open_part) for name in ("about_me", "needs")],
        "goals": [part for part, line in zip(goals, lines, strict=True) if line.is_open],
        "settled": [part for part, line in zip(goals, lines, strict=True) if not line.is_open],
        "new_goal": open_part if open_part is not None and open_part.key == "new-goal" else None,
        "contributions": _replaced(text_part(plan, "contributions"), open_part),
        "cooperation": _replaced(text_part(plan, "cooperation"), open_part),
        "period": _replaced(period_part(plan), open_part),
        "use": use_of(plan=plan, goals=lines, now=now),
        "taking": taking_part(plan.person, now=now),
        "coordinators": coordinators(plan.person, now=now),
    }


def text_part(plan: IndividualPlan, name: str) -> Part:
    """Return one of the plan's texts, to read."""
    return Part(
        key=name.replace("_", "-"),
        title=TITLES[name],
        help=HELPS[name],
        template=TEXT,
        row=plan,
        shown=getattr(plan, name),
        url=_url(plan, "plan_text", plan.person_id, plan.pk, name),
    )


def period_part(plan: IndividualPlan) -> Part:
    """Return the plan's period, to read."""
    url = _url(plan, "plan_period", plan.person_id, plan.pk)
    return Part(key="period", title=_("Period"), template=PERIOD, row=plan, shown=plan, url=url)


def goal_part(line: GoalLine, *, now: datetime) -> Part:
    """Return a goal, to read."""
    goal, plan = line.goal, line.goal.plan
    settle = _url(plan, "goal_settle", plan.person_id, goal.pk)
    return Part(
        key=f"goal-{goal.pk}",
        title=_("Goal"),
        template=GOAL,
        row=goal,
        shown=GoalShown(line=line, is_late=is_late(goal, now), settle_url=settle),
        url=_url(plan, "goal", plan.person_id, goal.pk) if line.is_open else "",
    )


def new_goal_part(plan: IndividualPlan, form: WriteGoal) -> Part:
    """Return the place of a goal that is being added."""
    url = _url(plan, "goal_add", plan.person_id, plan.pk)
    return Part(key="new-goal", title=_("New goal"), template=GOAL, row=None, url=url, form=form)


def fresh_goal(plan: IndividualPlan, key: str, *, now: datetime) -> Part:
    """Return a goal of a plan as it is now."""
    return next(part for line in goals_of(plan=plan) if (part := goal_part(line, now=now)).key == key)


def taking_part(person: Person, *, now: datetime) -> tuple[Taking, ...]:
    """Return who is in the network of a person who came through the door, and whether they see the plan."""
    return tuple(
        Taking(member=member, sees_plan=Category.PLAN in member.categories)
        for member in involved(person=person, now=now)
    )


def coordinators(person: Person, *, now: datetime) -> tuple[Involved, ...]:
    """Return who makes the plan hang together."""
    return tuple(one for one in involved(person=person, now=now) if one.role == NetworkRole.COORDINATOR)


def owners(request: StaffRequest, person: Person, *, now: datetime) -> tuple[User, ...]:
    """Return the workers who can take a next step: the reader first, then those in the network by name."""
    found = {request.user.pk: request.user}
    found |= {post.user.pk: post.user for post in workers(person=person, now=now)}
    return tuple(found.values())


def _url(plan: IndividualPlan, name: str, *arguments: object) -> str:
    """Return where something is changed; nothing for those who may not."""
    if not plan.is_open or not may(plan.person, Action.PLAN, Category.PLAN):
        return ""
    return reverse(f"staff:{name}", args=arguments)


def _replaced(part: Part, open_part: Part | None) -> Part:
    return open_part if open_part is not None and open_part.key == part.key else part
