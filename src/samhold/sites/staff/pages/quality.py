"""Ready for inspection: the questions that are asked, how many persons lack an answer, and who they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from samhold.core.checks import CheckKind
from samhold.rooms.access.enums import Purpose, Role
from samhold.rooms.care.check_words import QUESTIONS
from samhold.rooms.care.queries.absences import DAYS, absences_in
from samhold.rooms.care.queries.checks import of_unit
from samhold.rooms.people.access import note_listed
from samhold.sites.staff.pages.asked import units_that_take
from samhold.sites.staff.pages.safety import to_do

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.sites.staff.requests import StaffRequest

LEADS = frozenset({Role.UNIT_LEADER})
SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A question, and for how many it is not in place; `late` of them should have been by now."""

    kind: CheckKind
    question: str | Promise
    missing: int
    late: int
    is_chosen: bool


def quality_page(request: StaffRequest, *, now: datetime) -> dict[str, object]:
    """
    Return the questions for a unit that the reader leads, and the persons of the one that was chosen (`?check=`).

    :raises NotAllowed: if the reader leads none.
    """
    units = units_that_take(request, LEADS)
    unit = next((unit for unit in units if str(unit.pk) == request.GET.get("unit")), units[0])
    found = of_unit(unit_id=unit.pk, viewer=request.user, now=now)
    chosen = next((kind for kind in QUESTIONS if kind == request.GET.get("check")), None)
    missing = Counter(duty.check.kind for duty in found.duties)
    late = Counter(duty.check.kind for duty in found.duties if duty.is_late)
    shown = tuple(duty for duty in found.duties if duty.check.kind == chosen)[:SHOWN]
    persons = {duty.person.pk: duty.person for duty in shown}.values()
    note_listed(persons, actor=request.user, purpose=Purpose.CARE, now=now, subject="quality")
    return {
        "section": "quality",
        "unit": unit,
        "units": units,
        "persons": found.persons,
        "rows": tuple(
            Row(kind=kind, question=text, missing=missing[kind], late=late[kind], is_chosen=kind == chosen)
            for kind, text in QUESTIONS.items()
        ),
        "question": QUESTIONS[chosen] if chosen else "",
        "to_do": tuple(to_do(duty) for duty in shown),
        "absences": absences_in(unit_id=unit.pk, viewer=request.user, now=now),
        "days": DAYS,
    }
