"""The parts of the individual plan: each is written and saved by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.errors import DomainError, NotAllowed, NotAvailable
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.actions import goals, individual_plans
from samhold.rooms.care.enums import GoalState
from samhold.rooms.care.forms.plans import TITLES, SetPeriod, WriteGoal, WritePart
from samhold.rooms.care.plan_access import access_goal, access_plan
from samhold.sites.staff.pages import plan as page
from samhold.sites.staff.pages.circle import key_of, try_to
from samhold.sites.staff.pages.parts import Change, Part, changed
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpResponse

    from samhold.rooms.care.models import IndividualPlan
    from samhold.rooms.people.models import Person

STEP_REFUSED_AT = {goals.GoalWithoutWords: "words", goals.StepWithoutOwner: "owner"}


def _to_write(request: StaffRequest, person_id: UUID, plan_id: UUID, *, now: datetime) -> IndividualPlan:
    plan = access_plan(actor=request.user, person_id=person_id, plan_id=plan_id, now=now)
    require(request.user, Action.PLAN, plan.person, Category.PLAN, now=now)
    return plan


def _whole(request: StaffRequest, person: Person, *, now: datetime) -> Callable[[Part], HttpResponse]:
    def drawn(part: Part) -> HttpResponse:
        shown = page.plan_page(request, person, now=now, open_part=part)
        return render(request, "staff/plans/show.html", shown)

    return drawn


@staff
def text(request: StaffRequest, person_id: UUID, plan_id: UUID, name: str) -> HttpResponse:
    """Write one of the plan's texts."""
    now = timezone.now()
    plan = _to_write(request, person_id, plan_id, now=now)
    if name not in TITLES:
        raise NotAvailable
    form = WritePart(request.POST or None, name=name, plan=plan)
    by = request.user
    change = Change(
        part=page.text_part(plan, name),
        form=form,
        save=lambda _form: individual_plans.change(
            plan=plan, texts=form.texts, base_version=form.version, by=by, now=now
        ),
        fresh=lambda: page.text_part(plan, name),
        whole=_whole(request, plan.person, now=now),
        place=reverse("staff:individual_plan", args=[person_id]),
    )
    return changed(request, change, now=now)


@staff
def period(request: StaffRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Set until when the plan lasts, and when it is looked at again."""
    now = timezone.now()
    plan = _to_write(request, person_id, plan_id, now=now)
    form = SetPeriod(request.POST or None, plan=plan)
    by = request.user
    change = Change(
        part=page.period_part(plan),
        form=form,
        save=lambda _form: individual_plans.set_period(
            plan=plan, period=form.period, base_version=form.version, by=by, now=now
        ),
        fresh=lambda: page.period_part(plan),
        whole=_whole(request, plan.person, now=now),
        place=reverse("staff:individual_plan", args=[person_id]),
        refused={individual_plans.PlanRunsBackwards: "revise_date"},
    )
    return changed(request, change, now=now)


@staff
def goal(request: StaffRequest, person_id: UUID, goal_id: UUID) -> HttpResponse:
    """Write a goal: the words, the measure, the next step, who takes it and by when."""
    now = timezone.now()
    found = access_goal(actor=request.user, person_id=person_id, goal_id=goal_id, now=now)
    require(request.user, Action.PLAN, found.person, Category.PLAN, now=now)
    form = WriteGoal(request.POST or None, workers=page.owners(request, found.person, now=now), goal=found)
    key = f"goal-{found.pk}"
    by = request.user
    change = Change(
        part=page.fresh_goal(found.plan, key, now=now),
        form=form,
        save=lambda _form: goals.change(goal=found, text=form.text, base_version=form.version, by=by, now=now),
        fresh=lambda: page.fresh_goal(found.plan, key, now=now),
        whole=_whole(request, found.person, now=now),
        place=reverse("staff:individual_plan", args=[person_id]),
        refused=STEP_REFUSED_AT,
    )
    return changed(request, change, now=now)


@staff
def add_goal(request: StaffRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Add a goal, last in the plan."""
    now = timezone.now()
    plan = _to_write(request, person_id, plan_id, now=now)
    form = WriteGoal(request.POST or None, workers=page.owners(request, plan.person, now=now))
    if request.method == "POST" and form.is_valid():
        try:
            made = goals.add(plan=plan, text=form.text, by=request.user, now=now, key=key_of(request))
        except NotAllowed:
            raise
        except DomainError as refusal:
            form.add_error(STEP_REFUSED_AT.get(type(refusal)), str(refusal.message))
        else:
            done(request, _("The goal is added."))
            return redirect(f"{reverse('staff:individual_plan', args=[person_id])}#goal-{made.pk}")
    shown = page.plan_page(request, plan.person, now=now, open_part=page.new_goal_part(plan, form))
    return render(request, "staff/plans/show.html", shown)


@require_POST
@staff
def settle(request: StaffRequest, person_id: UUID, goal_id: UUID) -> HttpResponse:
    """Say that a goal is reached or left, or take it up again; each can be taken back."""
    now = timezone.now()
    found = access_goal(actor=request.user, person_id=person_id, goal_id=goal_id, now=now)
    wanted = request.POST.get("state", "")
    state = GoalState(wanted) if wanted in GoalState.values else GoalState.OPEN
    told = {
        GoalState.OPEN: _("The goal is being worked on again."),
        GoalState.REACHED: _("The goal is reached."),
        GoalState.LEFT: _("The goal is left."),
    }

    def act() -> str:
        goals.settle(goal=found, state=state, by=request.user, now=now)
        return told[state]

    again = reverse("staff:goal_settle", args=[person_id, goal_id])
    return try_to(request, person_id, "individual_plan", act, undo="" if state == GoalState.OPEN else again)
