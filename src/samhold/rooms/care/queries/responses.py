"""What persons have answered: lists, one in full, and the history of a questionnaire for a plot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samhold.core.questionnaires import Change, Judged, Score, change, judge
from samhold.foundation.errors import NotAvailable
from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.care.models import Response
from samhold.rooms.questionnaires.enums import KNOWLEDGE
from samhold.rooms.questionnaires.queries.library import Questionnaire, all_of, find

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Administration:
    """One time that a questionnaire was answered, its scores, and how the main one changed since the time before."""

    response: Response
    questionnaire: Questionnaire
    scores: tuple[Score, ...]
    change: Change | None = None


def questionnaire_of(response: Response, *, now: datetime) -> Questionnaire:
    """
    Return the questionnaire that a response is of, in its own version.

    :raises NotAvailable: if its version is no longer there.
    """
    return find(
        tenant_id=response.tenant_id,
        url=response.definition,
        version=response.definition_version,
        today=local_day(now),
    )


def readable(person: Person, purpose: Purpose = Purpose.CARE) -> frozenset[Category]:
    """Return what the one at the door may read answers about."""
    standing = person.standing
    if standing is None:
        return frozenset()
    return frozenset(category for category in KNOWLEDGE if standing.allows(Action.READ, category, purpose))


def begun(*, person: Person) -> tuple[Response, ...]:
    """
    Return the questionnaires that are open, newest first, that the one at the door may read.

    What the person began alone nobody else sees before they have sent it, and they see nothing half done of workers.
    """
    rows = Response.objects.filter(person_id=person.pk, finished_at__isnull=True, about__in=readable(person)).kept()
    is_own = person.standing is not None and person.standing.actor_id == person.account_id
    rows = rows.filter(is_begun_alone=is_own)
    return tuple(rows.select_related("started_by").order_by("-started_at", "-pk"))


def response_for(*, person: Person, response_id: UUID, is_thrown: bool = False) -> Response:
    """
    Return one questionnaire of a person who came through the door, finished or begun on the same side.

    :param is_thrown: one that was thrown away is asked for; else there is none.

    :raises NotAvailable: if there is none, or the one at the door may not read it.
    """
    rows = Response.objects.filter(pk=response_id, person_id=person.pk, about__in=readable(person))
    row: Response | None = rows.filter(thrown_at__isnull=not is_thrown).first()
    standing = person.standing
    if row is None or standing is None:
        raise NotAvailable
    row.person = person
    if row.finished_at is None and row.is_begun_alone != (standing.actor_id == person.account_id):
        raise NotAvailable
    return row


def history(*, person: Person, now: datetime, definition: str = "") -> tuple[Administration, ...]:
    """
    Return what was answered and finished, oldest first, that the one at the door may read.

    :param definition: the address of one questionnaire; empty for all.
    """
    rows = Response.objects.filter(person_id=person.pk, about__in=readable(person)).finished()
    if definition:
        rows = rows.filter(definition=definition)
    known = all_of(tenant_id=person.tenant_id, today=local_day(now))
    found: list[Administration] = []
    latest: dict[str, Administration] = {}
    for row in rows.select_related("finished_by").order_by("answered_at", "pk"):
        questionnaire = known.get(row.key)
        if questionnaire is None:
            continue
        one = administration(row, questionnaire, latest.get(row.definition))
        latest[row.definition] = one
        found.append(one)
    return tuple(found)


def judged(response: Response, questionnaire: Questionnaire) -> Judged:
    """Return the kept answers of a response, read."""
    return judge(questionnaire.definition, response.kept_answers())


def administration(
    row: Response,
    questionnaire: Questionnaire,
    before: Administration | None = None,
) -> Administration:
    """Return a finished response with its scores, and how the main one changed since the time before."""
    kept = row.kept_score()
    scores = tuple(Score(scale=scale, value=kept.get(scale.key)) for scale in questionnaire.scoring.scales)
    earlier = before.scores[0] if before is not None and before.scores else None
    return Administration(
        response=row,
        questionnaire=questionnaire,
        scores=scores,
        change=change(earlier, scores[0]) if earlier is not None and scores else None,
    )
