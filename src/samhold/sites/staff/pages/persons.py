"""The persons of somebody who helps: a page of the list, with its filters."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Purpose, Role
from samhold.rooms.access.rules import MAY_REGISTER
from samhold.rooms.care.queries.caseload import QUIET_AFTER, persons
from samhold.rooms.organisations.access import serves_others
from samhold.rooms.organisations.enums import OrganisationKind
from samhold.rooms.organisations.queries.units import municipalities
from samhold.rooms.people.access import note_listed
from samhold.sites.staff.addresses import address
from samhold.sites.staff.pages.nobody import nobody_of
from samhold.sites.staff.pages.workplace import workplace

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.organisations.models import Organisation
    from samhold.rooms.people.models import Person
    from samhold.sites.staff.requests import StaffRequest

LIMIT = 30


def persons_page(request: StaffRequest, *, now: datetime) -> dict[str, object]:
    """Return a page of the persons whom the reader may find; those who are shown are logged."""
    whose, municipality_id = request.GET.get("whose", ""), _id(request.GET.get("municipality", ""))
    number = max(_whole(request.GET.get("page", "")), 1)
    rows, is_mine = slice((number - 1) * LIMIT, number * LIMIT + 1), whose != "all"
    found = persons(viewer=request.user, now=now, rows=rows, is_mine=is_mine, municipality_id=municipality_id)
    if not found and not whose and number == 1:
        is_mine = False
        found = persons(viewer=request.user, now=now, rows=rows, municipality_id=municipality_id)
    shown = found[:LIMIT]
    note_listed(shown, actor=request.user, purpose=Purpose.CARE, now=now, subject="persons")
    asked = {"whose": "mine" if is_mine else "all", "municipality": str(municipality_id or "")}
    return {
        "section": "persons",
        "rows": [_row(person, now) for person in shown],
        "tells_last_met": any(_knows(person) for person in shown),
        "may_find_all": bool(workplace(request).roles - {Role.PARTNER}),
        "is_mine": is_mine,
        "municipality_id": str(municipality_id or ""),
        "municipalities": _choices(request, municipality_id, now),
        "mine_url": _url(whose="mine", municipality=asked["municipality"]),
        "all_url": _url(whose="all", municipality=asked["municipality"]),
        "before_url": _url(**asked, page=str(number - 1)) if number > 1 else "",
        "after_url": _url(**asked, page=str(number + 1)) if len(found) > LIMIT else "",
        "number": number,
        "may_register": bool(workplace(request).roles & MAY_REGISTER),
        "nobody": nobody_of(workplace(request)),
    }


def _choices(request: StaffRequest, chosen: UUID | None, now: datetime) -> tuple[Organisation, ...]:
    """Return the municipalities to choose from; none for those who work for the inhabitants of one only."""
    places = {unit.organisation_id: unit.organisation.kind for unit in workplace(request).units}
    is_of_one = list(places.values()) == [OrganisationKind.MUNICIPALITY]
    if chosen is None and is_of_one and not serves_others(request.user.pk, now):
        return ()
    return tuple(municipalities())


def _row(person: Person, now: datetime) -> dict[str, object]:
    last = getattr(person, "last_met_at", None)
    days = None if last is None else (local_day(now) - local_day(last)).days
    is_quiet = days is None or days > QUIET_AFTER.days
    return {"person": person, "days": days, "is_quiet": is_quiet, "is_told": _knows(person)}


def _knows(person: Person) -> bool:
    return bool(getattr(person, "knows_last_met", False))


def _url(**parts: str) -> str:
    asked = urlencode({name: value for name, value in parts.items() if value})
    return f"{address('persons')}?{asked}"


def _id(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


def _whole(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 6 else 1  # noqa: PLR2004 -- pages
