"""How I am: begin, answer one question at a time, leave and come back, send, change my mind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.errors import DomainError
from samhold.rooms.care.actions import responses
from samhold.rooms.care.queries.responses import response_for
from samhold.sites.portal.pages.answering import Answering, answering
from samhold.sites.portal.pages.answers import answers_page, begun_of, chosen, thanks_page
from samhold.sites.portal.requests import PortalRequest, mutation_key, own
from samhold.ui.messages import done

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpResponse

    from samhold.rooms.people.models import Person


@own(subject="questionnaires")
def show(request: PortalRequest, person: Person) -> HttpResponse:
    """Show what I can answer, what I have begun, and what I answered last."""
    return render(request, "portal/answers/show.html", answers_page(person, now=timezone.now()))


@require_POST
@own(subject="questionnaires")
def start(request: PortalRequest, person: Person) -> HttpResponse:
    """Begin, or go on where I left, and go to the question that is not answered."""
    now, key = timezone.now(), request.POST.get("questionnaire", "")
    questionnaire = chosen(person, key, now=now)
    response = begun_of(person, questionnaire) or responses.start(
        person=person, questionnaire=questionnaire, by=request.user, now=now, key=mutation_key(request, key)
    )
    return redirect("portal:answer", response.pk)


@own(subject="questionnaires")
def answer(request: PortalRequest, person: Person, response_id: UUID) -> HttpResponse:
    """Ask one question, keep its answer and go on; thank when the answers are sent."""
    now = timezone.now()
    response = response_for(person=person, response_id=response_id)
    if response.finished_at is not None:
        return render(request, "portal/answers/thanks.html", thanks_page(response, viewer=request.user, now=now))
    page = answering(request, response, now=now)
    gone_on = _sent(request, page, now=now) if request.method == "POST" else None
    return gone_on or render(request, "portal/answers/answer.html", page.context())


def _sent(request: PortalRequest, page: Answering, *, now: datetime) -> HttpResponse | None:
    """Do what was asked for; nothing when the question must be shown again, with what is wrong."""
    try:
        if page.verb == "send":
            page.send(request, now=now)
            undo = reverse("portal:answer_reopen", args=[page.response.pk])
            done(request, _("Your answers are sent."), undo=undo)
            return redirect("portal:answer", page.response.pk)
        page.keep(request, now=now)
    except DomainError as refusal:
        page.put_right(refusal)
        return None
    if page.verb == "later":
        done(request, _("Your answers are kept. Go on when you like."))
    return redirect(page.next_url())


@require_POST
@own(subject="questionnaires")
def reopen(request: PortalRequest, person: Person, response_id: UUID) -> HttpResponse:
    """Take back what I sent, to change it."""
    response = response_for(person=person, response_id=response_id)
    try:
        responses.reopen(response=response, by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
        return redirect("portal:answer", response_id)
    done(request, _("Your answers are yours again. Change them, and send them when you like."))
    return redirect(f"{reverse('portal:answer', args=[response_id])}?step=1")


@require_POST
@own(subject="questionnaires")
def discard(request: PortalRequest, person: Person, response_id: UUID) -> HttpResponse:
    """Throw away what I have not sent."""
    response = response_for(person=person, response_id=response_id)
    try:
        responses.discard(response=response, by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        undo = reverse("portal:answer_put_back", args=[response_id])
        done(request, _("What you had answered is thrown away."), undo=undo)
    return redirect("portal:answers")


@require_POST
@own(subject="questionnaires")
def put_back(request: PortalRequest, person: Person, response_id: UUID) -> HttpResponse:
    """Put back what I threw away, and go on with it."""
    response = response_for(person=person, response_id=response_id, is_thrown=True)
    try:
        responses.put_back(response=response, by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
        return redirect("portal:answers")
    done(request, _("What you had answered is back."))
    return redirect("portal:answer", response_id)
