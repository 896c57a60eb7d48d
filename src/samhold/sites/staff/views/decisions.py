"""Decisions on services for a person: the tab, an application and its steps, the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.errors import DomainError, NotAllowed
from samhold.foundation.time import local_day
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.access import access_decision
from samhold.rooms.care.actions import changes, decisions
from samhold.rooms.care.enums import DecisionState
from samhold.rooms.care.forms.decisions import Apply, Assess, Decide, End, Words
from samhold.rooms.care.queries.law import legal_bases, services
from samhold.rooms.care.queries.letters import LANGUAGES, letter_of
from samhold.rooms.care.queries.requests import requests_about
from samhold.sites.staff.pages.beside import tried
from samhold.sites.staff.pages.circle import key_of
from samhold.sites.staff.pages.decisions import decision_page, decisions_page, frame, open_decisions, units_of
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from uuid import UUID


@staff
def show(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show what waits, what holds, what is over, and the hours given."""
    now = timezone.now()
    person = open_decisions(request, person_id, now=now)
    return render(request, "staff/decisions/show.html", decisions_page(person, now=now))


@staff
def apply(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Write down an application."""
    now = timezone.now()
    person = open_decisions(request, person_id, now=now, subject="new decision")
    require(request.user, Action.RECORD, person, Category.PLAN, now=now)
    form = Apply(
        request.POST or None,
        services=services(day=local_day(now)),
        units=units_of(request),
        requests=requests_about(person=person),
        initial={"applied_date": local_day(now), "request": request.GET.get("request", "")},
    )

    def act() -> None:
        typed, key = form.cleaned_data, key_of(request)
        unit, application = typed["unit"], form.application
        decisions.apply(person=person, unit=unit, application=application, by=request.user, now=now, key=key)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("The application is saved."))
        return redirect("staff:decisions", person_id)
    return render(request, "staff/decisions/apply.html", frame(person, now=now) | {"form": form})


@staff
def one(request: StaffRequest, person_id: UUID, decision_id: UUID) -> HttpResponse:
    """Show one decision, its steps, and what may be done next."""
    now = timezone.now()
    decision = access_decision(actor=request.user, person_id=person_id, decision_id=decision_id, now=now)
    return render(request, "staff/decisions/one.html", decision_page(decision, now=now))


@staff
def assess(request: StaffRequest, person_id: UUID, decision_id: UUID) -> HttpResponse:
    """Write down the assessment."""
    now = timezone.now()
    decision = access_decision(actor=request.user, person_id=person_id, decision_id=decision_id, now=now)
    require(request.user, Action.RECORD, decision.person, Category.PLAN, now=now)
    form = Assess(request.POST or None, initial={"base_version": decision.version})
    form.fields["text"].label = _("What does the person need?")

    def act() -> None:
        decisions.assess(decision=decision, by=request.user, now=now, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("The assessment is saved."))
        return redirect("staff:decision", person_id, decision_id)
    words = {"title": _("Assess the application"), "submit": _("Save the assessment")}
    return render(request, "staff/decisions/step.html", decision_page(decision, now=now) | words | {"form": form})


@staff
def decide(request: StaffRequest, person_id: UUID, decision_id: UUID) -> HttpResponse:
    """Decide an assessed application."""
    now = timezone.now()
    decision = access_decision(actor=request.user, person_id=person_id, decision_id=decision_id, now=now)
    require(request.user, Action.DECIDE, decision.person, Category.PLAN, now=now)
    today = local_day(now)
    form = Decide(
        request.POST or None,
        bases=legal_bases(day=today, service=decision.service),
        initial={"base_version": decision.version, "told_date": today, "first_date": today},
    )

    def act() -> None:
        version = form.cleaned_data["base_version"]
        decisions.decide(decision=decision, verdict=form.verdict, base_version=version, by=request.user, now=now)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("The decision is saved. The letter is ready."))
        return redirect("staff:decision", person_id, decision_id)
    words = {"title": _("Decide"), "submit": _("Save the decision")}
    return render(request, "staff/decisions/decide.html", decision_page(decision, now=now) | words | {"form": form})


@require_POST
@staff
def start(request: StaffRequest, person_id: UUID, decision_id: UUID) -> HttpResponse:
    """Say that what was granted has begun."""
    now = timezone.now()
    decision = access_decision(actor=request.user, person_id=person_id, decision_id=decision_id, now=now)
    try:
        decisions.put_in_force(decision=decision, by=request.user, now=now)
    except NotAllowed:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        done(request, _("The decision is in force."))
    return redirect("staff:decision", person_id, decision_id)


@staff
def evaluate(request: StaffRequest, person_id: UUID, decision_id: UUID) -> HttpResponse:
    """Write down whether the service helps."""
    now = timezone.now()
    decision = access_decision(actor=request.user, person_id=person_id, decision_id=decision_id, now=now)
    require(request.user, Action.RECORD, decision.person, Category.PLAN, now=now)
    form = Words(request.POST or None, initial={"base_version": decision.version})
    form.fields["text"].label = _("Does it help? What does the person say?")

    def act() -> None:
        decisions.evaluate(decision=decision, by=request.user, now=now, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("The evaluation is saved."))
        return redirect("staff:decision", person_id, decision_id)
    words = {"title": _("Evaluate"), "submit": _("Save the evaluation")}
    return render(request, "staff/decisions/step.html", decision_page(decision, now=now) | words | {"form": form})


@staff
def change(request: StaffRequest, person_id: UUID, decision_id: UUID) -> HttpResponse:
    """Replace a decision that holds by a new one."""
    now = timezone.now()
    decision = access_decision(actor=request.user, person_id=person_id, decision_id=decision_id, now=now)
    require(request.user, Action.DECIDE, decision.person, Category.PLAN, now=now)
    first = {"base_version": decision.version, "told_date": local_day(now), "hours": decision.hours_per_week}
    bases = legal_bases(day=local_day(now), service=decision.service)
    form = Decide(request.POST or None, bases=bases, outcomes=CHANGES, initial=first)

    def act() -> None:
        version = form.cleaned_data["base_version"]
        changes.change(decision=decision, verdict=form.verdict, base_version=version, by=request.user, now=now)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("The new decision is saved. The letter is ready."))
        return redirect("staff:decisions", person_id)
    words = {"title": _("Change the decision"), "submit": _("Save the new decision")}
    return render(request, "staff/decisions/decide.html", decision_page(decision, now=now) | words | {"form": form})


@staff
def end(request: StaffRequest, person_id: UUID, decision_id: UUID) -> HttpResponse:
    """End a decision that holds."""
    now = timezone.now()
    decision = access_decision(actor=request.user, person_id=person_id, decision_id=decision_id, now=now)
    require(request.user, Action.DECIDE, decision.person, Category.PLAN, now=now)
    form = End(request.POST or None, initial={"base_version": decision.version, "last_date": local_day(now)})

    def act() -> None:
        changes.end(decision=decision, by=request.user, now=now, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("The decision ends."))
        return redirect("staff:decisions", person_id)
    words = {"title": _("End the decision"), "submit": _("End the decision")}
    return render(request, "staff/decisions/step.html", decision_page(decision, now=now) | words | {"form": form})


@staff
def letter(request: StaffRequest, person_id: UUID, decision_id: UUID) -> HttpResponse:
    """Give the letter as PDF, in the person's written form, or in English if asked for."""
    now = timezone.now()
    decision = access_decision(actor=request.user, person_id=person_id, decision_id=decision_id, now=now)
    require(request.user, Action.READ, decision.person, Category.HEALTH, now=now)
    asked = request.GET.get("language", "")
    made = letter_of(decision=decision, language=asked if asked in LANGUAGES else decision.person.written_form)
    headers = {"Content-Disposition": 'inline; filename="vedtak.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


CHANGES = (DecisionState.GRANTED, DecisionState.PARTLY_GRANTED)
"""What a change may decide: it grants, and never refuses."""
