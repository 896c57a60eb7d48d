"""What the law says on a day: services, legal bases, and when something is due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from samhold.rooms.care.models import Deadline, LegalBasis, ServiceType

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from samhold.rooms.care.enums import DeadlineKind


def services(*, day: date) -> QuerySet[ServiceType]:
    """Return the services that may be decided on, by code."""
    found: QuerySet[ServiceType] = ServiceType.objects.valid_on(day).order_by("code")
    return found


def legal_bases(*, day: date, service: ServiceType) -> QuerySet[LegalBasis]:
    """Return the legal bases that a decision on a service may rest on."""
    found: QuerySet[LegalBasis] = LegalBasis.objects.valid_on(day).filter(record_regime=service.record_regime)
    return found.order_by("code")


def due_date(kind: DeadlineKind, *, start: date, record_regime: str = "") -> date:
    """
    Return the last day for something that begins on `start`, by the row that holds that day.

    :param record_regime: a row for this kind of record goes before one for all.
    :raises ValueError: if the law has no such row: the installation has not been migrated.
    """
    rows = Deadline.objects.valid_on(start).filter(kind=kind, record_regime__in={"", record_regime})
    row = rows.order_by("-record_regime", "-first_date").first()
    if row is None:
        raise ValueError(f"no deadline {kind} holds on {start}; run `samhold migrate`")
    return start + timedelta(days=row.days)
