"""What happened to a person, as lines of the timeline; a line stands on its day, before everything of that day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import DateTimeField, Func
from django.utils.translation import gettext as _

from samhold.infrastructure.prepared import prepared
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.care.models import LifeEvent
from samhold.rooms.care.outcome_enums import LASTING, LifeEventKind
from samhold.rooms.people.enums import TimelineCategory
from samhold.rooms.people.timeline import TimelineEntry, earlier_than, moments
from samhold.rooms.questionnaires.forms.words import written_day

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from samhold.rooms.people.models import Person
    from samhold.rooms.people.timeline import Key, Moments


_BEGINNING_OF_DAY = {
    "sqlite": "(%(expressions)s || ' 00:00:00')",
    "postgresql": "(%(expressions)s::timestamp AT TIME ZONE 'UTC')",
}
"""The instant at which a day begins in universal time, the same day in Norway, as each database keeps it."""


def life_events(
    *, person: Person, before: Key, limit: int, purpose: Purpose = Purpose.CARE
) -> tuple[TimelineEntry, ...]:
    """Return the newest things that happened before a line, if the one at the door may read them."""
    if person.standing is None or not person.standing.allows(Action.READ, Category.HEALTH, purpose):
        return ()
    at, last = before
    return tuple(_entry(row) for row in _newest(person_id=person.pk, at=at, last=last, limit=limit))


def event_moments(*, person_id: UUID, before: Key) -> Moments:
    """Return when the things are that happened before a line."""
    return moments(_before(person_id, before), at="begun_at", kind="events")


def _before(person_id: UUID, before: Key) -> QuerySet[LifeEvent]:
    rows = LifeEvent.objects.filter(person_id=person_id, undone_at__isnull=True)
    begun_at = Func("first_date", template=_BEGINNING_OF_DAY[connection.vendor], output_field=DateTimeField())
    found: QuerySet[LifeEvent] = rows.annotate(begun_at=begun_at)
    return found.filter(earlier_than(before, at="begun_at"))


@prepared
def _newest(*, person_id: UUID, at: datetime, last: UUID, limit: int) -> QuerySet[LifeEvent]:
    return _before(person_id, (at, last)).select_related("recorded_by").order_by("-first_date", "-pk")[:limit]


def _entry(row: LifeEvent) -> TimelineEntry:
    return TimelineEntry(
        id=row.pk,
        at=vars(row)["begun_at"],
        category=TimelineCategory.OUTCOME,
        title=str(LifeEventKind(row.kind).label),
        about=frozenset({Category.HEALTH}),
        text=row.text,
        who=row.recorded_by.name,
        detail=" · ".join(part for part in (row.where, _until(row)) if part),
        is_whole_day=True,
    )


def _until(row: LifeEvent) -> str:
    if row.last_date is not None and row.last_date != row.first_date:
        return _("until %(day)s") % {"day": written_day(row.last_date)}
    return _("still going on") if row.last_date is None and row.kind in LASTING else ""
