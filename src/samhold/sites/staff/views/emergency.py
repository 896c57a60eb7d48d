"""Emergency access: take it, use it, give it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.errors import DomainError
from samhold.rooms.access.enums import Category, Purpose
from samhold.rooms.access.rules import STAFF_WHO_HELP
from samhold.rooms.organisations.access import memberships_of
from samhold.rooms.people.access import access_person, note_listed
from samhold.rooms.people.actions import emergency
from samhold.rooms.people.forms.emergency import TakeEmergencyAccess
from samhold.rooms.people.queries.emergency import open_persons
from samhold.rooms.people.queries.network import involved
from samhold.sites.staff.pages.circle import key_of
from samhold.sites.staff.pages.emergency import glance_of, open_ones
from samhold.sites.staff.reauthentication import confirmed
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from samhold.rooms.people.models import Person

SHOWN = (Category.NETWORK, Category.CRISIS, Category.SAFETY)


@staff
@confirmed
def take(request: StaffRequest) -> HttpResponse:
    """Take emergency access to one person, by the whole national number."""
    now = timezone.now()
    posts = memberships_of(request.user.pk, now).filter(role__in=STAFF_WHO_HELP)
    form = TakeEmergencyAccess(request.POST or None, posts=posts)
    if request.method == "POST" and form.is_valid():
        try:
            grant = emergency.take(**form.cleaned_data, by=request.user, now=now, key=key_of(request))
        except DomainError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            _open(request, grant.person_id)
            return redirect("staff:emergency_person", grant.person_id)
    found = open_persons(actor=request.user, now=now)
    persons = [person for person, _until in found]
    note_listed(persons, actor=request.user, purpose=Purpose.EMERGENCY, now=now, subject="emergency")
    context = {"form": form, "may_take": bool(posts), "open": open_ones(found, now)}
    return render(request, "staff/emergency/take.html", context)


def _open(request: StaffRequest, person_id: UUID) -> Person:
    """Come through the door; one that a block closes looks like one that is not there, and nothing was taken."""
    return access_person(
        actor=request.user,
        person_id=person_id,
        purpose=Purpose.EMERGENCY,
        now=timezone.now(),
        subject="emergency",
        categories=SHOWN,
    )


@staff
def show(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show what is needed in an emergency, and nothing else, while the access lasts."""
    now = timezone.now()
    person = _open(request, person_id)
    network = involved(person=person, now=now, purpose=Purpose.EMERGENCY)
    open_now = open_persons(actor=request.user, now=now)
    return render(request, "staff/emergency/person.html", {"glance": glance_of(person, network, open_now, now)})


@staff
@require_POST
def give_back(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """End an emergency access before its time."""
    person = _open(request, person_id)
    emergency.give_back(person=person, by=request.user, now=timezone.now())
    done(request, _("You have given the emergency access back. It will still be reviewed."))
    return redirect("staff:my_day")
