"""The forms of who a person is and where they live, and the two sides of a stale save."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import localize

from samhold.rooms.access.enums import Purpose
from samhold.rooms.access.rules import MAY_REGISTER
from samhold.rooms.organisations.enums import WrittenForm
from samhold.rooms.organisations.queries.units import municipalities
from samhold.rooms.people.access import note_listed
from samhold.rooms.people.forms.person import SHOWN, ChangePerson, MovePerson, RegisterPerson
from samhold.rooms.people.queries.persons import home_of
from samhold.sites.staff.pages.workplace import workplace

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.infrastructure.versioned import StaleVersion
    from samhold.rooms.people.actions.persons import MayBeRegistered
    from samhold.rooms.people.models import Person
    from samhold.sites.staff.requests import StaffRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field in which the typed and the saved details differ."""

    label: str
    mine: str
    theirs: str


class Differences(tuple[Difference, ...]):
    """Where the typed and the saved details differ; empty when they do not."""

    __slots__ = ()


def register_form(request: StaffRequest, *, now: datetime) -> RegisterPerson:
    """Return the form for a new person, with the posts in which one may take in persons."""
    del now
    posts = [post for post in workplace(request).memberships if post.role in MAY_REGISTER]
    sent = request.POST if request.method == "POST" else None
    return RegisterPerson(sent, municipalities=municipalities(), posts=posts)


def asked_again(request: StaffRequest, question: MayBeRegistered, *, now: datetime) -> RegisterPerson:
    """Return the form as typed, which says when it is sent again that the persons shown are others; they are logged."""
    note_listed(question.persons, actor=request.user, purpose=Purpose.CARE, now=now, subject="register")
    form = register_form(request, now=now)
    sent = request.POST.copy()
    sent["others"] = " ".join(str(person.pk) for person in question.persons)
    form.data = sent
    return form


def change_form(request: StaffRequest, person: Person, *, is_sent: bool = True) -> ChangePerson:
    """Return the form for the details, as sent if they were."""
    return ChangePerson(request.POST if is_sent and request.method == "POST" else None, person=person)


def move_form(request: StaffRequest, person: Person, *, now: datetime, is_sent: bool = False) -> MovePerson:
    """Return the form for a new address, starting from the one that holds."""
    home = home_of(person, now)
    form = MovePerson(
        request.POST if is_sent else None,
        municipalities=municipalities(),
        first=None if home is None else home.municipality_id,
        now=now,
    )
    if home is not None:
        form.initial["address"] = home.address
    return form


def after_stale(request: StaffRequest, stale: StaleVersion) -> tuple[ChangePerson, Differences]:
    """Return the form as typed but based on what is saved now, and where the two differ."""
    sent = request.POST.copy()
    sent["base_version"] = str(stale.current.version)
    form = ChangePerson(sent, person=stale.current)  # type: ignore[arg-type] # the row that was to be saved
    found = tuple(
        Difference(label=str(form.fields[name].label), mine=_shown(mine), theirs=_shown(theirs))
        for name, theirs, mine in stale.differences()
        if name in SHOWN
    )
    return form, Differences(found)


def _shown(value: object) -> str:
    if value in WrittenForm.values:
        return str(WrittenForm(value).label)
    return str(localize(value)) if value else "-"
