"""The person's own page: invite to it, take the link back, close it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.people.actions import own_page
from samhold.rooms.people.forms.own_page import InviteToOwnPage
from samhold.rooms.people.queries.own_page import own_page_of
from samhold.sites.staff.pages.beside import tried
from samhold.sites.staff.pages.circle import open_person, try_to
from samhold.sites.staff.pages.own_page import handed_over
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.sites.staff.views.network import frame

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from samhold.rooms.people.models import Person


@never_cache
@staff
def show(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show how the own page stands; invite, and show the link once if it could not be sent."""
    now = timezone.now()
    person = _open(request, person_id)
    before = own_page_of(person=person, now=now)
    form = InviteToOwnPage(request.POST or None, initial={"email": before.email if before else ""})
    made = []

    def act() -> None:
        made.append(own_page.invite(person=person, by=request.user, now=now, **form.cleaned_data))

    context = frame(person, "consents") | {"person": person, "form": form, "own_page": before}
    if request.method == "POST" and form.is_valid() and tried(form, act):
        return render(request, "staff/own_page/invited.html", context | handed_over(request, made[0]))
    return render(request, "staff/own_page/show.html", context)


@require_POST
@staff
def revoke(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Take back the link."""
    person = _open(request, person_id)

    def act() -> str:
        own_page.revoke(person=person, by=request.user, now=timezone.now())
        return _("The link no longer works.")

    return try_to(request, person_id, "own_page", act)


@require_POST
@staff
def close(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Close the own page, which can be taken back."""
    person = _open(request, person_id)

    def act() -> str:
        own_page.close(person=person, by=request.user, now=timezone.now())
        return _("The own page is closed. Nobody is logged in there any more.")

    return try_to(request, person_id, "own_page", act, undo=reverse("staff:own_page_reopen", args=[person_id]))


@require_POST
@staff
def reopen(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Open the own page again."""
    person = _open(request, person_id)

    def act() -> str:
        own_page.reopen(person=person, by=request.user, now=timezone.now())
        return _("The own page is open again.")

    return try_to(request, person_id, "own_page", act)


def _open(request: StaffRequest, person_id: UUID) -> Person:
    person = open_person(request, person_id, "own page")
    require(request.user, Action.CONFIGURE, person, Category.IDENTITY, now=timezone.now())
    return person
