"""A complaint about a decision: taken, considered, reversed or sent on, and what Statsforvalteren decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samhold.foundation.time import local_day
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.access import access_complaint, access_decision
from samhold.rooms.care.actions import complaints
from samhold.rooms.care.enums import Ruling
from samhold.rooms.care.forms.decisions import Complain, Decide, Settle, Words
from samhold.rooms.care.queries.law import legal_bases
from samhold.sites.staff.pages.beside import tried
from samhold.sites.staff.pages.circle import key_of
from samhold.sites.staff.pages.decisions import decision_page
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.sites.staff.views.decisions import CHANGES
from samhold.ui.messages import done

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse


@staff
def complain(request: StaffRequest, person_id: UUID, decision_id: UUID) -> HttpResponse:
    """Write down a complaint about a decision."""
    now = timezone.now()
    decision = access_decision(actor=request.user, person_id=person_id, decision_id=decision_id, now=now)
    require(request.user, Action.RECORD, decision.person, Category.PLAN, now=now)
    form = Complain(request.POST or None, initial={"received_date": local_day(now)})

    def act() -> None:
        key = key_of(request)
        complaints.receive(decision=decision, complaint=form.complaint, by=request.user, now=now, key=key)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("The complaint is saved."))
        return redirect("staff:decision", person_id, decision_id)
    words = {"title": _("Take a complaint"), "submit": _("Save the complaint")}
    return render(request, "staff/decisions/complain.html", decision_page(decision, now=now) | words | {"form": form})


@staff
def consider(request: StaffRequest, person_id: UUID, complaint_id: UUID) -> HttpResponse:
    """Write down how the municipality sees the case on looking at it again."""
    now = timezone.now()
    complaint = access_complaint(actor=request.user, person_id=person_id, complaint_id=complaint_id, now=now)
    require(request.user, Action.DECIDE, complaint.person, Category.PLAN, now=now)
    form = Words(request.POST or None, initial={"base_version": complaint.version})
    form.fields["text"].label = _("How do you see the case now?")

    def act() -> None:
        complaints.consider(complaint=complaint, by=request.user, now=now, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("Saved. Now reverse the decision, or send the complaint on."))
        return redirect("staff:decision", person_id, complaint.decision_id)
    words = {"title": _("Look at the case again"), "submit": _("Save")}
    page = decision_page(complaint.decision, now=now)
    return render(request, "staff/decisions/step.html", page | words | {"form": form})


@staff
def reverse(request: StaffRequest, person_id: UUID, complaint_id: UUID) -> HttpResponse:
    """Give the person what they complained for, by a new decision."""
    now = timezone.now()
    complaint = access_complaint(actor=request.user, person_id=person_id, complaint_id=complaint_id, now=now)
    require(request.user, Action.DECIDE, complaint.person, Category.PLAN, now=now)
    first = {"base_version": complaint.version, "told_date": local_day(now)}
    bases = legal_bases(day=local_day(now), service=complaint.decision.service)
    form = Decide(request.POST or None, bases=bases, outcomes=CHANGES, initial=first)

    def act() -> None:
        version = form.cleaned_data["base_version"]
        complaints.reverse(complaint=complaint, verdict=form.verdict, base_version=version, by=request.user, now=now)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("The new decision is saved. The letter is ready."))
        return redirect("staff:decisions", person_id)
    words = {"title": _("Reverse the decision"), "submit": _("Save the new decision")}
    page = decision_page(complaint.decision, now=now)
    return render(request, "staff/decisions/decide.html", page | words | {"form": form})


@staff
def send_on(request: StaffRequest, person_id: UUID, complaint_id: UUID) -> HttpResponse:
    """Send a considered complaint to Statsforvalteren."""
    now = timezone.now()
    complaint = access_complaint(actor=request.user, person_id=person_id, complaint_id=complaint_id, now=now)
    require(request.user, Action.DECIDE, complaint.person, Category.PLAN, now=now)
    form = Words(request.POST or None, initial={"base_version": complaint.version})
    form.fields["text"].label = _("What do you tell Statsforvalteren?")

    def act() -> None:
        complaints.send_on(complaint=complaint, by=request.user, now=now, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("The complaint is marked as sent to Statsforvalteren."))
        return redirect("staff:decision", person_id, complaint.decision_id)
    words = {"title": _("Send to Statsforvalteren"), "submit": _("Mark as sent")}
    page = decision_page(complaint.decision, now=now)
    return render(request, "staff/decisions/step.html", page | words | {"form": form})


@staff
def settle(request: StaffRequest, person_id: UUID, complaint_id: UUID) -> HttpResponse:
    """Write down what Statsforvalteren decided."""
    now = timezone.now()
    complaint = access_complaint(actor=request.user, person_id=person_id, complaint_id=complaint_id, now=now)
    require(request.user, Action.DECIDE, complaint.person, Category.PLAN, now=now)
    form = Settle(request.POST or None, initial={"base_version": complaint.version})

    def act() -> None:
        typed = form.cleaned_data | {"ruling": Ruling(form.cleaned_data["ruling"])}
        complaints.settle(complaint=complaint, by=request.user, now=now, **typed)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("The ruling is saved."))
        return redirect("staff:decision", person_id, complaint.decision_id)
    words = {"title": _("What Statsforvalteren decided"), "submit": _("Save")}
    page = decision_page(complaint.decision, now=now)
    return render(request, "staff/decisions/step.html", page | words | {"form": form})
