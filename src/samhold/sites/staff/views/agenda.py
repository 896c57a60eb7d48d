"""What a meeting is to talk about: put on, take off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.errors import DomainError, NotAllowed
from samhold.rooms.meetings.access import access_item
from samhold.rooms.meetings.actions import agenda
from samhold.rooms.meetings.forms.minutes import AddItem
from samhold.sites.staff.pages.circle import key_of
from samhold.sites.staff.pages.minutes import open_to_write
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpResponse

    from samhold.rooms.meetings.models import Meeting


@require_POST
@staff
def add(request: StaffRequest, person_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Put something typed, or something that a room offers, on the agenda."""
    now = timezone.now()
    meeting = open_to_write(request, person_id, meeting_id, now=now)
    try:
        _add(request, meeting, now)
    except NotAllowed:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    return redirect("staff:meeting", person_id, meeting_id)


@require_POST
@staff
def remove(request: StaffRequest, person_id: UUID, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Take an item off the agenda."""
    now = timezone.now()
    meeting = open_to_write(request, person_id, meeting_id, now=now)
    item = access_item(meeting=meeting, item_id=item_id)
    try:
        title = agenda.remove(item=item, by=request.user, now=now)
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        done(request, _("Taken off the agenda: %(title)s") % {"title": title})
    return redirect("staff:meeting", person_id, meeting_id)


def _add(request: StaffRequest, meeting: Meeting, now: datetime) -> None:
    source_key = request.POST.get("source_key", "")
    if source_key:
        agenda.add_from_source(meeting=meeting, source_key=source_key, by=request.user, now=now)
        return
    form = AddItem(request.POST)
    title = form.cleaned_data["title"] if form.is_valid() else ""
    agenda.add(meeting=meeting, title=title, by=request.user, now=now, key=key_of(request))
