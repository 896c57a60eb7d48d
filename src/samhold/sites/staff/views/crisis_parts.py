"""The parts of the crisis plan: each is written and saved by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.errors import DomainError, NotAllowed, NotAvailable
from samhold.foundation.time import local_day
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.actions import crisis_calls, crisis_plans
from samhold.rooms.care.forms.crisis_plans import TITLES, SetDays, WriteCall, WritePart, WriteStep
from samhold.rooms.care.plan_access import access_crisis_call, access_crisis_edition, access_crisis_step
from samhold.sites.staff.pages import crisis as page
from samhold.sites.staff.pages.circle import key_of
from samhold.sites.staff.pages.parts import Change, Part, changed
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.sites.staff.views.crisis import to_write
from samhold.ui.messages import done

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpResponse

    from samhold.rooms.care.models import CrisisPlan


def _whole(request: StaffRequest, plan: CrisisPlan, *, now: datetime) -> Callable[[Part], HttpResponse]:
    def drawn(part: Part) -> HttpResponse:
        return render(request, "staff/crisis/edit.html", page.edit_page(plan, now=now, open_part=part))

    return drawn


def _place(plan: CrisisPlan) -> str:
    return reverse("staff:crisis_edit", args=[plan.person_id, plan.pk])


@staff
def days(request: StaffRequest, person_id: UUID, crisis_plan_id: UUID) -> HttpResponse:
    """Say when the plan was gone through, whether with the person, and until when it is good."""
    now = timezone.now()
    plan = to_write(request, person_id, crisis_plan_id, now=now)
    form = SetDays(request.POST or None, today=local_day(now), plan=plan)
    by = request.user
    change = Change(
        part=page.days_part(plan),
        form=form,
        save=lambda _form: crisis_plans.set_days(plan=plan, days=form.days, base_version=form.version, by=by, now=now),
        fresh=lambda: page.days_part(plan),
        whole=_whole(request, plan, now=now),
        place=_place(plan),
        refused={crisis_plans.CrisisPlanDays: "valid_until_date"},
    )
    return changed(request, change, now=now)


@staff
def text(request: StaffRequest, person_id: UUID, crisis_plan_id: UUID, name: str) -> HttpResponse:
    """Write one of the plan's texts."""
    now = timezone.now()
    plan = to_write(request, person_id, crisis_plan_id, now=now)
    if name not in TITLES:
        raise NotAvailable
    form = WritePart(request.POST or None, name=name, plan=plan)
    by = request.user
    change = Change(
        part=page.text_part(plan, name),
        form=form,
        save=lambda _form: crisis_plans.change(plan=plan, texts=form.texts, base_version=form.version, by=by, now=now),
        fresh=lambda: page.text_part(plan, name),
        whole=_whole(request, plan, now=now),
        place=_place(plan),
    )
    return changed(request, change, now=now)


@staff
def step(request: StaffRequest, person_id: UUID, step_id: UUID) -> HttpResponse:
    """Write what is seen at a stage, and who does what then."""
    now = timezone.now()
    found = access_crisis_step(actor=request.user, person_id=person_id, step_id=step_id, now=now)
    require(request.user, Action.PLAN, found.person, Category.CRISIS, now=now)
    form = WriteStep(request.POST or None, step=found)
    by = request.user
    change = Change(
        part=page.step_part(found.plan, found),
        form=form,
        save=lambda _form: crisis_plans.change_step(
            step=found, text=form.text, base_version=form.version, by=by, now=now
        ),
        fresh=lambda: page.step_part(found.plan, found),
        whole=_whole(request, found.plan, now=now),
        place=_place(found.plan),
    )
    return changed(request, change, now=now)


@staff
def call(request: StaffRequest, person_id: UUID, call_id: UUID) -> HttpResponse:
    """Write whom to call."""
    now = timezone.now()
    found = access_crisis_call(actor=request.user, person_id=person_id, call_id=call_id, now=now)
    require(request.user, Action.PLAN, found.person, Category.CRISIS, now=now)
    form = WriteCall(request.POST or None, call=found)
    by = request.user
    change = Change(
        part=page.call_part(found.plan, found),
        form=form,
        save=lambda _form: crisis_calls.change(call=found, text=form.text, base_version=form.version, by=by, now=now),
        fresh=lambda: page.call_part(found.plan, found),
        whole=_whole(request, found.plan, now=now),
        place=_place(found.plan),
        refused={crisis_calls.CallIncomplete: "phone"},
    )
    return changed(request, change, now=now)


@staff
def add_call(request: StaffRequest, person_id: UUID, crisis_plan_id: UUID) -> HttpResponse:
    """Add somebody to call, last in the list."""
    now = timezone.now()
    plan = to_write(request, person_id, crisis_plan_id, now=now)
    form = WriteCall(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            crisis_calls.add(plan=plan, text=form.text, by=request.user, now=now, key=key_of(request))
        except NotAllowed:
            raise
        except DomainError as refusal:
            form.add_error("phone", str(refusal.message))
        else:
            done(request, _("%s is on the list.") % form.cleaned_data["name"])
            return redirect(f"{_place(plan)}#calls")
    return _whole(request, plan, now=now)(page.new_call_part(plan, form))


@require_POST
@staff
def remove_call(request: StaffRequest, person_id: UUID, call_id: UUID) -> HttpResponse:
    """Take somebody off the list, which can be taken back."""
    now = timezone.now()
    found = access_crisis_call(actor=request.user, person_id=person_id, call_id=call_id, now=now)
    place, name = f"{_place(found.plan)}#calls", found.name
    try:
        edition = crisis_calls.remove(call=found, by=request.user, now=now)
    except NotAllowed:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        undo = reverse("staff:crisis_call_put_back", args=[person_id, edition.pk])
        done(request, _("%s is taken off the list.") % name, undo=undo)
    return redirect(place)


@require_POST
@staff
def put_call_back(request: StaffRequest, person_id: UUID, edition_id: UUID) -> HttpResponse:
    """Put somebody back who was taken off the list."""
    now = timezone.now()
    edition = access_crisis_edition(actor=request.user, person_id=person_id, edition_id=edition_id, now=now)
    try:
        crisis_calls.put_back(edition=edition, by=request.user, now=now)
    except NotAllowed:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        done(request, _("The line is on the list again."))
    return redirect(f"{_place(edition.plan)}#calls")
