"""The page of a person: who is involved, what comes, what has happened, and the box for what happens now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.rooms.access.actions import audit
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.care.queries.days import upcoming
from samhold.rooms.people.access import access_person
from samhold.sites.staff.addresses import address
from samhold.sites.staff.pages.coming import coming_of
from samhold.sites.staff.pages.contact import newest_draft
from samhold.sites.staff.pages.head import head_of
from samhold.sites.staff.pages.timeline import timeline_of

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.people.models import Person
    from samhold.sites.staff.requests import StaffRequest

SHOWN = (Category.NETWORK, Category.APPOINTMENTS)
"""Who is involved and what comes, which stand on the page of the person whatever has happened."""

FIRST_IN_NETWORK = 4


def open_person(
    request: StaffRequest,
    person_id: UUID,
    *,
    now: datetime,
    subject: str,
    shown: tuple[Category, ...] = SHOWN,
) -> Person:
    """
    Return a person whom the reader may see in care.

    :param shown: the categories that the page shows, for the log.
    :raises NotAvailable: if the person is unknown or hidden.
    """
    return access_person(
        actor=request.user,
        person_id=person_id,
        purpose=Purpose.CARE,
        now=now,
        subject=subject,
        categories=shown,
    )


def may(person: Person, action: Action, category: Category) -> bool:
    """Say whether the one at the door may do this with the person."""
    return person.standing is not None and person.standing.allows(action, category)


def person_page(request: StaffRequest, person: Person, *, now: datetime) -> dict[str, object]:
    """Return what the page shows."""
    coming = upcoming(person=person, now=now)
    head = head_of(person, now=now)
    records = may(person, Action.RECORD, Category.CONTACTS)
    only, before = request.GET.get("only", ""), request.GET.get("before", "")
    timeline = timeline_of(person=person, viewer=request.user, now=now, only=only, before=before)
    audit.read_also(person.pk, timeline.about)
    return {
        "section": "persons",
        "tab": "person",
        "head": head,
        "person": person,
        "network": head.network[:FIRST_IN_NETWORK],
        "more_network": head.network[FIRST_IN_NETWORK:],
        "upcoming": coming_of(request, coming),
        "may_record": records,
        "draft": newest_draft(request, person) if records else None,
        "may_plan": may(person, Action.PLAN, Category.APPOINTMENTS),
        "may_change": may(person, Action.RECORD, Category.IDENTITY),
        "network_url": address("network", person.pk) if may(person, Action.MANAGE_NETWORK, Category.NETWORK) else "",
        "conflict_url": address("conflict", person.pk),
        "sees_appointments": may(person, Action.READ, Category.APPOINTMENTS),
        "timeline": timeline,
    }
