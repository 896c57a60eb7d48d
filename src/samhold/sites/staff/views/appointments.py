"""Appointments: plan one, move it, cancel it, take either back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.errors import DomainError
from samhold.foundation.time import OSLO
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.absence_enums import AbsenceNext
from samhold.rooms.care.access import access_appointment
from samhold.rooms.care.actions import appointments, cancellings
from samhold.rooms.care.forms.absences import CancelAppointment
from samhold.sites.staff.back import back, onward
from samhold.sites.staff.pages.beside import tell, tried
from samhold.sites.staff.pages.coming import change_page, move_form
from samhold.sites.staff.pages.head import head_of
from samhold.sites.staff.pages.person import open_person
from samhold.sites.staff.pages.planning import plan_page
from samhold.sites.staff.requests import StaffRequest, mutation_key, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpResponse

    from samhold.rooms.care.forms.appointments import MoveAppointment
    from samhold.rooms.care.models import Appointment


@staff
def plan(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Plan an appointment with workers of one's own unit."""
    now = timezone.now()
    person = open_person(request, person_id, now=now, subject="new appointment")
    require(request.user, Action.PLAN, person, Category.APPOINTMENTS, now=now)
    page = plan_page(request, person, now=now)
    if request.method == "POST" and page.form.is_valid():
        new, key = page.form.appointment, mutation_key(request, page.form.cleaned_data)
        try:
            made = appointments.plan(person=person, unit=page.unit, appointment=new, by=request.user, now=now, key=key)
        except DomainError as refusal:
            tell(page.form, refusal)
        else:
            done(request, _("The appointment is planned."), undo=onward(request, "cancel", person_id, made.pk))
            return redirect("staff:person", person_id)
    context = {"section": "persons", "tab": "", "head": head_of(person, now=now), "person": person, "page": page}
    return render(request, "staff/appointments/plan.html", context)


@staff
def change(request: StaffRequest, person_id: UUID, appointment_id: UUID) -> HttpResponse:
    """Show an appointment to be moved or cancelled, and move it."""
    now = timezone.now()
    found = access_appointment(actor=request.user, person_id=person_id, appointment_id=appointment_id, now=now)
    require(request.user, Action.PLAN, found.person, Category.APPOINTMENTS, now=now)
    form = move_form(request, found)
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _move(request, found, form, now)):
        done(request, _moved(found), undo=onward(request, "move_back", person_id, found.pk))
        return back(request, person_id, at=found.starts_at)
    return render(request, "staff/appointments/change.html", change_page(request, found, form, now=now))


def _move(request: StaffRequest, found: Appointment, form: MoveAppointment, now: datetime) -> Appointment:
    starts_at, version = form.starts_at, form.cleaned_data["base_version"]
    return appointments.move(appointment=found, starts_at=starts_at, base_version=version, by=request.user, now=now)


def _moved(appointment: Appointment) -> str:
    at = appointment.starts_at.astimezone(OSLO)
    when = f"{date_format(at, 'l')} {date_format(at, 'MONTH_DAY_FORMAT')} {at:%H:%M}"
    return _("%(name)s: moved to %(when)s.") % {"name": appointment.person.name, "when": when}


@require_POST
@staff
def cancel(request: StaffRequest, person_id: UUID, appointment_id: UUID) -> HttpResponse:
    """Cancel an appointment that is still planned, by whom the button tells; on to a new time if that was chosen."""
    form, ids = CancelAppointment(request.POST), (person_id, appointment_id)
    if not form.is_valid():
        raise BadRequest

    def act(found: Appointment, now: datetime) -> Appointment:
        who, reason, then = form.who, form.reason, form.then
        return cancellings.cancel(
            appointment=found, cancelled_by=who, reason=reason, then=then, by=request.user, now=now
        )

    said = _("%(name)s: the appointment is cancelled.")
    gone = _changed(request, ids, act, text=said, undo="restore")
    return redirect("staff:plan", person_id) if form.then == AbsenceNext.NEW_TIME else gone


@require_POST
@staff
def restore(request: StaffRequest, person_id: UUID, appointment_id: UUID) -> HttpResponse:
    """Take back a cancelling."""
    return _changed(
        request,
        (person_id, appointment_id),
        lambda found, now: cancellings.restore(appointment=found, by=request.user, now=now),
        text=_("%(name)s: the appointment is planned again."),
    )


@require_POST
@staff
def move_back(request: StaffRequest, person_id: UUID, appointment_id: UUID) -> HttpResponse:
    """Take back a move."""
    return _changed(
        request,
        (person_id, appointment_id),
        lambda found, now: appointments.move_back(appointment=found, by=request.user, now=now),
        text=_("%(name)s: the appointment is back where it was."),
    )


def _changed(
    request: StaffRequest,
    ids: tuple[UUID, UUID],
    act: Callable[[Appointment, datetime], Appointment],
    *,
    text: str,
    undo: str = "",
) -> HttpResponse:
    """Do something with an appointment, tell of it, and go back to where it was asked for."""
    now = timezone.now()
    found = access_appointment(actor=request.user, person_id=ids[0], appointment_id=ids[1], now=now)
    try:
        act(found, now)
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        done(request, text % {"name": found.person.name}, undo=onward(request, undo, *ids) if undo else "")
    return back(request, ids[0], at=found.starts_at)
