"""The form of a contact: what it starts with, the draft that was left, and the appointment it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.access import access_appointment
from samhold.rooms.care.actions.contacts import CONTACT_FORM
from samhold.rooms.care.enums import ContactOutcome
from samhold.rooms.care.forms.contacts import FIRST_MINUTES, RecordContact, first_values
from samhold.rooms.care.queries.days import draft as find_draft
from samhold.rooms.care.queries.days import fields_of
from samhold.rooms.care.queries.habits import kinds_by_use
from samhold.rooms.care.queries.plans import open_goals
from samhold.rooms.care.queries.safety import absence_plan
from samhold.sites.staff.pages.workplace import workplace

if TYPE_CHECKING:
    from datetime import datetime

    from django.forms import BoundField

    from samhold.rooms.care.models import AbsencePlan, Appointment, Draft  # noqa: TC004 -- sites import no tables
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
    absence_plan: AbsencePlan | None = None

    @property
    def when(self) -> str:
        """The day and time that the form holds, in words."""
        day, at = self.form["day"].value(), self.form["time"].value()
        written = day if isinstance(day, date) else _read_day(str(day or ""))
        clock = at.strftime("%H:%M") if isinstance(at, time) else str(at or "")
        return f"{date_format(written, 'MONTH_DAY_FORMAT') if written else day} {clock}".strip()

    @property
    def facts(self) -> str:
        """What the form says of kind, outcome and minutes, in words; minutes only if they met."""
        chosen = [_label(self.form[name]) for name in ("kind", "outcome")]
        minutes = str(self.form["minutes"].value() or "")
        if self.form["outcome"].value() == ContactOutcome.MET:
            number = minutes if minutes.isdigit() else str(self.form["own_minutes"].value() or "")
            chosen.append(_("%(minutes)d min") % {"minutes": int(number)} if number.isdigit() else "")
        return " · ".join(word for word in chosen if word)

    @property
    def is_folded(self) -> bool:
        """Whether the facts are one line: they are those of an appointment, and nothing is wrong with them."""
        names = ("kind", "outcome", "minutes", "own_minutes")
        return self.appointment is not None and not any(name in self.form.errors for name in names)

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

    Each appointment has a draft of its own; when none is asked for, the newest draft is filled in.
    """
    place = workplace(request)
    sent = request.POST if request.method == "POST" else None
    asked = request.GET.get("appointment") if sent is None else sent.get("appointment", "")
    about = None if asked is None else written_about(asked)
    draft = find_draft(author=request.user, person=person, form=CONTACT_FORM, about=about)
    typed = {} if draft is None else {name: value for name, value in fields_of(draft).items() if value}
    wanted = (sent or typed or request.GET).get("appointment", "")
    appointment = _appointment(request, person, wanted, now=now)
    first = first_values(now=now, appointment=appointment)
    first |= {name: value for name in ("day", "time") if (value := request.GET.get(name))}
    first.setdefault("unit", str(place.units[0].pk) if place.units else "")
    kinds = kinds_by_use(worker=request.user, unit_ids=[unit.pk for unit in place.units], now=now)
    first |= typed | {"goals": typed.get("goals", "").split(",")}
    planned = FIRST_MINUTES if appointment is None else appointment.minutes
    goals = open_goals(person=person)
    form = RecordContact(sent, kinds=kinds, units=place.units, initial=first, goals=goals, planned=planned)
    return ContactPage(form=form, draft=draft, appointment=appointment, absence_plan=absence_plan(person=person))


def newest_draft(request: StaffRequest, person: Person) -> Draft | None:
    """Return what the reader began to write of the person and has not saved, if anything."""
    return find_draft(author=request.user, person=person, form=CONTACT_FORM)


def written_about(appointment: str) -> str:
    """Return under which name a draft about an appointment is kept; empty for none."""
    try:
        return str(UUID(appointment))
    except ValueError:
        return ""


def _label(field: BoundField) -> str:
    value = str(field.value() or "")
    return next((str(choice.data["label"]) for choice in field.subwidgets if str(choice.data["value"]) == value), "")


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
