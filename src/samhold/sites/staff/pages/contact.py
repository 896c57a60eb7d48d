"""The form of a contact: what it starts with, the draft that was left, and the appointment it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.formats import date_format

from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.access import access_appointment
from samhold.rooms.care.actions.contacts import CONTACT_FORM
from samhold.rooms.care.forms.contacts import RecordContact, first_values
from samhold.rooms.care.queries.days import draft as find_draft
from samhold.rooms.care.queries.days import fields_of
from samhold.rooms.care.queries.habits import kinds_by_use
from samhold.sites.staff.pages.workplace import workplace

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.care.models import Appointment, Draft  # noqa: TC004 -- sites import no tables
    from samhold.rooms.people.models import Person
    from samhold.sites.staff.requests import StaffRequest

FIRST_KINDS = 6
"""As many kinds stand open; the others are one tap further away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPage:
    """The form, the draft it was filled from, and the appointment it settles."""

    form: RecordContact
    draft: Draft | None
    appointment: Appointment | None

    @property
    def when(self) -> str:
        """The day and time that the form holds, in words."""
        day, at = self.form["day"].value(), self.form["time"].value()
        written = day if isinstance(day, date) else _read_day(str(day or ""))
        clock = at.strftime("%H:%M") if isinstance(at, time) else str(at or "")
        return f"{date_format(written, 'MONTH_DAY_FORMAT') if written else day} {clock}".strip()

    @property
    def first_kinds(self) -> list[object]:
        """The choices that stand open."""
        return list(self.form["kind"].subwidgets[:FIRST_KINDS])

    @property
    def other_kinds(self) -> list[object]:
        """The choices behind "more"."""
        return list(self.form["kind"].subwidgets[FIRST_KINDS:])

    @property
    def is_other_chosen(self) -> bool:
        """Whether the chosen kind is one of those behind "more"."""
        chosen = self.form["kind"].value()
        return any(kind.data["value"] == chosen for kind in self.form["kind"].subwidgets[FIRST_KINDS:])


def contact_page(request: StaffRequest, person: Person, *, now: datetime) -> ContactPage:
    """
    Return the form for a person: as sent, else from the draft, else from the appointment that was asked for.

    A draft of something else than the appointment that is asked for, or sent, is kept and not filled in.
    """
    place = workplace(request)
    draft = find_draft(author=request.user, person=person, form=CONTACT_FORM)
    typed = {} if draft is None else {name: value for name, value in fields_of(draft).items() if value}
    sent = request.POST if request.method == "POST" else None
    asked = request.GET.get("appointment") if sent is None else sent.get("appointment", "")
    if asked is not None and asked != typed.get("appointment", ""):
        draft, typed = None, {}
    wanted = (sent or typed or request.GET).get("appointment", "")
    appointment = _appointment(request, person, wanted, now=now)
    first = first_values(now=now, appointment=appointment)
    first.setdefault("unit", str(place.units[0].pk) if place.units else "")
    kinds = kinds_by_use(worker=request.user, unit_ids=[unit.pk for unit in place.units], now=now)
    form = RecordContact(sent, kinds=kinds, units=place.units, initial=first | typed)
    return ContactPage(form=form, draft=draft, appointment=appointment)


def _read_day(written: str) -> date | None:
    """Return the day that was typed or kept as text, if it is one."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _appointment(request: StaffRequest, person: Person, wanted: str, *, now: datetime) -> Appointment | None:
    """Return the appointment that is wanted; nothing for one who may not, or no longer, see appointments."""
    try:
        appointment_id = UUID(wanted)
    except ValueError:
        return None
    if person.standing is None or not person.standing.allows(Action.READ, Category.APPOINTMENTS):
        return None
    return access_appointment(actor=request.user, person_id=person.pk, appointment_id=appointment_id, now=now)
