"""How often it did not come about, by whom and why: for a leader, of one unit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q

from samhold.rooms.access.enums import Action
from samhold.rooms.care.absence_enums import AbsenceReason
from samhold.rooms.care.enums import AppointmentState, CancelledBy, ContactOutcome
from samhold.rooms.care.models import Appointment, Contact

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from samhold.rooms.access.models import User

DAYS = 90
"""How far back is counted."""

_WHO = {
    CancelledBy.PERSON: ContactOutcome.CANCELLED_BY_PERSON,
    CancelledBy.SERVICE: ContactOutcome.CANCELLED_BY_SERVICE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """How often one reason was given, by who did not keep it; without a reason, how often nobody said."""

    reason: AbsenceReason | None
    by_person: int
    by_service: int
    not_met: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Absences:
    """
    What did not come about in a unit, by reason, the reasons that were given most first.

    :param tried: how many contacts came about or not.
    """

    tried: int
    missed: int
    rows: tuple[Absence, ...]


def absences_in(*, unit_id: UUID, viewer: User, now: datetime) -> Absences:
    """Count what did not come about in a unit, as far as the viewer may read it; two queries."""
    since = now - timedelta(days=DAYS)
    contacts = Contact.objects.visible_to(viewer, Action.READ, now=now).filter(unit_id=unit_id)
    in_time = Q(took_place_at__gte=since, undone_at__isnull=True)
    tried: Counter[tuple[str, str]] = Counter()
    for outcome, reason, number in _counted(contacts.filter(in_time), "outcome"):
        tried[outcome, reason] += number
    recorded = Contact.objects.filter(appointment_id=OuterRef("pk"), undone_at__isnull=True)
    planned = Appointment.objects.visible_to(viewer, Action.READ, now=now).filter(unit_id=unit_id)
    cancelled = planned.filter(~Exists(recorded), state=AppointmentState.CANCELLED, starts_at__range=(since, now))
    for who, reason, number in _counted(cancelled.exclude(cancelled_by=""), "cancelled_by"):
        tried[_WHO[CancelledBy(who)], reason] += number
    missed = sum(number for (outcome, _reason), number in tried.items() if outcome != ContactOutcome.MET)
    return Absences(tried=tried.total(), missed=missed, rows=_rows(tried))


def _counted(rows: QuerySet[Appointment] | QuerySet[Contact], who: str) -> list[tuple[str, str, int]]:
    return list(rows.order_by().values_list(who, "absence_reason").annotate(number=Count("pk")))


def _rows(tried: Counter[tuple[str, str]]) -> tuple[Absence, ...]:
    found = [
        Absence(
            reason=reason,
            by_person=tried[ContactOutcome.CANCELLED_BY_PERSON, reason or ""],
            by_service=tried[ContactOutcome.CANCELLED_BY_SERVICE, reason or ""],
            not_met=tried[ContactOutcome.NOT_MET, reason or ""],
        )
        for reason in (*AbsenceReason, None)
    ]
    given = [row for row in found if row.by_person + row.by_service + row.not_met]
    return tuple(sorted(given, key=lambda row: (row.reason is None, -(row.by_person + row.by_service + row.not_met))))
