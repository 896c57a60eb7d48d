"""
What is done to keep visits safe, and why.

The measures are for everybody who may come on a visit; the reasons for those who may read about safety. The person
comes on no visit to themselves, and sees neither here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samhold.foundation.time import local_day
from samhold.infrastructure.prepared import prepared
from samhold.rooms.access.engine import scope
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.care.models import AbsencePlan, SafetyAssessment
from samhold.rooms.care.safety_enums import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import Q, QuerySet

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person

_COLUMNS = tuple(measure.lower() for measure in Measure)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnVisits:
    """
    What holds on visits to a person.

    :param is_outdated: an assessment has run out and nobody has made a new one: its measures may not be enough.
    """

    measures: tuple[Measure, ...] = ()
    is_outdated: bool = False


def on_visits(*, person: Person, now: datetime, purpose: Purpose = Purpose.CARE) -> OnVisits:
    """Return what holds on visits to a person who came through the door, if the one at the door may know."""
    if not sees_measures(person, purpose):
        return OnVisits()
    return _held(_open(person_id=person.pk), local_day(now))


def sees_measures(person: Person, purpose: Purpose = Purpose.CARE) -> bool:
    """Say whether the one at the door may know what is done on visits: they read about safety, or record visits."""
    standing = person.standing
    return standing is not None and (
        standing.allows(Action.READ, Category.SAFETY, purpose)
        or standing.allows(Action.RECORD, Category.APPOINTMENTS, purpose)
    )


def on_visits_to(*, persons: Iterable[UUID], viewer: User, now: datetime) -> Mapping[UUID, OnVisits]:
    """Return what holds on visits to several persons, those left out about whom there is nothing to know; one query."""
    ids = sorted(set(persons))
    if not ids:
        return {}
    rows: dict[UUID, list[SafetyAssessment]] = {}
    found = SafetyAssessment.objects.filter(person_id__in=ids, ended_at__isnull=True)
    for row in found.filter(may_see_measures(viewer, now=now)).only("tenant", "person", "valid_until_date", *_COLUMNS):
        rows.setdefault(row.person_id, []).append(row)
    return {person_id: _held(some, local_day(now)) for person_id, some in rows.items()}


def may_see_measures(viewer: User, *, now: datetime, path: str = "person_id") -> Q:
    """Return the filter that leaves rows of persons of whom the viewer may know what is done on visits."""
    reads = scope(viewer, Action.READ, Category.SAFETY, now=now, path=path)
    return reads | scope(viewer, Action.RECORD, Category.APPOINTMENTS, now=now, path=path)


def assessments(*, person: Person, limit: int = 10) -> tuple[SafetyAssessment, ...]:
    """Return the assessments of a person who came through the door, those that hold first, if they may be read."""
    if person.standing is None or not person.standing.allows(Action.READ, Category.SAFETY):
        return ()
    rows = SafetyAssessment.objects.filter(person_id=person.pk).select_related("assessed_by")
    found = tuple(rows.order_by("-assessed_date", "-pk")[:limit])
    return tuple(sorted(found, key=lambda row: row.ended_at is not None))


def measures_in(row: SafetyAssessment) -> tuple[Measure, ...]:
    """Return the measures of an assessment."""
    return tuple(measure for measure in Measure if getattr(row, measure.lower()))


def absence_plan(*, person: Person) -> AbsencePlan | None:
    """Return what a person who came through the door wants done when they do not come, if it may be read."""
    if person.standing is None or not person.standing.allows(Action.READ, Category.APPOINTMENTS):
        return None
    plan = next(iter(_absence_plan(person_id=person.pk)), None)
    if plan is not None:
        plan.person = person
    return plan


@prepared
def _absence_plan(*, person_id: UUID) -> QuerySet[AbsencePlan]:
    return AbsencePlan.objects.filter(person_id=person_id).order_by("pk")[:1]


@prepared
def _open(*, person_id: UUID) -> QuerySet[SafetyAssessment]:
    rows = SafetyAssessment.objects.filter(person_id=person_id, ended_at__isnull=True)
    return rows.only("tenant", "person", "valid_until_date", *_COLUMNS)


def _held(rows: Iterable[SafetyAssessment], today: date) -> OnVisits:
    some = tuple(rows)
    valid = [row for row in some if row.valid_until_date >= today]
    measures = {measure for row in valid for measure in measures_in(row)}
    return OnVisits(
        measures=tuple(measure for measure in Measure if measure in measures), is_outdated=len(valid) < len(some)
    )
