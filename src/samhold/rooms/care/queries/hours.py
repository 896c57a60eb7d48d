"""Granted against given hours: what decisions promise on some days, and what the contact log tells of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from samhold.core.hours import Account, Grant, accounts
from samhold.core.hours import Contact as Given
from samhold.foundation.time import day_bounds, local_day
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.enums import DIRECT_TIME, ContactOutcome
from samhold.rooms.care.models import Contact, Decision
from samhold.rooms.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from samhold.rooms.access.models import User


Whose = tuple[UUID, UUID]
"""A person and the unit that helps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursLine:
    """What one decision promised a person on some days and what was given; without one, what was given all the same."""

    person: Person
    unit_id: UUID
    decision: Decision | None
    account: Account[UUID, Whose]


def hours_of(*, person: Person, periods: Sequence[tuple[date, date]]) -> tuple[tuple[HoursLine, ...], ...]:
    """
    Return granted and given hours of a person who came through the door, by unit and decision, for each period.

    Empty unless the viewer may read both the plan and the contacts.

    :param periods: first and last day of each; the log is read once for all.
    """
    standing = person.standing
    if standing is None or not all(standing.allows(Action.READ, one) for one in (Category.PLAN, Category.CONTACTS)):
        return ()
    decisions = Decision.objects.filter(person_id=person.pk)
    contacts = Contact.objects.filter(person_id=person.pk)
    return _lines(decisions, contacts, {person.pk: person}, periods)


def hours_in(*, unit_id: UUID, viewer: User, first: date, last: date, now: datetime) -> tuple[HoursLine, ...]:
    """Return granted and given hours of a unit on these days, of those whose plan and contacts the viewer may read."""
    decisions = Decision.objects.visible_to(viewer, Action.READ, now=now).filter(unit_id=unit_id)
    contacts = Contact.objects.visible_to(viewer, Action.READ, now=now).filter(unit_id=unit_id)
    persons = Person.objects.visible_to(viewer, Action.FIND, now=now)
    both = persons.filter(pk__in=Person.objects.filter(decisions__unit_id=unit_id).values("pk"))
    known = {row.pk: row for row in both}
    ours, theirs = decisions.filter(person_id__in=known), contacts.filter(person_id__in=known)
    return _lines(ours, theirs, known, [(first, last)])[0]


def _lines(
    decisions: QuerySet[Decision],
    contacts: QuerySet[Contact],
    persons: dict[UUID, Person],
    periods: Sequence[tuple[date, date]],
) -> tuple[tuple[HoursLine, ...], ...]:
    first, last = min(start for start, _end in periods), max(end for _start, end in periods)
    chosen = decisions.given_between(first, last)  # type: ignore[attr-defined] # its own queryset
    rows = {row.pk: row for row in chosen.select_related("service", "unit").order_by("first_date", "pk")}
    grants, given = [_grant(row) for row in rows.values()], tuple(_given(contacts, first, last))
    return tuple(
        tuple(
            sorted(
                (_line(one, rows, persons) for one in accounts(grants, given, first=start, last=end)),
                key=lambda line: (line.person.family_name, line.person.given_name, str(line.person.pk)),
            ),
        )
        for start, end in periods
    )


def _line(account: Account[UUID, Whose], rows: dict[UUID, Decision], persons: dict[UUID, Person]) -> HoursLine:
    person_id, unit_id = account.of
    decision = None if account.key is None else rows[account.key]
    return HoursLine(person=persons[person_id], unit_id=unit_id, decision=decision, account=account)


def _grant(row: Decision) -> Grant[UUID, Whose]:
    assert row.hours_per_week is not None
    assert row.first_date is not None
    return Grant(
        key=row.pk,
        of=(row.person_id, row.unit_id),
        hours_per_week=row.hours_per_week,
        first=row.first_date,
        last=row.last_date,
        kinds=frozenset(row.service.contact_kinds),
    )


def _given(contacts: QuerySet[Contact], first: date, last: date) -> Iterable[Given[Whose]]:
    """Give the minutes of the log; those of a contact that did not come about are no direct time."""
    start, end = day_bounds(first)[0], day_bounds(last)[1]
    rows = contacts.filter(undone_at__isnull=True, took_place_at__gte=start, took_place_at__lt=end, minutes__gt=0)
    columns = ("person_id", "unit_id", "kind", "outcome", "took_place_at", "minutes")
    for person_id, unit_id, kind, outcome, at, minutes in rows.order_by().values_list(*columns):
        yield Given(
            of=(person_id, unit_id),
            kind=kind,
            day=local_day(at),
            minutes=minutes,
            is_direct=outcome == ContactOutcome.MET and kind in DIRECT_TIME,
        )
