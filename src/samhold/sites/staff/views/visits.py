"""Check in on a visit, stay longer, check out; and the page of a visit for whoever waits."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.access import access_appointment
from samhold.rooms.care.actions import watches
from samhold.rooms.care.safety_access import access_watch, open_to_safety
from samhold.sites.staff.pages.beside import carried_out, tried
from samhold.sites.staff.pages.circle import key_of
from samhold.sites.staff.pages.safety import frame
from samhold.sites.staff.pages.visits import MORE, check_in_form, watch_page
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from samhold.rooms.care.models import Appointment
    from samhold.rooms.people.models import Person


@staff
def check_in(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Check in on a visit: one press from my day, or a form that asks who waits."""
    now = timezone.now()
    person, appointment = _whom(request, person_id, now=now)
    require(request.user, Action.RECORD, person, Category.APPOINTMENTS, now=now)
    form = check_in_form(request, appointment, now=now)

    def act() -> None:
        watch = form.watch(now=now, appointment=appointment)
        watches.check_in(person=person, watch=watch, by=request.user, now=now, key=key_of(request))

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("You are checked in. Remember to check out."))
        return redirect("staff:my_day")
    context = frame(person, now=now) | {"form": form, "appointment": appointment}
    return render(request, "staff/visits/check_in.html", context)


@staff
def show(request: StaffRequest, watch_id: UUID) -> HttpResponse:
    """Show a visit under way to those who take part in its watch."""
    now = timezone.now()
    watched = access_watch(actor=request.user, watch_id=watch_id, now=now)
    return render(request, "staff/visits/show.html", watch_page(watched, viewer=request.user, now=now))


@require_POST
@staff
def check_out(request: StaffRequest, watch_id: UUID) -> HttpResponse:
    """Say that whoever was in is out, and well."""
    now = timezone.now()
    watch = access_watch(actor=request.user, watch_id=watch_id, now=now).watch
    carried_out(request, lambda: watches.check_out(watch=watch, by=request.user, now=now), _("Checked out."))
    return redirect("staff:my_day")


@require_POST
@staff
def extend(request: StaffRequest, watch_id: UUID) -> HttpResponse:
    """Stay half an hour longer."""
    now = timezone.now()
    watch = access_watch(actor=request.user, watch_id=watch_id, now=now).watch
    until = max(watch.expected_at, now) + MORE
    carried_out(
        request,
        lambda: watches.extend(watch=watch, expected_at=until, by=request.user, now=now),
        _("You have half an hour more."),
    )
    return redirect("staff:my_day")


def _whom(request: StaffRequest, person_id: UUID, *, now: datetime) -> tuple[Person, Appointment | None]:
    try:
        appointment_id = UUID(request.GET.get("appointment", ""))
    except ValueError:
        needs = (Category.APPOINTMENTS,)
        return open_to_safety(actor=request.user, person_id=person_id, now=now, needs=needs), None
    found = access_appointment(actor=request.user, person_id=person_id, appointment_id=appointment_id, now=now)
    return found.person, found
