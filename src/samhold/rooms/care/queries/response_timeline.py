"""What finished questionnaires add to the timeline: which one, the number, and who answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Category, Purpose
from samhold.rooms.care.enums import AnsweredBy
from samhold.rooms.care.models import Response
from samhold.rooms.care.queries.responses import administration, readable
from samhold.rooms.people.enums import TimelineCategory
from samhold.rooms.people.timeline import TimelineEntry, earlier_than, moments
from samhold.rooms.questionnaires.forms.results import result
from samhold.rooms.questionnaires.forms.words import said
from samhold.rooms.questionnaires.queries.library import all_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.care.models.response import ResponseQuerySet
    from samhold.rooms.people.models import Person
    from samhold.rooms.people.timeline import Key, Moments
    from samhold.rooms.questionnaires.queries.library import Questionnaire


def responses(
    *,
    person: Person,
    before: Key,
    limit: int,
    now: datetime,
    purpose: Purpose = Purpose.CARE,
) -> tuple[TimelineEntry, ...]:
    """Return the newest finished questionnaires before a line, of those that the one at the door may read."""
    about = readable(person, purpose)
    if not about:
        return ()
    rows = _finished_before(person.pk, before, about)
    found = tuple(rows.latest_first().select_related("finished_by")[:limit])
    known = all_of(tenant_id=person.tenant_id, today=local_day(now)) if found else {}
    return tuple(_entry(row, known[row.key]) for row in found if row.key in known)


def response_moments(*, person_id: UUID, before: Key, about: Iterable[str]) -> Moments:
    """
    Return when the finished questionnaires before a line are.

    :param about: what they may be about; see `readable`.
    """
    return moments(_finished_before(person_id, before, about), at="answered_at", kind="responses")


def _finished_before(person_id: UUID, before: Key, about: Iterable[str]) -> ResponseQuerySet:
    rows: ResponseQuerySet = Response.objects.filter(
        earlier_than(before, at="answered_at"), person_id=person_id, about__in=about
    )
    return rows.finished()


def _entry(row: Response, questionnaire: Questionnaire) -> TimelineEntry:
    main = administration(row, questionnaire).scores[:1]
    read = [result(score) for score in main]
    return TimelineEntry(
        id=row.pk,
        at=row.answered_at or row.started_at,
        category=TimelineCategory.OUTCOME,
        title=said(questionnaire.definition.title),
        about=frozenset({Category(row.about)}),
        text="\n".join(f"{one.title}: {one.number}. {' '.join(one.sentences)}".strip() for one in read),
        who="" if row.finished_by is None else row.finished_by.name,
        detail=str(AnsweredBy(row.answered_by).label),
    )
