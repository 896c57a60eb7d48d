"""The individual plan: show it, begin it with consent, close it, tell how it came about, put it on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.errors import DomainError, NotAllowed
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.actions import individual_plans
from samhold.rooms.care.actions.printing import print_plan
from samhold.rooms.care.forms.plans import ClosePlan
from samhold.rooms.care.plan_access import access_plan, open_to_plan
from samhold.rooms.care.queries.plan_history import history_of_plan
from samhold.sites.staff.pages.circle import key_of, try_to
from samhold.sites.staff.pages.head import head_of
from samhold.sites.staff.pages.plan import begin_form, plan_page
from samhold.sites.staff.pages.plan_history import lines
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from uuid import UUID

REFUSED_AT = {
    individual_plans.ConsentMissing: "given_date",
    individual_plans.ConsentInFuture: "given_date",
    individual_plans.PlanRunsBackwards: "revise_date",
}


@staff
def show(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show the plan; where there is none, ask for the consent that it begins with."""
    now = timezone.now()
    person = open_to_plan(actor=request.user, person_id=person_id, now=now)
    if request.method != "POST":
        return render(request, "staff/plans/show.html", plan_page(request, person, now=now))
    require(request.user, Action.PLAN, person, Category.PLAN, now=now)
    form = begin_form(request, now=now, is_sent=True)
    if form.is_valid():
        days, key = {"revise_date": form.cleaned_data["revise_date"]}, key_of(request)
        try:
            individual_plans.begin(person=person, consent=form.consent, **days, by=request.user, now=now, key=key)
        except NotAllowed:
            raise
        except DomainError as refusal:
            form.add_error(REFUSED_AT.get(type(refusal)), str(refusal.message))
        else:
            done(request, _("The plan has begun. Write the first goal."))
            return redirect("staff:individual_plan", person_id)
    return render(request, "staff/plans/show.html", plan_page(request, person, now=now, begin=form))


@require_POST
@staff
def close(request: StaffRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Close the plan, which can be taken back the same day."""
    now = timezone.now()
    plan = access_plan(actor=request.user, person_id=person_id, plan_id=plan_id, now=now)
    form = ClosePlan(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""

    def act() -> str:
        individual_plans.close(plan=plan, why=why, by=request.user, now=now)
        return _("The plan is closed. It is kept, and can be read.")

    undo = reverse("staff:plan_reopen", args=[person_id, plan_id])
    return try_to(request, person_id, "individual_plan", act, undo=undo)


@require_POST
@staff
def reopen(request: StaffRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Take back that the plan was closed."""
    now = timezone.now()
    plan = access_plan(actor=request.user, person_id=person_id, plan_id=plan_id, now=now)

    def act() -> str:
        individual_plans.reopen(plan=plan, by=request.user, now=now)
        return _("The plan is open again.")

    return try_to(request, person_id, "individual_plan", act)


@staff
def history(request: StaffRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Show who changed what and when, with the text before and after."""
    now = timezone.now()
    plan = access_plan(actor=request.user, person_id=person_id, plan_id=plan_id, now=now)
    context = {"section": "persons", "tab": "individual_plan", "head": head_of(plan.person, now=now), "plan": plan}
    context |= {"base": "staff/person/base.html", "lines": lines(history_of_plan(plan=plan))}
    back = reverse("staff:individual_plan", args=[person_id])
    return render(request, "staff/plans/history.html", context | {"back_url": back})


@staff
def paper(request: StaffRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Give the plan as a PDF, in the person's written form or the language that is asked for."""
    now = timezone.now()
    plan = access_plan(actor=request.user, person_id=person_id, plan_id=plan_id, now=now)
    typeset = print_plan(plan=plan, by=request.user, now=now, language=request.GET.get("language", ""))
    named = 'inline; filename="individuell-plan.pdf"'
    return HttpResponse(typeset, content_type="application/pdf", headers={"Content-Disposition": named})
