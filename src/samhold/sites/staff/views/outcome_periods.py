"""Follow-up and activities: begun, ended, taken back; and how far back it is known what happened."""

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
from samhold.rooms.care.actions import activities, follow_ups
from samhold.rooms.care.forms.outcomes import (
    BeginFollowUp,
    EndFollowUp,
    RecordActivity,
    SayLastDay,
    TellKnown,
    known_back,
)
from samhold.rooms.care.outcome_access import access_activity, access_follow_up, open_to_outcomes
from samhold.sites.staff.pages.beside import carried_out, tried
from samhold.sites.staff.pages.circle import key_of
from samhold.sites.staff.pages.outcomes import form_page
from samhold.sites.staff.pages.workplace import workplace
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from uuid import UUID

    from django import forms
    from django.http import HttpResponse

    from samhold.rooms.people.models import Person

_OF_FOLLOW_UP = {
    "undo": (follow_ups.undo, gettext_lazy("Taken back. It is no longer counted."), "follow_up_redo"),
    "redo": (follow_ups.redo, gettext_lazy("It stands again."), ""),
    "reopen": (follow_ups.reopen, gettext_lazy("It is going on again."), ""),
}
_OF_ACTIVITY = {
    "undo": (activities.undo, gettext_lazy("Taken back. It is no longer counted."), "activity_redo"),
    "redo": (activities.redo, gettext_lazy("It stands again."), ""),
    "reopen": (activities.reopen, gettext_lazy("It is going on again."), ""),
}


@staff
def begin(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Write down since when one's service follows the person up."""
    now = timezone.now()
    person = _open(request, person_id)
    form = BeginFollowUp(request.POST or None, units=workplace(request).units, initial={"first_date": local_day(now)})
    made = []

    def act() -> None:
        typed = {name: form.cleaned_data[name] for name in ("unit", "first_date")}
        since, key = form.known_since_date, key_of(request)
        made.append(follow_ups.begin(person=person, known_since_date=since, by=request.user, now=now, key=key, **typed))

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("Saved."), undo=reverse("staff:follow_up_undo", args=[person_id, made[0].pk]))
        return redirect("staff:outcomes", person_id)
    return _form(request, person, form, _("When follow-up began"))


@staff
def end(request: StaffRequest, person_id: UUID, follow_up_id: UUID) -> HttpResponse:
    """Write down that a service no longer follows the person up."""
    now = timezone.now()
    row = access_follow_up(actor=request.user, person_id=person_id, follow_up_id=follow_up_id, now=now)
    require(request.user, Action.RECORD, row.person, Category.PLAN, now=now)
    form = EndFollowUp(request.POST or None, initial={"last_date": local_day(now)})

    def act() -> None:
        follow_ups.end(follow_up=row, by=request.user, now=now, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("Follow-up has ended."), undo=reverse("staff:follow_up_reopen", args=[person_id, row.pk]))
        return redirect("staff:outcomes", person_id)
    return _form(request, row.person, form, _("Follow-up by %(unit)s ends") % {"unit": row.unit.name})


@staff
def known(request: StaffRequest, person_id: UUID, follow_up_id: UUID) -> HttpResponse:
    """Say how far back it is known what happened before follow-up began."""
    now = timezone.now()
    row = access_follow_up(actor=request.user, person_id=person_id, follow_up_id=follow_up_id, now=now)
    require(request.user, Action.RECORD, row.person, Category.PLAN, now=now)
    form = TellKnown(request.POST or None, initial={"known": known_back(row.known_since_date, row.first_date)})

    def act() -> None:
        since = form.since(row.first_date)
        follow_ups.tell_known(follow_up=row, known_since_date=since, by=request.user, now=now)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("Saved. Write down what happened before, if it is not here yet."))
        return redirect("staff:outcomes", person_id)
    return _form(request, row.person, form, _("The time before follow-up"))


@require_POST
@staff
def change(request: StaffRequest, person_id: UUID, follow_up_id: UUID, do: str) -> HttpResponse:
    """Take back a follow-up, let it stand again, or let it go on."""
    now = timezone.now()
    row = access_follow_up(actor=request.user, person_id=person_id, follow_up_id=follow_up_id, now=now)
    act, said, undo = _OF_FOLLOW_UP[do]
    back = reverse(f"staff:{undo}", args=[person_id, follow_up_id]) if undo else ""
    carried_out(request, lambda: act(follow_up=row, by=request.user, now=now), str(said), undo=back)
    return redirect("staff:outcomes", person_id)


@staff
def begin_activity(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Write down what the person does with their days."""
    now = timezone.now()
    person = _open(request, person_id)
    form = RecordActivity(request.POST or None, initial={"first_date": local_day(now)})
    made = []

    def act() -> None:
        new = form.activity
        made.append(activities.begin(person=person, activity=new, by=request.user, now=now, key=key_of(request)))

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("Saved."), undo=reverse("staff:activity_undo", args=[person_id, made[0].pk]))
        return redirect("staff:outcomes", person_id)
    return _form(request, person, form, _("What the person does with their days"))


@staff
def end_activity(request: StaffRequest, person_id: UUID, activity_id: UUID) -> HttpResponse:
    """Write down the last day of an activity."""
    now = timezone.now()
    row = access_activity(actor=request.user, person_id=person_id, activity_id=activity_id, now=now)
    require(request.user, Action.RECORD, row.person, Category.PLAN, now=now)
    form = SayLastDay(request.POST or None, initial={"last_date": local_day(now)})

    def act() -> None:
        activities.end(activity=row, by=request.user, now=now, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("The last day is saved."), undo=reverse("staff:activity_reopen", args=[person_id, row.pk]))
        return redirect("staff:outcomes", person_id)
    title = _("%(what)s is over") % {"what": row.name or row.get_kind_display()}
    return _form(request, row.person, form, title)


@require_POST
@staff
def change_activity(request: StaffRequest, person_id: UUID, activity_id: UUID, do: str) -> HttpResponse:
    """Take back an activity, let it stand again, or let it go on."""
    now = timezone.now()
    row = access_activity(actor=request.user, person_id=person_id, activity_id=activity_id, now=now)
    act, said, undo = _OF_ACTIVITY[do]
    back = reverse(f"staff:{undo}", args=[person_id, activity_id]) if undo else ""
    carried_out(request, lambda: act(activity=row, by=request.user, now=now), str(said), undo=back)
    return redirect("staff:outcomes", person_id)


def _open(request: StaffRequest, person_id: UUID) -> Person:
    """Let in whoever may write about follow-up and activities."""
    now = timezone.now()
    person = open_to_outcomes(actor=request.user, person_id=person_id, now=now, needs=(Category.PLAN,))
    require(request.user, Action.RECORD, person, Category.PLAN, now=now)
    return person


def _form(request: StaffRequest, person: Person, form: forms.Form, title: str) -> HttpResponse:
    return render(request, "staff/outcomes/form.html", form_page(person, form, title, now=timezone.now()))
