"""What the pages around a person share: the way in, the key of a form, where to go when one has shut the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from samhold.foundation.errors import DomainError, NotAllowed
from samhold.rooms.access.engine import require, standing_of
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.organisations.queries.directory import services_near
from samhold.rooms.people.access import access_person
from samhold.rooms.people.forms.fields import ChooseUnit
from samhold.rooms.people.queries.network import units_involved
from samhold.sites.staff.requests import mutation_key
from samhold.ui.messages import done

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse

    from samhold.infrastructure.idempotency import MutationKey
    from samhold.rooms.people.models import Person
    from samhold.sites.staff.requests import StaffRequest

_NOT_TYPED = frozenset({"csrfmiddlewaretoken", "mutation_key"})


def open_person(request: StaffRequest, person_id: UUID, subject: str) -> Person:
    """
    Return the person, for a page about those around them.

    :raises NotAvailable: if the person is unknown or hidden.
    :raises NotAllowed: if one may not see who is involved.
    """
    now = timezone.now()
    person = access_person(
        actor=request.user,
        person_id=person_id,
        purpose=Purpose.CARE,
        now=now,
        subject=subject,
        categories=(Category.NETWORK,),
    )
    require(request.user, Action.READ, person, Category.NETWORK, now=now)
    return person


def open_to_manage_network(request: StaffRequest, person_id: UUID) -> Person:
    """
    Return the person, for a page that changes the network.

    :raises NotAllowed: if one may not.
    """
    person = open_person(request, person_id, "network")
    require(request.user, Action.MANAGE_NETWORK, person, Category.NETWORK, now=timezone.now())
    return person


def open_to_manage_consents(request: StaffRequest, person_id: UUID) -> Person:
    """
    Return the person, for a page that changes consents and blocks.

    :raises NotAllowed: if one may not.
    """
    person = open_person(request, person_id, "consents")
    require(request.user, Action.MANAGE_CONSENT, person, Category.IDENTITY, now=timezone.now())
    return person


def manages_network(person: Person) -> bool:
    """Say whether the viewer may change the network of a person who came through the door."""
    return person.standing is not None and person.standing.allows(Action.MANAGE_NETWORK, Category.NETWORK)


def manages_consents(person: Person) -> bool:
    """Say whether the viewer may change the consents of a person who came through the door."""
    return person.standing is not None and person.standing.allows(Action.MANAGE_CONSENT, Category.IDENTITY)


def choose_unit(request: StaffRequest, person: Person) -> ChooseUnit:
    """Return the choice of a service: the network's first, then the person's own municipality's, then near ones."""
    return ChooseUnit(
        request.GET if "unit" in request.GET else None,
        units=services_near(person.tenant),
        involved=units_involved(person=person, now=timezone.now()),
    )


def key_of(request: StaffRequest) -> MutationKey:
    """Return the key of a form, bound to what was typed in it."""
    typed = {name: request.POST.getlist(name) for name in request.POST if name not in _NOT_TYPED}
    return mutation_key(request, typed)


def back_to(request: StaffRequest, person_id: UUID, page: str, text: str, *, undo: str = "") -> HttpResponse:
    """
    Go back to a page about the person and say what was done.

    Whoever has just closed the door on themselves is taken to their own day.
    """
    if standing_of(request.user, person_id, timezone.now()).allows(Action.READ, Category.NETWORK):
        done(request, text, undo=undo)
        return redirect(f"staff:{page}", person_id)
    messages.info(request, f"{text} {_('You can no longer open the person.')}")
    return redirect("staff:my_day")


def try_to(
    request: StaffRequest,
    person_id: UUID,
    page: str,
    act: Callable[[], str],
    *,
    undo: str = "",
) -> HttpResponse:
    """Do something that has no form to show a refusal in; a refusal is told on the page one comes from."""
    try:
        text = act()
    except NotAllowed:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
        return redirect(f"staff:{page}", person_id)
    return back_to(request, person_id, page, text, undo=undo)
