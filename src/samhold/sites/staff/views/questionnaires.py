"""Questionnaires of a person: choose one, fill it in a question at a time or all at once, read what it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.errors import DomainError
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.access import access_response
from samhold.rooms.care.actions import responses
from samhold.sites.staff.pages.filling import Filling, filling_of
from samhold.sites.staff.pages.questionnaires import chosen, open_for_questionnaires, overview_page
from samhold.sites.staff.pages.response import response_page
from samhold.sites.staff.requests import StaffRequest, mutation_key, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpResponse


@staff
def overview(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show which questionnaires there are, what is begun, and what was answered."""
    now = timezone.now()
    person = open_for_questionnaires(request, person_id, now=now)
    return render(request, "staff/questionnaires/overview.html", overview_page(person, now=now))


@require_POST
@staff
def start(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Begin a questionnaire, and go to its first question."""
    now = timezone.now()
    person = open_for_questionnaires(request, person_id, now=now)
    questionnaire = chosen(person, request.POST.get("questionnaire", ""), now=now)
    key = mutation_key(request, request.POST.get("questionnaire", ""))
    try:
        made = responses.start(person=person, questionnaire=questionnaire, by=request.user, now=now, key=key)
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
        return redirect("staff:questionnaires", person_id)
    return redirect("staff:questionnaire", person_id, made.pk)


@staff
def show(request: StaffRequest, person_id: UUID, response_id: UUID) -> HttpResponse:
    """Show what a finished questionnaire came to; fill in one that is open."""
    now = timezone.now()
    response = access_response(actor=request.user, person_id=person_id, response_id=response_id, now=now)
    if response.finished_at is not None:
        context = response_page(response, viewer=request.user, now=now)
        return render(request, "staff/questionnaires/result.html", context)
    require(request.user, Action.RECORD, response.person, Category(response.about), now=now)
    page = filling_of(request, response, now=now)
    answer = _sent(request, page, now=now) if request.method == "POST" else None
    return answer or render(request, "staff/questionnaires/fill.html", page.context())


def _sent(request: StaffRequest, page: Filling, *, now: datetime) -> HttpResponse | None:
    """Do what was asked for; nothing when the page must be shown again, with what is wrong."""
    try:
        if page.verb == "finish" and page.may_finish():
            return _finish(request, page, now=now)
        if page.verb == "next" and page.lacks_this_answer():
            return None
        page.saved(by=request.user, now=now)
    except responses.WrongAnswers as wrong:
        page.put_right(wrong)
    except DomainError as refusal:
        page.refused(refusal)
    if page.is_refused:
        return None
    if page.verb == "save":
        done(request, _("The answers are kept. Go on when it suits."))
    return redirect(page.next_url())


def _finish(request: StaffRequest, page: Filling, *, now: datetime) -> HttpResponse:
    response = page.response
    responses.finish(
        response=response,
        how=page.finish_form.how(page.sent, now=now),
        by=request.user,
        now=now,
        base_version=page.base_version,
        key=mutation_key(request),
    )
    undo = reverse("staff:reopen_questionnaire", args=[response.person_id, response.pk])
    done(request, _("The questionnaire is finished."), undo=undo)
    return redirect("staff:questionnaire", response.person_id, response.pk)


@require_POST
@staff
def reopen(request: StaffRequest, person_id: UUID, response_id: UUID) -> HttpResponse:
    """Open a questionnaire again that one finished oneself."""
    now = timezone.now()
    response = access_response(actor=request.user, person_id=person_id, response_id=response_id, now=now)
    try:
        responses.reopen(response=response, by=request.user, now=now)
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        done(request, _("The questionnaire is open again."))
    return redirect("staff:questionnaire", person_id, response_id)


@require_POST
@staff
def discard(request: StaffRequest, person_id: UUID, response_id: UUID) -> HttpResponse:
    """Throw a questionnaire away that is not finished."""
    now = timezone.now()
    response = access_response(actor=request.user, person_id=person_id, response_id=response_id, now=now)
    try:
        responses.discard(response=response, by=request.user, now=now)
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
        return redirect("staff:questionnaire", person_id, response_id)
    undo = reverse("staff:put_back_questionnaire", args=[person_id, response_id])
    done(request, _("The questionnaire is thrown away."), undo=undo)
    return redirect("staff:questionnaires", person_id)


@require_POST
@staff
def put_back(request: StaffRequest, person_id: UUID, response_id: UUID) -> HttpResponse:
    """Put back a questionnaire that was thrown away today."""
    user, now = request.user, timezone.now()
    response = access_response(actor=user, person_id=person_id, response_id=response_id, now=now, is_thrown=True)
    try:
        responses.put_back(response=response, by=user, now=now)
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
        return redirect("staff:questionnaires", person_id)
    done(request, _("The questionnaire is back, with its answers."))
    return redirect("staff:questionnaire", person_id, response_id)
