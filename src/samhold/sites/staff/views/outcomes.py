"""How it goes with a person, and what happened: written down, ended, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from samhold.foundation.time import local_day
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.actions import life_events
from samhold.rooms.care.forms.outcomes import RecordLifeEvent, SayLastDay
from samhold.rooms.care.outcome_access import BESIDES, access_life_event, open_to_outcomes
from samhold.sites.staff.pages.beside import carried_out, tried
from samhold.sites.staff.pages.circle import key_of
from samhold.sites.staff.pages.outcomes import form_page, outcomes_page
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

_STEPS = {
    "undo": (life_events.undo, gettext_lazy("Taken back. It is no longer counted."), "life_event_redo"),
    "redo": (life_events.redo, gettext_lazy("It stands again."), ""),
    "reopen": (life_events.reopen, gettext_lazy("It is going on again."), ""),
}


@staff
def show(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show how it goes, before and after follow-up began."""
    now = timezone.now()
    person = open_to_outcomes(actor=request.user, person_id=person_id, now=now, besides=BESIDES)
    return render(request, "staff/outcomes/show.html", outcomes_page(request, person, now=now))


@staff
def record(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Write down an admission, an overdose, violence or prison."""
    now = timezone.now()
    person = open_to_outcomes(actor=request.user, person_id=person_id, now=now, needs=(Category.HEALTH,))
    require(request.user, Action.RECORD, person, Category.HEALTH, now=now)
    form = RecordLifeEvent(request.POST or None, initial={"first_date": local_day(now)})
    made = []

    def act() -> None:
        made.append(life_events.record(person=person, event=form.event, by=request.user, now=now, key=key_of(request)))

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("Saved."), undo=reverse("staff:life_event_undo", args=[person_id, made[0].pk]))
        return redirect("staff:outcomes", person_id)
    return render(request, "staff/outcomes/form.html", form_page(person, form, _("What happened"), now=now))


@staff
def end(request: StaffRequest, person_id: UUID, event_id: UUID) -> HttpResponse:
    """Write down the last day of what was going on."""
    now = timezone.now()
    row = access_life_event(actor=request.user, person_id=person_id, event_id=event_id, now=now)
    require(request.user, Action.RECORD, row.person, Category.HEALTH, now=now)
    form = SayLastDay(request.POST or None, initial={"last_date": local_day(now)})

    def act() -> None:
        life_events.end(event=row, by=request.user, now=now, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("The last day is saved."), undo=reverse("staff:life_event_reopen", args=[person_id, row.pk]))
        return redirect("staff:outcomes", person_id)
    title = _("%(what)s is over") % {"what": row.get_kind_display()}
    return render(request, "staff/outcomes/form.html", form_page(row.person, form, title, now=now))


@require_POST
@staff
def change(request: StaffRequest, person_id: UUID, event_id: UUID, do: str) -> HttpResponse:
    """Take back what happened, let it stand again, or let it go on."""
    now = timezone.now()
    row = access_life_event(actor=request.user, person_id=person_id, event_id=event_id, now=now)
    act, said, undo = _STEPS[do]
    back = reverse(f"staff:{undo}", args=[person_id, event_id]) if undo else ""
    carried_out(request, lambda: act(event=row, by=request.user, now=now), str(said), undo=back)
    return redirect("staff:outcomes", person_id)
