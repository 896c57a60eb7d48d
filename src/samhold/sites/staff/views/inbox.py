"""The inbox: what waits, by how soon it wants to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.rooms.notices.actions import mark_all_read, mark_read
from samhold.rooms.notices.enums import Level
from samhold.rooms.notices.queries import path_of, read_lately, waiting
from samhold.sites.staff.pages.inbox import name_persons
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

MOST = 100


@staff
def show(request: StaffRequest) -> HttpResponse:
    """Show what waits, and what was read last."""
    notices, read = waiting(user_id=request.user.pk, limit=MOST), read_lately(user_id=request.user.pk)
    name_persons((*notices, *read), actor=request.user, now=timezone.now())
    levels = [(level, [notice for notice in notices if notice.level == level]) for level in Level]
    context = {
        "levels": [(level, found) for level, found in levels if found],
        "read": read,
        "section": "inbox",
    }
    return render(request, "staff/inbox.html", context)


@staff
@require_POST
def open_notice(request: StaffRequest, notice_id: UUID) -> HttpResponse:
    """Mark a notice as read and go where it leads; the door there decides again."""
    path = path_of(user_id=request.user.pk, notice_id=notice_id)
    mark_read(notice_id=notice_id, by=request.user, now=timezone.now())
    is_ours = url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    goes_there = is_ours and "only_read" not in request.POST
    return redirect(path if path and goes_there else "staff:inbox")


@staff
@require_POST
def read_all(request: StaffRequest) -> HttpResponse:
    """Mark everything as read."""
    mark_all_read(by=request.user, now=timezone.now())
    done(request, _("Everything is marked as read."))
    return redirect("staff:inbox")
