"""Where a person lives and has lived: see it, move, write an earlier home, what stands in the way, guests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.rooms.access.enums import Action
from samhold.rooms.care.actions import guests, tenancies
from samhold.rooms.care.forms.housing import GuestDay, Situate, WriteEarlier, situated
from samhold.rooms.care.housing_access import access_tenancy, open_to_housing
from samhold.sites.staff.pages.beside import carried_out, tried
from samhold.sites.staff.pages.circle import key_of
from samhold.sites.staff.pages.housing import frame, housing_page, move_form, said_of_home
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse


@staff
def show(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show where the person lives, what stands in the way of a lasting home, and where they have lived."""
    now = timezone.now()
    person = open_to_housing(actor=request.user, person_id=person_id, now=now)
    return render(request, "staff/housing/show.html", housing_page(person, now=now))


@staff
def move(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Write down a new home; ask again before somebody newly sober is sent among active use."""
    now = timezone.now()
    person = open_to_housing(actor=request.user, person_id=person_id, now=now, action=Action.RECORD)
    form, made = move_form(request, person, now=now), []

    def act() -> None:
        key = key_of(request)
        made.append(tenancies.move_in(person=person, tenancy=form.tenancy, by=request.user, now=now, key=key))

    if request.method == "POST" and form.is_valid() and not form.asks_again and tried(form, act):
        return _moved(request, person_id, made[0].pk)
    return render(request, "staff/housing/move.html", frame(person, now=now) | {"form": form})


@staff
def earlier(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Write down a home of the past."""
    now = timezone.now()
    person = open_to_housing(actor=request.user, person_id=person_id, now=now, action=Action.RECORD)
    form, made = WriteEarlier(request.POST or None), []

    def act() -> None:
        key = key_of(request)
        made.append(tenancies.move_in(person=person, tenancy=form.tenancy, by=request.user, now=now, key=key))

    if request.method == "POST" and form.is_valid() and tried(form, act):
        return _moved(request, person_id, made[0].pk)
    title = _("Write down an earlier home")
    return render(request, "staff/housing/form.html", frame(person, now=now) | {"form": form, "title": title})


@staff
def situate(request: StaffRequest, person_id: UUID, tenancy_id: UUID) -> HttpResponse:
    """Write down what stands in the way of a lasting home; a late save shows what stands."""
    now = timezone.now()
    row = access_tenancy(actor=request.user, person_id=person_id, tenancy_id=tenancy_id, now=now)
    form, said = Situate(request.POST or None, initial=situated(row)), said_of_home(row)

    def act() -> None:
        base, new = form.cleaned_data["base_version"], form.situation(row)
        tenancies.change(tenancy=row, situation=new, base_version=base, by=request.user, now=now)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("Saved."))
        return redirect("staff:housing", person_id)
    saved = said if form.non_field_errors() else ()
    context = {"form": form, "title": _("What stands in the way of a lasting home?"), "saved": saved}
    return render(request, "staff/housing/form.html", frame(row.person, now=now) | context)


@require_POST
@staff
def guests_came(request: StaffRequest, person_id: UUID, tenancy_id: UUID) -> HttpResponse:
    """Say that guests have taken over the home."""
    return _guests(
        request, person_id, tenancy_id, guests.came, _("Written down. The primary contact is asked to help.")
    )


@require_POST
@staff
def guests_left(request: StaffRequest, person_id: UUID, tenancy_id: UUID) -> HttpResponse:
    """Say that the guests are gone."""
    return _guests(request, person_id, tenancy_id, guests.left, _("Written down: the guests are gone."))


@require_POST
@staff
def guests_take_back(request: StaffRequest, person_id: UUID, tenancy_id: UUID) -> HttpResponse:
    """Take back what was said of guests last."""
    now = timezone.now()
    row = access_tenancy(actor=request.user, person_id=person_id, tenancy_id=tenancy_id, now=now)
    carried_out(request, lambda: guests.take_back(tenancy=row, by=request.user, now=now), _("Taken back."))
    return redirect("staff:housing", person_id)


@require_POST
@staff
def take_back(request: StaffRequest, person_id: UUID, tenancy_id: UUID) -> HttpResponse:
    """Remove a home that was written by mistake."""
    now = timezone.now()
    row = access_tenancy(actor=request.user, person_id=person_id, tenancy_id=tenancy_id, now=now)
    carried_out(request, lambda: tenancies.take_back(tenancy=row, by=request.user, now=now), _("Taken back."))
    return redirect("staff:housing", person_id)


def _moved(request: StaffRequest, person_id: UUID, tenancy_id: UUID) -> HttpResponse:
    done(request, _("The home is saved."), undo=reverse("staff:housing_take_back", args=[person_id, tenancy_id]))
    return redirect("staff:housing", person_id)


def _guests(
    request: StaffRequest, person_id: UUID, tenancy_id: UUID, act: Callable[..., object], said: str
) -> HttpResponse:
    now = timezone.now()
    row = access_tenancy(actor=request.user, person_id=person_id, tenancy_id=tenancy_id, now=now)
    form = GuestDay(request.POST)
    if form.is_valid() and tried(form, lambda: act(tenancy=row, by=request.user, now=now, **form.cleaned_data)):
        done(request, said, undo=reverse("staff:housing_guests_take_back", args=[person_id, tenancy_id]))
        return redirect("staff:housing", person_id)
    return render(request, "staff/housing/show.html", housing_page(row.person, now=now, guest_form=form))
