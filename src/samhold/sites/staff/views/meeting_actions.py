"""Tick off what was to be done after a meeting, and take the tick back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.errors import DomainError, NotAllowed
from samhold.rooms.meetings.access import access_action
from samhold.rooms.meetings.actions import actions
from samhold.sites.staff.back import DAY
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse

_LISTS = {DAY: "staff:my_day", "tasks": "staff:tasks"}
"""The lists that one ticks off on, and comes back to."""


@require_POST
@staff
def tick(request: StaffRequest, person_id: UUID, action_id: UUID) -> HttpResponse:
    """Tick something off as done."""
    return _do(request, person_id, action_id, actions.tick, _("Ticked off."), "action_not_done")


@require_POST
@staff
def untick(request: StaffRequest, person_id: UUID, action_id: UUID) -> HttpResponse:
    """Take the tick back."""
    return _do(request, person_id, action_id, actions.untick, _("It is still to be done."), "action_done")


def _do(
    request: StaffRequest,
    person_id: UUID,
    action_id: UUID,
    act: Callable[..., object],
    text: str,
    undo: str,
) -> HttpResponse:
    now = timezone.now()
    action = access_action(actor=request.user, person_id=person_id, action_id=action_id, now=now)
    came_from = request.GET.get("from", "")
    try:
        act(action=action, by=request.user, now=now)
    except NotAllowed:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        back = f"?from={came_from}" if came_from in _LISTS else ""
        done(request, text, undo=f"{reverse(f'staff:{undo}', args=[person_id, action_id])}{back}")
    if came_from in _LISTS:
        return redirect(_LISTS[came_from])
    return redirect("staff:meeting", person_id, action.meeting_id)
