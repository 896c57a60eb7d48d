"""The region's workbook: hand it in, see its faults and what it would change, write it; take it out."""

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
from samhold.infrastructure.spreadsheets import write_workbook
from samhold.rooms.access.engine import require_without_person
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.people.actions import region
from samhold.rooms.people.forms.region import commit, faults_workbook, preview, preview_again
from samhold.rooms.people.forms.upload import HandInWorkbook
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from uuid import UUID

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff
def show(request: StaffRequest) -> HttpResponse:
    """Take a workbook in, and offer the one that stands."""
    now = timezone.now()
    require_without_person(request.user, Action.CONFIGURE, Category.IDENTITY, now=now, purpose=Purpose.COORDINATION)
    form = HandInWorkbook(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["workbook"]
        try:
            shown = preview(file.read(), file.name, by=request.user, now=now)
        except NotAllowed:
            raise
        except DomainError as refusal:
            form.add_error("workbook", str(refusal.message))
        else:
            return redirect("staff:region_preview", shown.token)
    return render(request, "staff/region/show.html", {"form": form, "section": "region"})


@staff
def look(request: StaffRequest, token: UUID) -> HttpResponse:
    """Show the faults of a file and what it would change; write it when asked to."""
    now = timezone.now()
    if request.method == "POST":
        return _write(request, token)
    shown = preview_again(token, by=request.user, now=now)
    return render(request, "staff/region/preview.html", {"preview": shown, "section": "region"})


def _write(request: StaffRequest, token: UUID) -> HttpResponse:
    try:
        commit(token, by=request.user, now=timezone.now())
    except NotAllowed:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
        return redirect("staff:region_preview", token)
    done(request, _("The workbook is written. Everybody in it can be found now, by those who may."))
    return redirect("staff:region")


@staff
def faults(request: StaffRequest, token: UUID) -> HttpResponse:
    """Download the faults of a file, to mend it by."""
    shown = preview_again(token, by=request.user, now=timezone.now())
    return _download(faults_workbook(shown), _("faults"))


@staff
@require_POST
def export(request: StaffRequest) -> HttpResponse:
    """Download the region as it stands, as far as one may read it."""
    sheets = region.export(by=request.user, now=timezone.now())
    return _download(write_workbook(sheets), _("region"))


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="samhold-{name}-{local_day(timezone.now())}.xlsx"'
    return response
