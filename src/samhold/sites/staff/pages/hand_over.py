"""The hand-over of a unit: what happened since one was last at work, person by person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samhold.rooms.access.engine import NotInTable
from samhold.rooms.access.enums import Category, Purpose
from samhold.rooms.access.rules import STAFF_WHO_HELP
from samhold.rooms.care.queries.hand_overs import Happened, happened, notes, since
from samhold.rooms.people.access import note_listed
from samhold.sites.staff.pages.workplace import workplace

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.organisations.models import Unit
    from samhold.rooms.people.models import Person  # noqa: TC004 -- sites import no tables
    from samhold.sites.staff.requests import StaffRequest

ICONS = {
    Category.CONTACTS: "message",
    Category.APPOINTMENTS: "calendar",
    Category.HEALTH: "heart",
    Category.PLAN: "check",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that happened, with its picture."""

    row: Happened
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfPerson:
    """What happened with one person, newest first."""

    person: Person
    lines: tuple[Line, ...]


def units_of(request: StaffRequest) -> tuple[Unit, ...]:
    """
    Return the units where the reader works in a role that helps persons.

    :raises NotAllowed: if there is none.
    """
    posts = [post for post in workplace(request).memberships if post.role in STAFF_WHO_HELP]
    if not posts:
        raise NotInTable
    return tuple({post.unit_id: post.unit for post in posts}.values())


def chosen_unit(request: StaffRequest, units: tuple[Unit, ...]) -> Unit:
    """Return the unit that is asked for (`?unit=`), else the first."""
    return next((unit for unit in units if str(unit.pk) == request.GET.get("unit")), units[0])


def hand_over_page(request: StaffRequest, *, now: datetime) -> dict[str, object]:
    """Return what happened since the reader last read it; whoever is shown is logged, with what was shown."""
    units = units_of(request)
    unit = chosen_unit(request, units)
    begun = since(unit_id=unit.pk, user=request.user, now=now)
    rows = happened(unit_id=unit.pk, viewer=request.user, since=begun, now=now)
    persons = _by_person(rows)
    for one in persons:
        shown = {line.row.what for line in one.lines}
        note_listed(
            [one.person],
            actor=request.user,
            purpose=Purpose.CARE,
            now=now,
            subject="hand-over",
            categories=shown,
        )
    return {
        "section": "hand_over",
        "unit": unit,
        "units": units,
        "since": begun,
        "until": now,
        "persons": persons,
        "notes": notes(unit_id=unit.pk, since=begun),
    }


def _by_person(rows: tuple[Happened, ...]) -> tuple[OfPerson, ...]:
    found: dict[object, list[Happened]] = {}
    for row in rows:
        found.setdefault(row.person.pk, []).append(row)
    made = [
        OfPerson(person=some[0].person, lines=tuple(Line(row=row, icon=ICONS[row.what]) for row in some))
        for some in found.values()
    ]
    return tuple(sorted(made, key=lambda one: (one.person.family_name, one.person.given_name, str(one.person.pk))))
