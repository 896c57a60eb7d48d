"""Minutes: write, see what is found in them, keep a draft, check the list and finish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.errors import DomainError
from samhold.foundation.time import OSLO
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.meetings.actions import finishing, minutes
from samhold.rooms.meetings.queries import meetings as queries
from samhold.sites.staff.pages.circle import key_of
from samhold.sites.staff.pages.meetings import frame
from samhold.sites.staff.pages.minutes import (
    check_page,
    chosen_text,
    differing,
    found_in,
    open_to_write,
    write_form,
    write_page,
)
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from uuid import UUID

    from samhold.rooms.meetings.models import Meeting
    from samhold.sites.staff.pages.contact_text import Theirs

LONGEST = 60_000


@staff
def write(request: StaffRequest, person_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Write the minutes: agenda on the left, text on the right; after a stale save both texts stand side by side."""
    now = timezone.now()
    meeting = open_to_write(request, person_id, meeting_id, now=now)
    saved = queries.minutes_of(meeting=meeting)
    form = write_form(request, saved, queries.draft(meeting=meeting, author=request.user))
    theirs: Theirs | None = None
    if request.method == "POST" and form.is_valid():
        text, version = chosen_text(request, form, saved), form.cleaned_data["base_version"]
        try:
            minutes.save(meeting=meeting, text=text, base_version=version, by=request.user, now=now)
        except StaleVersion as stale:
            theirs = differing(stale)
        except DomainError as refusal:
            form.add_error(None, str(refusal.message))
        if theirs is None and not form.errors:
            return _onward(request, meeting)
    return render(request, "staff/meetings/write.html", write_page(request, meeting, form, now=now, theirs=theirs))


def _onward(request: StaffRequest, meeting: Meeting) -> HttpResponse:
    if "finish" in request.POST:
        return redirect("staff:meeting_finish", meeting.about.pk, meeting.pk)
    done(request, _("The minutes are saved."))
    return redirect("staff:minutes" if meeting.is_planned else "staff:meeting", meeting.about.pk, meeting.pk)


@require_POST
@staff
def found(request: StaffRequest, person_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Show the actions and decisions that are found in what is being typed; nothing is kept."""
    now = timezone.now()
    meeting = open_to_write(request, person_id, meeting_id, now=now)
    text = request.POST.get("text", "")[:LONGEST]
    return render(request, "staff/meetings/found.html", {"found": found_in(meeting, text, now=now)})


@require_POST
@staff
def keep(request: StaffRequest, person_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Keep what is typed as one's own draft; a script is told when, a reader without one goes back to the page."""
    now = timezone.now()
    meeting = open_to_write(request, person_id, meeting_id, now=now)
    form = write_form(request, None, None)
    form.fields["text"].required = False
    if form.is_valid():
        text, version = form.cleaned_data["text"], form.cleaned_data["base_version"]
        minutes.keep_draft(meeting=meeting, text=text, base_version=version, by=request.user, now=now)
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return JsonResponse({"saved_at": now.astimezone(OSLO).strftime("%H:%M")})
    done(request, _("The draft is kept. Only you can read it."))
    return redirect("staff:minutes", person_id, meeting_id)


@require_POST
@staff
def discard(request: StaffRequest, person_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Throw one's own draft away."""
    now = timezone.now()
    meeting = open_to_write(request, person_id, meeting_id, now=now)
    minutes.discard_draft(meeting=meeting, by=request.user, now=now)
    done(request, _("The draft is thrown away."))
    return redirect("staff:minutes", person_id, meeting_id)


@staff
def finish(request: StaffRequest, person_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Check who does what by when, who was there and who gets the minutes; then the meeting is held."""
    now = timezone.now()
    meeting = open_to_write(request, person_id, meeting_id, now=now)
    page = check_page(request, meeting, queries.minutes_of(meeting=meeting), now=now)
    if request.method == "POST" and page.is_valid():
        outcome, key = page.form.outcome(page.actions, page.parsed.decisions), key_of(request)
        try:
            finishing.finish(meeting=meeting, outcome=outcome, by=request.user, now=now, key=key)
        except DomainError as refusal:
            page.form.add_error(None, str(refusal.message))
        else:
            done(request, _("The meeting is finished, and those who get the minutes are told."))
            return redirect("staff:meeting", person_id, meeting_id)
    context = frame(meeting.about, now=now) | {"meeting": meeting, "page": page, "has_begun": meeting.starts_at <= now}
    return render(request, "staff/meetings/finish.html", context)
