"""Register a person, change who they are, and let them move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samhold.foundation.errors import DomainError
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.people.actions import persons
from samhold.rooms.people.forms.person import REFUSED_AT
from samhold.sites.staff.pages.details import (
    Differences,
    after_stale,
    asked_again,
    change_form,
    move_form,
    register_form,
)
from samhold.sites.staff.pages.head import head_of
from samhold.sites.staff.pages.person import open_person
from samhold.sites.staff.requests import StaffRequest, mutation_key, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpResponse

    from samhold.rooms.people.forms.person import ChangePerson
    from samhold.rooms.people.models import Person


@staff
def register(request: StaffRequest) -> HttpResponse:
    """Take in a new person."""
    now = timezone.now()
    form = register_form(request, now=now)
    found: tuple[Person, ...] = ()
    if request.method == "POST" and form.is_valid():
        key, others = mutation_key(request, form.cleaned_data), form.cleaned_data["others"]
        try:
            made = persons.register(entry=form.entry(now=now), by=request.user, now=now, key=key, others=others)
        except persons.MayBeRegistered as question:
            form, found = asked_again(request, question, now=now), question.persons
        except DomainError as refusal:
            form.add_error(REFUSED_AT.get(type(refusal)), str(refusal.message))
        else:
            done(request, _("The person is registered."))
            return redirect("staff:person", made.pk)
    return render(request, "staff/person/register.html", {"section": "persons", "form": form, "found": found})


@staff
def details(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Change what is known of who a person is; after a stale save both stand side by side."""
    now = timezone.now()
    person = open_person(request, person_id, now=now, subject="details", shown=(Category.NETWORK,))
    require(request.user, Action.RECORD, person, Category.IDENTITY, now=now)
    head, form = head_of(person, now=now), change_form(request, person)
    move, differences = move_form(request, person, now=now), Differences()
    if request.method == "POST" and form.is_valid():
        form, differences = _change(request, person, form, now)
        if not form.errors and not differences:
            done(request, _("The details are saved."))
            return redirect("staff:person", person_id)
    context = {"section": "persons", "tab": "", "head": head, "person": person, "form": form, "move": move}
    return render(request, "staff/person/details.html", context | {"differences": differences})


def _change(
    request: StaffRequest,
    person: Person,
    form: ChangePerson,
    now: datetime,
) -> tuple[ChangePerson, Differences]:
    typed, version = form.details(national_number=person.national_number), form.cleaned_data["base_version"]
    try:
        persons.change(person=person, details=typed, base_version=version, by=request.user, now=now)
    except StaleVersion as stale:
        return after_stale(request, stale)
    except DomainError as refusal:
        form.add_error(REFUSED_AT.get(type(refusal)), str(refusal.message))
    return form, Differences()


@staff
def move(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Write down a new address."""
    now = timezone.now()
    person = open_person(request, person_id, now=now, subject="details", shown=(Category.NETWORK,))
    require(request.user, Action.RECORD, person, Category.IDENTITY, now=now)
    form = move_form(request, person, now=now, is_sent=request.method == "POST")
    if request.method == "POST" and form.is_valid():
        key = mutation_key(request, form.cleaned_data)
        try:
            persons.move(person=person, home=form.home, by=request.user, now=now, key=key)
        except DomainError as refusal:
            form.add_error(REFUSED_AT.get(type(refusal)), str(refusal.message))
        else:
            done(request, _("The new address is saved."))
            return redirect("staff:person", person_id)
    context = {"section": "persons", "tab": "", "head": head_of(person, now=now), "person": person, "move": form}
    return render(request, "staff/person/details.html", context | {"form": change_form(request, person, is_sent=False)})
