"""What was written about me, and what I say to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.access.actions import audit
from samhold.rooms.access.enums import Category
from samhold.rooms.care.actions import contact_comments
from samhold.rooms.care.forms.comments import Comment
from samhold.rooms.care.queries.notes import as_note, notes
from samhold.rooms.care.queries.timeline import comment_of
from samhold.sites.portal.requests import PortalRequest, mutation_key

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.foundation.errors import DomainError
    from samhold.rooms.care.models import Contact
    from samhold.rooms.people.models import Person


def notes_page(person: Person) -> dict[str, object]:
    """Return what the page shows of a person who came through the door."""
    found = notes(person=person)
    if any(note.comment for note in found):
        audit.read_also(person.pk, {Category.FEEDBACK})
    return {"section": "notes", "person": person, "notes": found}


def comment_form(request: PortalRequest, contact: Contact) -> Comment:
    """Return the form as it was sent, or with what I have said already."""
    comment = comment_of(contact)
    first = {} if comment is None else {"text": comment.text, "base_version": comment.version}
    return Comment(request.POST or None, initial=first)


def comment_page(contact: Contact, form: Comment, *, theirs: str = "") -> dict[str, object]:
    """
    Return what the page of one note shows.

    :param theirs: the text that is saved, where mine came too late.
    """
    note = as_note(contact)
    if note.comment:
        audit.read_also(contact.person.pk, {Category.FEEDBACK})
    return {"section": "notes", "person": contact.person, "note": note, "form": form, "theirs": theirs}


def say(request: PortalRequest, contact: Contact, form: Comment, *, now: datetime) -> None:
    """
    Write the comment, or change the one there is.

    :raises DomainError: if it may not, or cannot.
    """
    comment, text = comment_of(contact), form.cleaned_data["text"]
    if comment is None:
        key = mutation_key(request, {"text": text, "contact": str(contact.pk)})
        contact_comments.write(contact=contact, text=text, by=request.user, now=now, key=key)
        return
    comment.contact = contact
    base = form.cleaned_data["base_version"] or 0  # a page from before there was a comment is late as well
    contact_comments.change(comment=comment, text=text, base_version=base, by=request.user, now=now)


def refused(form: Comment, refusal: DomainError) -> tuple[Comment, str]:
    """Return the form with the sentence and what was typed; after a late save also the text that is saved."""
    theirs, typed, sentence = "", dict(form.cleaned_data), str(refusal.message)
    if isinstance(refusal, StaleVersion):
        sentence = _("You have written in another window since. Both texts stand here. Choose, and save again.")
        theirs = str(getattr(refusal.current, "text", ""))
        typed["base_version"] = refusal.current.version
    again = Comment(typed)
    again.add_error("text", sentence)
    return again, theirs
