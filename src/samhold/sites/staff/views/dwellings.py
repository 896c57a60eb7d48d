"""The register of homes and meeting places: what there is and what has room; add, change, close, open again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.rooms.access.engine import require_without_person
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.care.actions import dwellings
from samhold.rooms.care.forms.housing import KeepDwelling
from samhold.rooms.care.housing_access import access_dwelling
from samhold.sites.staff.pages.beside import carried_out, tried
from samhold.sites.staff.pages.circle import key_of
from samhold.sites.staff.pages.housing import Said, add_form, register_page, said_of_place
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from samhold.rooms.care.models import Dwelling


@staff
def show(request: StaffRequest) -> HttpResponse:
    """Show the homes and meeting places of the municipalities that one works for."""
    return render(request, "staff/housing/register.html", register_page(request, now=timezone.now()))


@staff
def add(request: StaffRequest) -> HttpResponse:
    """Add a home or a meeting place."""
    now = timezone.now()
    require_without_person(
        request.user, Action.CONFIGURE, Category.ECONOMY_HOUSING, now=now, purpose=Purpose.COORDINATION
    )
    form = add_form(request, now=now)

    def act() -> None:
        organisation = form.cleaned_data["organisation"]
        dwellings.add(organisation=organisation, profile=form.profile, by=request.user, now=now, key=key_of(request))

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("The place is in the register."))
        return redirect("staff:dwellings")
    return _form(request, form, _("Add a home or a meeting place"))


@staff
def change(request: StaffRequest, dwelling_id: UUID) -> HttpResponse:
    """Change what is known of a place; a late save shows what stands."""
    now = timezone.now()
    row = access_dwelling(actor=request.user, dwelling_id=dwelling_id, now=now)
    form, told, name = KeepDwelling(request.POST or None, dwelling=row), said_of_place(row), row.name

    def act() -> None:
        base = form.cleaned_data["base_version"] or 0
        dwellings.change(dwelling=row, profile=form.profile, base_version=base, by=request.user, now=now)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("Saved."))
        return redirect("staff:dwellings")
    return _form(request, form, name, saved=told if form.non_field_errors() else (), dwelling=row)


@require_POST
@staff
def close(request: StaffRequest, dwelling_id: UUID) -> HttpResponse:
    """Stop offering a place."""
    now = timezone.now()
    row = access_dwelling(actor=request.user, dwelling_id=dwelling_id, now=now)
    undo = reverse("staff:dwelling_reopen", args=[dwelling_id])
    said = _("%(name)s is closed. Nobody is offered it any more.") % {"name": row.name}
    carried_out(request, lambda: dwellings.close(dwelling=row, by=request.user, now=now), said, undo=undo)
    return redirect("staff:dwellings")


@require_POST
@staff
def reopen(request: StaffRequest, dwelling_id: UUID) -> HttpResponse:
    """Offer a place again."""
    now = timezone.now()
    row = access_dwelling(actor=request.user, dwelling_id=dwelling_id, now=now)
    undo = reverse("staff:dwelling_close", args=[dwelling_id])
    said = _("%(name)s is in use again.") % {"name": row.name}
    carried_out(request, lambda: dwellings.reopen(dwelling=row, by=request.user, now=now), said, undo=undo)
    return redirect("staff:dwellings")


def _form(
    request: StaffRequest, form: KeepDwelling, title: str, *, saved: Said = (), dwelling: Dwelling | None = None
) -> HttpResponse:
    context = {"section": "dwellings", "form": form, "title": title, "saved": saved, "dwelling": dwelling}
    return render(request, "staff/housing/keep.html", context)
