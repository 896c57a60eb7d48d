"""The persons of those who coordinate services: a service director sees who is involved, and does not treat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.foundation.time import age_on, local_day
from samhold.rooms.access.enums import Category, Purpose
from samhold.rooms.care.queries.caseload import persons
from samhold.rooms.people.access import access_person, note_listed
from samhold.rooms.people.queries.network import involved
from samhold.sites.staff.addresses import address

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from samhold.sites.staff.requests import StaffRequest

LIMIT = 30


def persons_page(request: StaffRequest, *, now: datetime) -> dict[str, object]:
    """Return a page of the persons whom the reader may find for coordination; those who are shown are logged."""
    number = _number(request.GET.get("page", ""))
    rows = slice((number - 1) * LIMIT, number * LIMIT + 1)
    found = persons(viewer=request.user, now=now, rows=rows, purpose=Purpose.COORDINATION)
    shown = found[:LIMIT]
    note_listed(shown, actor=request.user, purpose=Purpose.COORDINATION, now=now, subject="persons")
    page = f"{address('coordination')}?page="
    return {
        "section": "coordination",
        "persons": shown,
        "number": number,
        "before_url": f"{page}{number - 1}" if number > 1 else "",
        "after_url": f"{page}{number + 1}" if len(found) > LIMIT else "",
    }


def one_page(request: StaffRequest, person_id: UUID, *, now: datetime) -> dict[str, object]:
    """
    Return who a person is and who is involved.

    :raises NotAvailable: if the person is unknown or hidden.
    """
    person = access_person(
        actor=request.user,
        person_id=person_id,
        purpose=Purpose.COORDINATION,
        now=now,
        subject="network",
        categories=(Category.NETWORK,),
    )
    return {
        "section": "coordination",
        "person": person,
        "age": str(age_on(person.birth_date, local_day(now))) if person.birth_date else "",
        "network": involved(person=person, now=now, purpose=Purpose.COORDINATION),
    }


def _number(written: str) -> int:
    is_number = written.isascii() and written.isdigit() and len(written) <= 6  # noqa: PLR2004 -- pages
    return max(int(written), 1) if is_number else 1
