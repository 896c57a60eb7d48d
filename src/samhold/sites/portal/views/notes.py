"""What was written about me: the last notes, and my own comment on each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.errors import DomainError
from samhold.rooms.access.enums import Category
from samhold.rooms.care.actions import contact_comments
from samhold.rooms.care.queries.notes import comment_for, note_of
from samhold.sites.portal.pages.notes import comment_form, comment_page, notes_page, refused, say
from samhold.sites.portal.requests import PortalRequest, own
from samhold.ui.messages import done

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from samhold.rooms.people.models import Person


@own(Category.CONTACTS, subject="contact")
def show(request: PortalRequest, person: Person) -> HttpResponse:
    """Show the last notes, and what I said to them."""
    return render(request, "portal/notes/show.html", notes_page(person))


@own(Category.CONTACTS, subject="contact")
def comment(request: PortalRequest, person: Person, contact_id: UUID) -> HttpResponse:
    """Say something to a note, or change what I said."""
    contact, theirs = note_of(person=person, contact_id=contact_id), ""
    form = comment_form(request, contact)
    if request.method == "POST" and form.is_valid():
        try:
            say(request, contact, form, now=timezone.now())
        except DomainError as refusal:
            form, theirs = refused(form, refusal)
        else:
            done(request, _("Your comment is saved. Those who read the note can read it."))
            return redirect(f"{reverse('portal:notes')}#note-{contact_id}")
    return render(request, "portal/notes/comment.html", comment_page(contact, form, theirs=theirs))


@require_POST
@own(Category.CONTACTS, subject="contact")
def take_back(request: PortalRequest, person: Person, contact_id: UUID) -> HttpResponse:
    """Take back what I said; it can be put back."""
    row = comment_for(person=person, contact_id=contact_id)
    try:
        contact_comments.take_back(comment=row, by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        undo = reverse("portal:comment_put_back", args=[contact_id])
        done(request, _("Your comment is taken back. Nobody sees it now."), undo=undo)
    return redirect(f"{reverse('portal:notes')}#note-{contact_id}")


@require_POST
@own(Category.CONTACTS, subject="contact")
def put_back(request: PortalRequest, person: Person, contact_id: UUID) -> HttpResponse:
    """Show again what I took back."""
    row = comment_for(person=person, contact_id=contact_id)
    try:
        contact_comments.put_back(comment=row, by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        done(request, _("Your comment stands again."))
    return redirect(f"{reverse('portal:notes')}#note-{contact_id}")
