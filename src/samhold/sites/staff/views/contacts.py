"""Contacts: record one, correct its text, take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.errors import DomainError
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.absence_enums import AbsenceNext
from samhold.rooms.care.access import access_appointment, access_contact
from samhold.rooms.care.actions import contacts, goals, missed
from samhold.rooms.care.forms.absences import WhyNot, reasons_of
from samhold.rooms.care.forms.contacts import ChangeText, not_met_of
from samhold.rooms.care.queries.days import recorded_of
from samhold.rooms.care.queries.safety import absence_plan
from samhold.sites.staff.back import back, onward
from samhold.sites.staff.pages.beside import tried
from samhold.sites.staff.pages.contact import contact_page
from samhold.sites.staff.pages.contact_text import chosen_text, differing
from samhold.sites.staff.pages.head import head_of
from samhold.sites.staff.pages.person import SHOWN, open_person
from samhold.sites.staff.requests import StaffRequest, mutation_key, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpResponse

    from samhold.rooms.care.models import Contact


@staff
def record(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Take a new contact, on a page of its own; the box on the person's page sends here too."""
    now = timezone.now()
    person = open_person(request, person_id, now=now, subject="new contact", shown=(*SHOWN, Category.PLAN))
    require(request.user, Action.RECORD, person, Category.CONTACTS, now=now)
    box = contact_page(request, person, now=now)
    if request.method == "POST" and box.form.is_valid():
        typed = box.form.cleaned_data
        new, key = box.form.contact(box.appointment), mutation_key(request, typed)
        try:
            unit, by, draft = typed["unit"], request.user, box.draft
            made = contacts.record(person=person, unit=unit, contact=new, by=by, now=now, key=key, draft=draft)
            goals.tick(contact=made, goals=box.form.chosen_goals, by=request.user, now=now)
        except DomainError as refusal:
            box.form.add_error(None, str(refusal.message))
        else:
            said = _("%(name)s: the contact is saved.") % {"name": person.name}
            done(request, said, undo=onward(request, "undo_contact", person_id, made.pk))
            if made.absence_next == AbsenceNext.NEW_TIME:
                return redirect("staff:plan", person_id)
            return back(request, person_id, at=made.took_place_at, stop=made.appointment_id)
    context = {"section": "persons", "tab": "", "head": head_of(person, now=now), "person": person, "box": box}
    return render(request, "staff/contacts/record.html", context)


@require_POST
@staff
def not_met(request: StaffRequest, person_id: UUID, appointment_id: UUID) -> HttpResponse:
    """Record with one tap that nobody was met; what was being written is kept."""
    now = timezone.now()
    found = access_appointment(actor=request.user, person_id=person_id, appointment_id=appointment_id, now=now)
    try:
        made = contacts.record(
            person=found.person,
            unit=found.unit,
            contact=not_met_of(found, now=now),
            by=request.user,
            now=now,
            key=mutation_key(request),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        said = _("%(name)s: saved as not met.") % {"name": found.person.name}
        done(request, said, undo=onward(request, "undo_contact", person_id, made.pk))
        if absence_plan(person=found.person) is not None:
            return redirect(onward(request, "explain", person_id, found.pk))
    return back(request, person_id, at=found.starts_at, stop=found.pk)


@staff
def explain(request: StaffRequest, person_id: UUID, appointment_id: UUID) -> HttpResponse:
    """Say why nobody was met and what then; what the person wants done when they do not come stands there."""
    now = timezone.now()
    found = access_appointment(actor=request.user, person_id=person_id, appointment_id=appointment_id, now=now)
    contact = recorded_of(appointment=found, by=request.user)
    if contact is None:
        messages.error(request, _("Somebody else recorded this. Open the person to see who."))
        return back(request, person_id, at=found.starts_at, stop=found.pk)
    form = WhyNot(request.POST or None, initial=reasons_of(contact))
    onwards = back(request, person_id, at=found.starts_at, stop=found.pk)

    def act() -> None:
        missed.explain(contact=contact, reason=form.reason, then=form.then, by=request.user, now=now)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("Saved."))
        return redirect("staff:plan", person_id) if form.then == AbsenceNext.NEW_TIME else onwards
    context = {"section": "persons", "tab": "", "head": head_of(found.person, now=now), "contact": contact}
    shown = {"form": form, "absence_plan": absence_plan(person=found.person), "back_url": onwards["Location"]}
    return render(request, "staff/contacts/explain.html", context | shown)


@require_POST
@staff
def unrecord(request: StaffRequest, person_id: UUID, appointment_id: UUID) -> HttpResponse:
    """Take back one's own newest contact of an appointment, so that it stands as planned again."""
    now = timezone.now()
    found = access_appointment(actor=request.user, person_id=person_id, appointment_id=appointment_id, now=now)
    contact = recorded_of(appointment=found, by=request.user)
    if contact is None:
        messages.error(request, _("Somebody else recorded this. Open the person to see who."))
        return back(request, person_id, at=found.starts_at, stop=found.pk)
    return _undone(request, contact, now)


@staff
def change(request: StaffRequest, person_id: UUID, contact_id: UUID) -> HttpResponse:
    """Correct the text of one's own contact; after a stale save both texts stand side by side."""
    now = timezone.now()
    contact = access_contact(actor=request.user, person_id=person_id, contact_id=contact_id, now=now)
    contacts.require_own(contact=contact, by=request.user, now=now)
    head = head_of(contact.person, now=now)
    form = ChangeText(request.POST or None, initial={"text": contact.text, "base_version": contact.version})
    theirs = None
    if request.method == "POST" and form.is_valid():
        text, version = chosen_text(request, form, contact), form.cleaned_data["base_version"]
        try:
            contacts.change_text(contact=contact, base_version=version, text=text, by=request.user, now=now)
        except StaleVersion as stale:
            theirs = differing(stale)
        if theirs is None:
            done(request, _("The text is saved."))
            return back(request, person_id)
    context = {"section": "persons", "tab": "", "head": head, "contact": contact, "form": form, "theirs": theirs}
    return render(request, "staff/contacts/change.html", context)


@require_POST
@staff
def undo(request: StaffRequest, person_id: UUID, contact_id: UUID) -> HttpResponse:
    """Take back one's own contact."""
    now = timezone.now()
    return _undone(
        request, access_contact(actor=request.user, person_id=person_id, contact_id=contact_id, now=now), now
    )


def _undone(request: StaffRequest, contact: Contact, now: datetime) -> HttpResponse:
    try:
        contacts.undo(contact=contact, by=request.user, now=now)
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        said = _("%(name)s: the contact is taken back.") % {"name": contact.person.name}
        done(request, said, undo=onward(request, "redo_contact", contact.person_id, contact.pk))
    return back(request, contact.person_id, at=contact.took_place_at, stop=contact.appointment_id)


@require_POST
@staff
def redo(request: StaffRequest, person_id: UUID, contact_id: UUID) -> HttpResponse:
    """Let a contact stand that was taken back."""
    now = timezone.now()
    contact = access_contact(actor=request.user, person_id=person_id, contact_id=contact_id, now=now)
    try:
        contacts.redo(contact=contact, by=request.user, now=now)
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        done(request, _("The contact stands again."), undo=onward(request, "undo_contact", person_id, contact_id))
    return back(request, person_id, at=contact.took_place_at, stop=contact.appointment_id)
