"""Safety on visits, what to do when the person does not come, children, and what an inspection asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.time import local_day
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.actions import absences, children, reviews, safety
from samhold.rooms.care.forms.quality import AskAboutChildren, RecordReview
from samhold.rooms.care.forms.safety import Assess, WriteAbsencePlan, first_assessment
from samhold.rooms.care.queries.safety import absence_plan, assessments
from samhold.rooms.care.safety_access import (
    access_assessment,
    access_children_question,
    access_review,
    open_to_safety,
)
from samhold.sites.staff.pages.beside import carried_out, tried
from samhold.sites.staff.pages.circle import key_of
from samhold.sites.staff.pages.safety import frame, safety_page, who_follows_up
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from uuid import UUID

    from django import forms
    from django.http import HttpResponse

    from samhold.rooms.people.models import Person


@staff
def show(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show what to do on visits, and what is to be looked at."""
    now = timezone.now()
    person = open_to_safety(actor=request.user, person_id=person_id, now=now)
    return render(request, "staff/safety/show.html", safety_page(request, person, now=now))


@staff
def assess(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Assess the safety of visits."""
    now = timezone.now()
    person = _open(request, person_id, Category.SAFETY)
    before = next((row for row in assessments(person=person) if row.ended_at is None), None)
    form = Assess(request.POST or None, initial=first_assessment(now=now, before=before))

    def act() -> None:
        safety.assess(person=person, assessment=form.assessment, by=request.user, now=now, key=key_of(request))

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("The assessment is saved. The measures stand on every visit."))
        return redirect("staff:safety", person_id)
    return _form(request, person, form, _("Assess the safety of visits"))


@require_POST
@staff
def end(request: StaffRequest, person_id: UUID, assessment_id: UUID) -> HttpResponse:
    """Say that an assessment no longer holds."""
    now = timezone.now()
    row = access_assessment(actor=request.user, person_id=person_id, assessment_id=assessment_id, now=now)
    carried_out(request, lambda: safety.end(assessment=row, by=request.user, now=now), _("The assessment has ended."))
    return redirect("staff:safety", person_id)


@staff
def absence(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Write down what to do when the person does not come."""
    now = timezone.now()
    person = _open(request, person_id, Category.APPOINTMENTS)
    plan = absence_plan(person=person)
    days = plan.missed_after_days if plan else absences.MISSED_AFTER
    first = {"text": plan.text if plan else "", "missed_after_days": days, "base_version": plan.version if plan else 0}
    form = WriteAbsencePlan(request.POST or None, initial=first)

    def act() -> None:
        absences.save(person=person, by=request.user, now=now, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("Saved."))
        return redirect("staff:safety", person_id)
    return _form(request, person, form, _("When the person does not come"), saved=plan.text if plan else "")


@staff
def ask_about_children(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Write down what was answered about children and siblings."""
    now = timezone.now()
    person = _open(request, person_id, Category.CHILDREN)
    posts = who_follows_up(request, person, now=now)
    form = AskAboutChildren(request.POST or None, workers=posts, initial={"asked_date": local_day(now)})

    def act() -> None:
        children.ask(person=person, asked=form.asked, by=request.user, now=now, key=key_of(request))

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("The answer is saved."))
        return redirect("staff:safety", person_id)
    return _form(request, person, form, _("Children and siblings under 18"))


@require_POST
@staff
def follow_up(request: StaffRequest, person_id: UUID, question_id: UUID) -> HttpResponse:
    """Say that the children are followed up."""
    now = timezone.now()
    row = access_children_question(actor=request.user, person_id=person_id, question_id=question_id, now=now)
    undo = reverse("staff:children_take_back", args=[person_id, question_id])
    carried_out(
        request, lambda: children.follow_up(question=row, by=request.user, now=now), _("Followed up."), undo=undo
    )
    return redirect("staff:safety", person_id)


@require_POST
@staff
def take_back(request: StaffRequest, person_id: UUID, question_id: UUID) -> HttpResponse:
    """Say that the children are not followed up after all."""
    now = timezone.now()
    row = access_children_question(actor=request.user, person_id=person_id, question_id=question_id, now=now)
    carried_out(request, lambda: children.take_back(question=row, by=request.user, now=now), _("Not followed up yet."))
    return redirect("staff:safety", person_id)


@staff
def review(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Write down that something an inspection asks for was done."""
    now = timezone.now()
    person = _open(request, person_id, Category.PLAN)
    first = {"done_date": local_day(now), "kind": request.GET.get("kind", "")}
    form = RecordReview(request.POST or None, initial=first)
    made = []

    def act() -> None:
        made.append(reviews.record(person=person, by=request.user, now=now, key=key_of(request), **form.cleaned_data))

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("Saved."), undo=reverse("staff:care_review_take_back", args=[person_id, made[0].pk]))
        return redirect("staff:safety", person_id)
    return _form(request, person, form, _("What was looked at"))


@require_POST
@staff
def take_review_back(request: StaffRequest, person_id: UUID, review_id: UUID) -> HttpResponse:
    """Remove something that one wrote by mistake."""
    now = timezone.now()
    row = access_review(actor=request.user, person_id=person_id, review_id=review_id, now=now)
    carried_out(request, lambda: reviews.take_back(review=row, by=request.user, now=now), _("Taken back."))
    return redirect("staff:safety", person_id)


def _open(request: StaffRequest, person_id: UUID, category: Category) -> Person:
    """Let in whoever may write what the page is for."""
    now = timezone.now()
    person = open_to_safety(actor=request.user, person_id=person_id, now=now, needs=(category,))
    require(request.user, Action.RECORD, person, category, now=now)
    return person


def _form(request: StaffRequest, person: Person, form: forms.Form, title: str, *, saved: str = "") -> HttpResponse:
    context = frame(person, now=timezone.now()) | {"form": form, "title": title, "saved": saved}
    return render(request, "staff/safety/form.html", context)
