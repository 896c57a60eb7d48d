"""Conflict of interest: a worker and the person know each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.errors import DomainError
from samhold.rooms.organisations.access import memberships_of
from samhold.rooms.organisations.queries.directory import neighbouring_units
from samhold.rooms.people.access import access_conflict, access_own_conflict
from samhold.rooms.people.actions import conflicts
from samhold.rooms.people.enums import DeclaredBy
from samhold.rooms.people.forms.conflicts import DeclareConflict
from samhold.rooms.people.queries.network import workers
from samhold.sites.staff.pages.circle import (
    back_to,
    key_of,
    manages_consents,
    open_person,
    open_to_manage_consents,
    open_to_manage_network,
    try_to,
)
from samhold.sites.staff.pages.conflicts import hand_over, receiver, undo_address
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.sites.staff.views.network import frame
from samhold.ui.messages import done

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from samhold.rooms.people.models import Conflict, Person


@staff
def declare(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Let a worker say "I know this person"; the case leaves the municipality and is hidden at home."""
    person = open_person(request, person_id, "conflict")
    posts = tuple(memberships_of(request.user.pk, timezone.now()))
    elsewhere = neighbouring_units(posts[0].unit.organisation if posts else person.tenant)
    form = DeclareConflict(request.POST or None, posts=posts, units=elsewhere, is_own=True)
    context = frame(person, "consents") | {"form": form, "may_say_of_others": manages_consents(person)}
    if request.method == "POST" and form.is_valid():
        if not form.cleaned_data["is_checked"]:
            return _check(request, person, form)
        try:
            conflict = _declare(request, person, form, DeclaredBy.WORKER)
        except DomainError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            text = _("Thank you for saying so. %s takes over. You no longer find the person, and nor does your unit.")
            done(request, text % receiver(conflict), undo=undo_address(conflict))
            return redirect("staff:my_day")
    return render(request, "staff/consents/conflict.html", context)


@staff
def declare_of_worker(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Write down that the person does not want a worker who knows them."""
    person = open_to_manage_consents(request, person_id)
    posts = workers(person=person, now=timezone.now())
    form = DeclareConflict(request.POST or None, posts=posts, units=neighbouring_units(person.tenant), is_own=False)
    if request.method == "POST" and form.is_valid():
        if not form.cleaned_data["is_checked"]:
            return _check(request, person, form)
        try:
            conflict = _declare(request, person, form, DeclaredBy.PERSON)
        except DomainError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            names = {"name": conflict.user.name, "unit": receiver(conflict)}
            text = _("%(name)s no longer finds the person, nor does their unit. %(unit)s takes over.") % names
            return back_to(request, person_id, "consents", text, undo=undo_address(conflict))
    return render(request, "staff/consents/conflict_of_worker.html", frame(person, "consents") | {"form": form})


def _check(request: StaffRequest, person: Person, form: DeclareConflict) -> HttpResponse:
    """Show who gets the case and what is planned, before anything happens; the same form does it."""
    shown = hand_over(person, form, now=timezone.now())
    context = {"form": form, "shown": shown, "is_own": form.is_own}
    return render(request, "staff/consents/conflict_check.html", frame(person, "consents") | context)


@staff
@require_POST
def take_back(request: StaffRequest, person_id: UUID, conflict_id: UUID) -> HttpResponse:
    """Take back what one declared by a slip."""
    conflict = access_own_conflict(actor=request.user, person_id=person_id, conflict_id=conflict_id)

    def act() -> str:
        conflicts.take_back(conflict=conflict, by=request.user, now=timezone.now())
        return _("That is taken back: the case stays, and you find the person again.")

    return try_to(request, person_id, "person", act)


def _declare(request: StaffRequest, person: Person, form: DeclareConflict, declared_by: DeclaredBy) -> Conflict:
    return conflicts.declare(
        person=person,
        **form.values,
        declared_by=declared_by,
        by=request.user,
        now=timezone.now(),
        key=key_of(request),
    )


@staff
@require_POST
def lift(request: StaffRequest, person_id: UUID, conflict_id: UUID) -> HttpResponse:
    """End a conflict: the unit at home may see the person again, if its relation still holds."""
    person = open_to_manage_network(request, person_id)
    conflict = access_conflict(person=person, conflict_id=conflict_id)

    def act() -> str:
        conflicts.lift(conflict=conflict, by=request.user, now=timezone.now())
        return _(
            "The conflict of interest has ended. The unit at home finds the person again, if it is still involved."
        )

    return try_to(request, person_id, "consents", act)
