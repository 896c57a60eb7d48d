"""Consents and blocks: what is shared with whom, and what is closed to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.errors import DomainError
from samhold.rooms.organisations.queries.units import workers_of
from samhold.rooms.people.access import access_block, access_consent
from samhold.rooms.people.actions import consents
from samhold.rooms.people.forms.consents import BlockForm, GiveConsent
from samhold.rooms.people.queries.own_page import own_page_of
from samhold.sites.staff.pages.agreed import agreed_with
from samhold.sites.staff.pages.circle import (
    back_to,
    choose_unit,
    key_of,
    manages_consents,
    open_person,
    open_to_manage_consents,
    try_to,
)
from samhold.sites.staff.pages.words import listed
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.sites.staff.views.network import frame

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from samhold.rooms.organisations.models import Unit
    from samhold.rooms.people.forms.fields import ChooseUnit
    from samhold.rooms.people.models import Person


@staff
def show(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show consents, blocks and conflicts of interest."""
    person = open_person(request, person_id, "consents")
    may_change = manages_consents(person)
    own = own_page_of(person=person, now=timezone.now())
    context = {
        "own_page": own,
        "may_change": may_change,
        "agreed": agreed_with(person, viewer=request.user, with_notes=may_change, now=timezone.now()),
    }
    return render(request, "staff/consents/show.html", frame(person, "consents") | context)


@staff
def give(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Write down that the person shares something with a service."""
    person = open_to_manage_consents(request, person_id)
    choose = choose_unit(request, person)
    if not choose.is_bound or not choose.is_valid():
        return render(request, "staff/consents/give.html", frame(person, "consents") | {"choose": choose})
    return _give_to(request, person, choose, choose.cleaned_data["unit"])


def _give_to(request: StaffRequest, person: Person, choose: ChooseUnit, unit: Unit) -> HttpResponse:
    form = GiveConsent(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            consents.give(person=person, consent=form.consent, by=request.user, now=timezone.now(), key=key_of(request))
        except DomainError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return back_to(request, person.pk, "consents", _("%s may see this from now.") % unit.name)
    context = frame(person, "consents") | {"choose": choose, "form": form, "unit": unit}
    return render(request, "staff/consents/give.html", context)


@staff
def withdraw(request: StaffRequest, person_id: UUID, consent_id: UUID) -> HttpResponse:
    """Say what withdrawing means, and withdraw."""
    person = open_to_manage_consents(request, person_id)
    consent = access_consent(person=person, consent_id=consent_id)

    def act() -> str:
        consents.withdraw(consent=consent, by=request.user, now=timezone.now())
        return _("The consent is withdrawn. %s sees nothing by it from now.") % consent.recipient.name

    if request.method == "POST":
        undo = reverse("staff:consent_restore", args=[person_id, consent_id])
        return try_to(request, person_id, "consents", act, undo=undo)
    return render(request, "staff/consents/withdraw.html", frame(person, "consents") | {"consent": consent})


@staff
@require_POST
def restore(request: StaffRequest, person_id: UUID, consent_id: UUID) -> HttpResponse:
    """Let a consent that was withdrawn today hold again."""
    person = open_to_manage_consents(request, person_id)
    consent = access_consent(person=person, consent_id=consent_id)

    def act() -> str:
        consents.restore(consent=consent, by=request.user, now=timezone.now())
        return _("The consent holds again. %s sees by it what they saw before.") % consent.recipient.name

    return try_to(request, person_id, "consents", act)


@staff
def block(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Write down that a worker or a service shall not see something."""
    person = open_to_manage_consents(request, person_id)
    choose = choose_unit(request, person)
    if not choose.is_bound or not choose.is_valid():
        return render(request, "staff/consents/block.html", frame(person, "consents") | {"choose": choose})
    return _block_in(request, person, choose, choose.cleaned_data["unit"])


def _block_in(request: StaffRequest, person: Person, choose: ChooseUnit, unit: Unit) -> HttpResponse:
    now = timezone.now()
    form = BlockForm(request.POST or None, unit=unit, workers=workers_of(unit.pk, now))
    if request.method == "POST" and form.is_valid():
        try:
            consents.block(person=person, block=form.block, by=request.user, now=now, key=key_of(request))
        except DomainError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            words = {"name": form.name, "what": listed(form.block.categories)}
            return back_to(request, person.pk, "consents", _("%(name)s will not see this from now: %(what)s.") % words)
    context = frame(person, "consents") | {"choose": choose, "form": form, "unit": unit}
    return render(request, "staff/consents/block.html", context)


@staff
@require_POST
def unblock(request: StaffRequest, person_id: UUID, block_id: UUID) -> HttpResponse:
    """End a block."""
    person = open_to_manage_consents(request, person_id)
    row = access_block(person=person, block_id=block_id)

    def act() -> str:
        consents.unblock(block=row, by=request.user, now=timezone.now())
        return _("The block has ended. What their role and relation let them see, they see again.")

    return try_to(request, person_id, "consents", act)
