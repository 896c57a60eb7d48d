"""How I am: what I can answer, what I have begun, and how it went over time in a plain sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from samhold.core.questionnaires import Direction
from samhold.foundation.errors import NotAvailable
from samhold.foundation.time import local_day
from samhold.rooms.access.actions import audit
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.enums import AnsweredBy
from samhold.rooms.care.queries.responses import Administration, begun, history, judged
from samhold.rooms.questionnaires.forms.results import answered, number
from samhold.rooms.questionnaires.forms.words import said, written_day
from samhold.rooms.questionnaires.queries.library import Questionnaire, offered
from samhold.sites.plotted import plotted, written_day_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.care.models import Response
    from samhold.rooms.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """
    Questions that I can answer.

    :param begun_id: my answers that are not sent yet, to go on with.
    """

    key: str
    title: str
    description: str
    count: int
    begun_id: UUID | None
    begun_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What I answered the last time, in a sentence."""

    id: UUID
    title: str
    day: str
    sentence: str


def answers_page(person: Person, *, now: datetime) -> dict[str, object]:
    """Return what the page shows of a person who came through the door."""
    mine = {(row.definition, row.definition_version): row for row in reversed(begun(person=person))}
    latest = {one.response.definition: one for one in history(person=person, now=now)}
    audit.read_also(
        person.pk, {Category(row.about) for row in (*mine.values(), *(one.response for one in latest.values()))}
    )
    return {
        "section": "answers",
        "person": person,
        "offers": [_offer(one, mine.get((one.definition.url, one.definition.version))) for one in _open(person, now)],
        "sent": _newest_first(latest.values()),
    }


def chosen(person: Person, key: str, *, now: datetime) -> Questionnaire:
    """
    Return the questionnaire that was chosen.

    :raises NotAvailable: if I cannot answer it.
    """
    found = next((one for one in _open(person, now) if one.key == key), None)
    if found is None:
        raise NotAvailable
    return found


def begun_of(person: Person, questionnaire: Questionnaire) -> Response | None:
    """Return my answers that are begun and not sent, if there are any."""
    wanted = (questionnaire.definition.url, questionnaire.definition.version)
    return next((row for row in begun(person=person) if (row.definition, row.definition_version) == wanted), None)


def thanks_page(response: Response, *, viewer: User, now: datetime) -> dict[str, object]:
    """Return what the page shows when the answers are sent."""
    times = history(person=response.person, now=now, definition=response.definition)
    this = next((one for one in times if one.response.pk == response.pk), None)
    if this is None:
        raise NotAvailable
    audit.read_also(response.person.pk, {Category(response.about)})
    until_this = tuple(one for one in times[: times.index(this) + 1])
    return {
        "section": "answers",
        "person": response.person,
        "response": response,
        "title": said(this.questionnaire.definition.title),
        "day": written_day_of(this),
        "is_alone": response.answered_by == AnsweredBy.PERSON,
        "sentence": sentence_of(this),
        "plot": plotted(until_this) if len(until_this) > 1 else None,
        "rows": tuple(_sent(one) for one in reversed(until_this)),
        "answers": answered(this.questionnaire.definition, judged(response, this.questionnaire).values),
        "may_reopen": response.may_be_opened_by(viewer, now),
    }


def sentence_of(one: Administration) -> str:
    """Return what the main number is, and what it was the time before."""
    if not one.scores or one.scores[0].value is None:
        return _("Too few questions are answered for a number.")
    change, values = one.change, {"now": number(one.scores[0])}
    if change is None or change.earlier.value is None:
        return _("You are at %(now)s.") % values
    values["before"] = number(change.earlier)
    said_so = {
        Direction.BETTER: _("Better than last time: %(now)s now, %(before)s then."),
        Direction.WORSE: _("Not as good as last time: %(now)s now, %(before)s then."),
        Direction.SAME: _("The same as last time: %(now)s."),
    }
    return said_so[change.direction] % values


def _open(person: Person, now: datetime) -> tuple[Questionnaire, ...]:
    standing = person.standing
    return tuple(
        one
        for one in offered(tenant_id=person.tenant_id, today=local_day(now))
        if one.hindrance is None and standing is not None and standing.allows(Action.RECORD, one.category)
    )


def _offer(one: Questionnaire, mine: Response | None) -> Offer:
    return Offer(
        key=one.key,
        title=said(one.definition.title) or one.definition.name,
        description=said(one.definition.description),
        count=len(one.definition.questions()),
        begun_id=None if mine is None else mine.pk,
        begun_on="" if mine is None else written_day(local_day(mine.started_at)),
    )


def _newest_first(found: Iterable[Administration]) -> tuple[Sent, ...]:
    newest = sorted(found, key=lambda one: one.response.answered_at or one.response.started_at, reverse=True)
    return tuple(_sent(one) for one in newest)


def _sent(one: Administration) -> Sent:
    return Sent(
        id=one.response.pk,
        title=said(one.questionnaire.definition.title),
        day=written_day_of(one),
        sentence=sentence_of(one),
    )
