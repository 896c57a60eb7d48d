"""Meetings about a person: list, call, see, change, cancel, answer, print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.errors import DomainError, NotAllowed
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.meetings.actions import attendees, meetings
from samhold.rooms.meetings.enums import MeetingKind
from samhold.sites.staff.pages.circle import key_of
from samhold.sites.staff.pages.meetings import (
    after_stale,
    frame,
    list_page,
    meeting_page,
    open_meeting,
    open_person,
    plan_form,
)
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse


@staff
def of_person(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show the meetings about a person, and what is still to be done."""
    now = timezone.now()
    person = open_person(request, person_id, now=now)
    return render(request, "staff/meetings/list.html", list_page(request, person, now=now))


@staff
def call(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Call a responsibility group: when, where, whom of the network."""
    now = timezone.now()
    person = open_person(request, person_id, now=now)
    require(request.user, Action.PLAN, person, Category.APPOINTMENTS, now=now)
    form = plan_form(request, person, now=now)
    if request.method == "POST" and form.is_valid():
        try:
            made = meetings.call(
                person=person,
                kind=MeetingKind.RESPONSIBILITY_GROUP,
                details=form.details,
                invitation=form.invitation,
                by=request.user,
                now=now,
                key=key_of(request),
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            undo = reverse("staff:meeting_cancel", args=[person_id, made.pk])
            done(request, _("The meeting is called, and those who are invited are told."), undo=undo)
            return redirect("staff:meeting", person_id, made.pk)
    return render(request, "staff/meetings/plan.html", frame(person, now=now) | {"form": form})


@staff
def show(request: StaffRequest, person_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Show a meeting: when and where, who comes, the agenda, and what came of it."""
    now = timezone.now()
    meeting = open_meeting(request, person_id, meeting_id, now=now)
    return render(request, "staff/meetings/show.html", meeting_page(request, meeting, now=now))


@staff
def on_paper(request: StaffRequest, person_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Show a meeting as it is printed, on A4."""
    now = timezone.now()
    meeting = open_meeting(request, person_id, meeting_id, now=now)
    return render(request, "staff/meetings/print.html", meeting_page(request, meeting, now=now))


@staff
def change(request: StaffRequest, person_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Change when, where and who is invited; after a stale save, what is saved stands beside what was typed."""
    now = timezone.now()
    meeting = open_meeting(request, person_id, meeting_id, now=now)
    require(request.user, Action.PLAN, meeting.about, Category.APPOINTMENTS, now=now)
    form = plan_form(request, meeting.about, now=now, meeting=meeting)
    context = frame(meeting.about, now=now) | {"form": form, "meeting": meeting}
    if request.method == "POST" and form.is_valid():
        version, by = form.cleaned_data["base_version"] or 0, request.user
        new, invitation = form.details, form.invitation
        try:
            meetings.change(meeting=meeting, base_version=version, details=new, invitation=invitation, by=by, now=now)
        except StaleVersion as stale:
            context["form"], context["differences"] = after_stale(request, meeting, stale, now=now)
        except DomainError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            done(request, _("The meeting is changed."))
            return redirect("staff:meeting", person_id, meeting_id)
    return render(request, "staff/meetings/plan.html", context)


@require_POST
@staff
def cancel(request: StaffRequest, person_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Cancel a meeting; those who are invited are told."""
    undo = reverse("staff:meeting_restore", args=[person_id, meeting_id])
    return _do(request, person_id, meeting_id, meetings.cancel, _("The meeting is cancelled."), undo)


@require_POST
@staff
def restore(request: StaffRequest, person_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Take back a cancelling."""
    undo = reverse("staff:meeting_cancel", args=[person_id, meeting_id])
    return _do(request, person_id, meeting_id, meetings.restore, _("The meeting is planned again."), undo)


@require_POST
@staff
def answer(request: StaffRequest, person_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Say whether one comes to a meeting that one is invited to."""
    now = timezone.now()
    meeting, is_coming = open_meeting(request, person_id, meeting_id, now=now), request.POST.get("coming") == "yes"
    try:
        attendees.answer(meeting=meeting, is_coming=is_coming, by=request.user, now=now)
    except NotAllowed:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        done(request, _("Your answer is saved."))
    return redirect("staff:meeting", person_id, meeting_id)


def _do(
    request: StaffRequest,
    person_id: UUID,
    meeting_id: UUID,
    act: Callable[..., object],
    text: str,
    undo: str,
) -> HttpResponse:
    """Do something that has no form to show a refusal in."""
    now = timezone.now()
    meeting = open_meeting(request, person_id, meeting_id, now=now)
    try:
        act(meeting=meeting, by=request.user, now=now)
    except NotAllowed:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        done(request, text, undo=undo)
    return redirect("staff:meeting", person_id, meeting_id)
