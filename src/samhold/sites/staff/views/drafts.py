"""Drafts: what is being written is kept on the server, and thrown away when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.time import OSLO
from samhold.rooms.care.actions import drafts
from samhold.rooms.care.actions.contacts import CONTACT_FORM
from samhold.rooms.care.forms.contacts import RecordContact
from samhold.sites.staff.back import back
from samhold.sites.staff.pages.contact import written_about
from samhold.sites.staff.pages.person import open_person
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from uuid import UUID


@require_POST
@staff
def save(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep the fields of the contact form; a script is told when, a reader without one goes back to the page."""
    now = timezone.now()
    person = open_person(request, person_id, now=now, subject="draft", shown=())
    fields = {name: ",".join(request.POST.getlist(name)) for name in RecordContact.base_fields if name in request.POST}
    about = written_about(request.POST.get("appointment", ""))
    drafts.save(person=person, form=CONTACT_FORM, fields=fields, by=request.user, now=now, about=about)
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return JsonResponse({"saved_at": now.astimezone(OSLO).strftime("%H:%M")})
    done(request, _("The draft is kept. Only you can read it."))
    return back(request, person_id)


@require_POST
@staff
def discard(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Throw one's own draft away."""
    now = timezone.now()
    person = open_person(request, person_id, now=now, subject="draft", shown=())
    about = written_about(request.POST.get("appointment", ""))
    drafts.discard(person=person, form=CONTACT_FORM, by=request.user, now=now, about=about)
    done(request, _("The draft is thrown away."))
    return back(request, person_id)
