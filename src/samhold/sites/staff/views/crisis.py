"""The crisis plan: read it, make it, open it to write, give copies, close it, tell how it came about, print it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.errors import DomainError, NotAllowed
from samhold.foundation.time import local_day
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.actions import crisis_plans
from samhold.rooms.care.actions.printing import print_crisis_plan
from samhold.rooms.care.forms.crisis_plans import GiveCopy, SetDays
from samhold.rooms.care.plan_access import access_crisis_plan, open_to_crisis
from samhold.rooms.care.queries.plan_history import history_of_crisis_plan
from samhold.sites.staff.pages import crisis as page
from samhold.sites.staff.pages.circle import key_of
from samhold.sites.staff.pages.plan_history import lines
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.care.models import CrisisPlan


def to_write(request: StaffRequest, person_id: UUID, plan_id: UUID, *, now: datetime) -> CrisisPlan:
    """
    Return a crisis plan for somebody who may change it.

    :raises NotAvailable, NotAllowed: as the door and the rules say.
    """
    plan = access_crisis_plan(actor=request.user, person_id=person_id, plan_id=plan_id, now=now)
    require(request.user, Action.PLAN, plan.person, Category.CRISIS, now=now)
    return plan


@staff
def show(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show the plan to read; where there is none, make one."""
    now = timezone.now()
    person = open_to_crisis(actor=request.user, person_id=person_id, now=now)
    if request.method != "POST":
        return render(request, "staff/crisis/show.html", page.crisis_page(person, now=now))
    require(request.user, Action.PLAN, person, Category.CRISIS, now=now)
    form = SetDays(request.POST, today=local_day(now))
    if form.is_valid():
        try:
            made = crisis_plans.make(person=person, days=form.days, by=request.user, now=now, key=key_of(request))
        except NotAllowed:
            raise
        except DomainError as refusal:
            form.add_error("valid_until_date", str(refusal.message))
        else:
            done(request, _("The crisis plan is begun. Write whom to call first."))
            return redirect("staff:crisis_edit", person_id, made.pk)
    return render(request, "staff/crisis/show.html", page.crisis_page(person, now=now, make=form))


@staff
def edit(request: StaffRequest, person_id: UUID, crisis_plan_id: UUID) -> HttpResponse:
    """Show every part of the plan with the way to change it."""
    now = timezone.now()
    plan = to_write(request, person_id, crisis_plan_id, now=now)
    if not plan.is_open:
        return redirect("staff:crisis_plan", person_id)
    return render(request, "staff/crisis/edit.html", page.edit_page(plan, now=now))


@require_POST
@staff
def give_copy(request: StaffRequest, person_id: UUID, crisis_plan_id: UUID) -> HttpResponse:
    """Write down who was given a copy."""
    now = timezone.now()
    plan = to_write(request, person_id, crisis_plan_id, now=now)
    form = GiveCopy(request.POST)
    if form.is_valid():
        given_to = form.cleaned_data["given_to"]
        try:
            crisis_plans.give_copy(plan=plan, given_to=given_to, by=request.user, now=now, key=key_of(request))
        except NotAllowed:
            raise
        except DomainError as refusal:
            form.add_error("given_to", str(refusal.message))
        else:
            done(request, _("It is written down who has a copy."))
            return redirect(f"{reverse('staff:crisis_edit', args=[person_id, crisis_plan_id])}#copies")
    return render(request, "staff/crisis/edit.html", page.edit_page(plan, now=now) | {"copy": form})


@require_POST
@staff
def close(request: StaffRequest, person_id: UUID, crisis_plan_id: UUID) -> HttpResponse:
    """Close the plan, which can be taken back the same day."""
    now = timezone.now()
    plan = to_write(request, person_id, crisis_plan_id, now=now)
    try:
        crisis_plans.close(plan=plan, by=request.user, now=now)
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        undo = reverse("staff:crisis_reopen", args=[person_id, crisis_plan_id])
        done(request, _("The crisis plan is closed. It is kept."), undo=undo)
    return redirect("staff:crisis_plan", person_id)


@require_POST
@staff
def reopen(request: StaffRequest, person_id: UUID, crisis_plan_id: UUID) -> HttpResponse:
    """Take back that the plan was closed."""
    now = timezone.now()
    plan = to_write(request, person_id, crisis_plan_id, now=now)
    try:
        crisis_plans.reopen(plan=plan, by=request.user, now=now)
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        done(request, _("The crisis plan is open again."))
    return redirect("staff:crisis_plan", person_id)


@staff
def history(request: StaffRequest, person_id: UUID, crisis_plan_id: UUID) -> HttpResponse:
    """Show who changed what and when, with the text before and after."""
    now = timezone.now()
    plan = access_crisis_plan(actor=request.user, person_id=person_id, plan_id=crisis_plan_id, now=now)
    context = page.frame(plan.person, now=now) | {"plan": plan, "lines": lines(history_of_crisis_plan(plan=plan))}
    back = reverse("staff:crisis_plan", args=[person_id])
    return render(request, "staff/plans/history.html", context | {"back_url": back})


@staff
def paper(request: StaffRequest, person_id: UUID, crisis_plan_id: UUID) -> HttpResponse:
    """Give the plan as a PDF of one sheet, in the person's written form or the language that is asked for."""
    now = timezone.now()
    plan = access_crisis_plan(actor=request.user, person_id=person_id, plan_id=crisis_plan_id, now=now)
    typeset = print_crisis_plan(plan=plan, by=request.user, now=now, language=request.GET.get("language", ""))
    named = 'inline; filename="kriseplan.pdf"'
    return HttpResponse(typeset, content_type="application/pdf", headers={"Content-Disposition": named})
