"""Who is involved: see, add, change, end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.errors import DomainError
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.organisations.queries.units import workers_of
from samhold.rooms.people.access import access_member
from samhold.rooms.people.actions import network
from samhold.rooms.people.forms.network import AddFromUnit, AddKin, ChangeMember
from samhold.rooms.people.queries.network import card, ended
from samhold.sites.staff.pages.circle import (
    back_to,
    choose_unit,
    key_of,
    manages_network,
    open_person,
    open_to_manage_network,
    try_to,
)
from samhold.sites.staff.pages.head import head_of
from samhold.sites.staff.pages.words import two_texts
from samhold.sites.staff.requests import StaffRequest, staff

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpResponse

    from samhold.rooms.organisations.models import Unit
    from samhold.rooms.people.forms.fields import ChooseUnit
    from samhold.rooms.people.models import NetworkMember, Person


def frame(person: Person, tab: str = "network") -> dict[str, object]:
    """Return what every page about a person needs."""
    return {"head": head_of(person, now=timezone.now()), "tab": tab, "section": "persons"}


@staff
def show(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show who is involved and what each may see."""
    person = open_person(request, person_id, "network")
    context = frame(person) | {
        "may_change": manages_network(person),
        "earlier": ended(person=person, now=timezone.now()),
    }
    return render(request, "staff/network/show.html", context)


@staff
def add(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Add a worker or a service: first where they work, then who."""
    person = open_to_manage_network(request, person_id)
    choose = choose_unit(request, person)
    if not choose.is_bound or not choose.is_valid():
        return render(request, "staff/network/add.html", frame(person) | {"choose": choose})
    return _add_from(request, person, choose, choose.cleaned_data["unit"])


def _added(request: StaffRequest, person: Person, form: AddFromUnit | AddKin, *, now: datetime) -> NetworkMember:
    party, terms, key = form.party, form.terms, key_of(request)
    return network.add(person=person, party=party, terms=terms, by=request.user, now=now, key=key)


def _add_from(request: StaffRequest, person: Person, choose: ChooseUnit, unit: Unit) -> HttpResponse:
    now = timezone.now()
    form = AddFromUnit(request.POST or None, unit=unit, workers=workers_of(unit.pk, now), now=now)
    if request.method == "POST" and form.is_valid():
        try:
            member = _added(request, person, form, now=now)
        except DomainError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            undo = reverse("staff:network_end", args=[person.pk, member.pk])
            return back_to(request, person.pk, "network", _("%s is now involved.") % card(member).name, undo=undo)
    return render(request, "staff/network/add.html", frame(person) | {"choose": choose, "form": form, "unit": unit})


@staff
def add_kin(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Add a next of kin or a guardian."""
    person = open_to_manage_network(request, person_id)
    now = timezone.now()
    form = AddKin(request.POST or None, now=now)
    if request.method == "POST" and form.is_valid():
        try:
            member = _added(request, person, form, now=now)
        except DomainError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            undo = reverse("staff:network_end", args=[person_id, member.pk])
            return back_to(request, person_id, "network", _("%s is now involved.") % member.name, undo=undo)
    return render(request, "staff/network/kin.html", frame(person) | {"form": form})


@staff
def change(request: StaffRequest, person_id: UUID, member_id: UUID) -> HttpResponse:
    """Change what a line says; if somebody else did meanwhile, show both texts."""
    person = open_to_manage_network(request, person_id)
    member = access_member(person=person, member_id=member_id)
    shown = card(member)
    form = ChangeMember(request.POST or None, member=member)
    context = frame(person) | {"form": form, "member": shown}
    if request.method == "POST" and form.is_valid():
        if form.keeps_saved:
            return redirect("staff:network", person_id)
        try:
            network.change(member=member, terms=form.terms, by=request.user, now=timezone.now(), **form.values)
        except StaleVersion as stale:
            mine, theirs = two_texts(stale.differences())
            context |= {"mine": mine, "theirs": theirs, "version": shown.version}
            return render(request, "staff/network/both.html", context)
        except DomainError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return back_to(request, person_id, "network", _("What is said about %s is changed.") % shown.name)
    return render(request, "staff/network/change.html", context)


@staff
@require_POST
def end(request: StaffRequest, person_id: UUID, member_id: UUID) -> HttpResponse:
    """End somebody's part; it can be taken back."""
    person = open_to_manage_network(request, person_id)
    member = access_member(person=person, member_id=member_id)

    def act() -> str:
        network.end(member=member, by=request.user, now=timezone.now())
        return _("%s is no longer involved, and sees nothing more by it from now.") % card(member).name

    undo = reverse("staff:network_reopen", args=[person_id, member_id])
    return try_to(request, person_id, "network", act, undo=undo)


@staff
@require_POST
def reopen(request: StaffRequest, person_id: UUID, member_id: UUID) -> HttpResponse:
    """Take back that somebody's part has ended."""
    person = open_to_manage_network(request, person_id)
    member = access_member(person=person, member_id=member_id)

    def act() -> str:
        network.reopen(member=member, by=request.user, now=timezone.now())
        return _("%s is involved again.") % card(member).name

    return try_to(request, person_id, "network", act)
