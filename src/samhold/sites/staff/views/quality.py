"""The hand-over of a unit, and what an inspection asks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.rooms.care.actions import hand_overs
from samhold.rooms.care.forms.quality import AddToHandOver
from samhold.sites.staff.pages.beside import tried
from samhold.sites.staff.pages.circle import key_of
from samhold.sites.staff.pages.hand_over import chosen_unit, hand_over_page, units_of
from samhold.sites.staff.pages.quality import quality_page
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samhold.rooms.organisations.models import Unit


@staff
def hand_over(request: StaffRequest) -> HttpResponse:
    """Show what happened since one was last at work, and take a note for those who come after."""
    now = timezone.now()
    unit = chosen_unit(request, units_of(request))
    form = AddToHandOver(request.POST or None)

    def act() -> None:
        hand_overs.add(unit=unit, text=form.cleaned_data["text"], by=request.user, now=now, key=key_of(request))

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("Your note is in the hand-over."))
        return _to(unit)
    return render(request, "staff/quality/hand_over.html", hand_over_page(request, now=now) | {"form": form})


@require_POST
@staff
def mark_read(request: StaffRequest) -> HttpResponse:
    """Say that one has read what the page showed."""
    now = timezone.now()
    unit = chosen_unit(request, units_of(request))
    until = parse_datetime(request.POST.get("until", "")) or now
    until = until if timezone.is_aware(until) else now
    hand_overs.mark_read(unit=unit, until=until, by=request.user, now=now)
    done(request, _("Next time you see what has happened since now."))
    return _to(unit)


@staff
def quality(request: StaffRequest) -> HttpResponse:
    """Show a leader what an inspection asks, and for whom there is no answer."""
    return render(request, "staff/quality/show.html", quality_page(request, now=timezone.now()))


def _to(unit: Unit) -> HttpResponse:
    response = redirect("staff:hand_over")
    response["Location"] += f"?unit={unit.pk}"
    return response
