"""Appointments: plan one, cancel it, take the cancelling back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.errors import DomainError
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.access import access_appointment
from samhold.rooms.care.actions import appointments
from samhold.sites.staff.back import back, onward
from samhold.sites.staff.pages.head import head_of
from samhold.sites.staff.pages.person import open_person
from samhold.sites.staff.pages.planning import plan_page
from samhold.sites.staff.requests import StaffRequest, mutation_key, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse


@staff
def plan(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Plan an appointment with workers of one's own unit."""
    now = timezone.now()
    person = open_person(request, person_id, now=now, subject="new appointment")
    require(request.user, Action.PLAN, person, Category.APPOINTMENTS, now=now)
    page = plan_page(request, now=now)
    if request.method == "POST" and page.form.is_valid():
        new, key = page.form.appointment, mutation_key(request, page.form.cleaned_data)
        try:
            made = appointments.plan(person=person, unit=page.unit, appointment=new, by=request.user, now=now, key=key)
        except DomainError as refusal:
            page.form.add_error(None, str(refusal.message))
        else:
            done(request, _("The appointment is planned."), undo=onward(request, "cancel", person_id, made.pk))
            return redirect("staff:person", person_id)
    context = {"section": "persons", "tab": "", "head": head_of(person, now=now), "person": person, "page": page}
    return render(request, "staff/appointments/plan.html", context)


@require_POST
@staff
def cancel(request: StaffRequest, person_id: UUID, appointment_id: UUID) -> HttpResponse:
    """Cancel an appointment that is still planned."""
    now = timezone.now()
    found = access_appointment(actor=request.user, person_id=person_id, appointment_id=appointment_id, now=now)
    try:
        appointments.cancel(appointment=found, by=request.user, now=now)
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        done(request, _("The appointment is cancelled."), undo=onward(request, "restore", person_id, found.pk))
    return back(request, person_id, at=found.starts_at)


@require_POST
@staff
def restore(request: StaffRequest, person_id: UUID, appointment_id: UUID) -> HttpResponse:
    """Take back a cancelling."""
    now = timezone.now()
    found = access_appointment(actor=request.user, person_id=person_id, appointment_id=appointment_id, now=now)
    try:
        appointments.restore(appointment=found, by=request.user, now=now)
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        done(request, _("The appointment is planned again."), undo=onward(request, "cancel", person_id, found.pk))
    return back(request, person_id, at=found.starts_at)
