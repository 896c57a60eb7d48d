"""A finished questionnaire: what it came to in plain words, how that moved over time, and the answers themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samhold.rooms.access.enums import Category
from samhold.rooms.care.enums import AnsweredBy
from samhold.rooms.care.queries.responses import Administration, history, judged
from samhold.rooms.questionnaires.forms.results import answered, change_sentence, change_words, number, result
from samhold.rooms.questionnaires.forms.words import said
from samhold.sites.plotted import plotted, written_day_of
from samhold.sites.staff.addresses import address
from samhold.sites.staff.pages.head import head_of
from samhold.sites.staff.pages.questionnaires import may_record

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.care.models import Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One administration in the table beside the plot."""

    day: str
    number: str
    meaning: str
    change: str
    url: str
    is_this: bool


def response_page(response: Response, *, viewer: User, now: datetime) -> dict[str, object]:
    """Return what the page of a finished questionnaire shows."""
    times = history(person=response.person, now=now, definition=response.definition)
    this = next(one for one in times if one.response.pk == response.pk)
    definition = this.questionnaire.definition
    return {
        "section": "persons",
        "tab": "questionnaires",
        "head": head_of(response.person, now=now),
        "person": response.person,
        "response": response,
        "title": said(definition.title),
        "day": written_day_of(this),
        "answered_by": AnsweredBy(response.answered_by).label,
        "is_validated": this.questionnaire.scoring.is_validated,
        "results": tuple(result(score) for score in this.scores),
        "change": "" if this.change is None else change_sentence(this.change),
        "plot": plotted(times),
        "rows": tuple(_row(one, is_this=one is this) for one in reversed(times)),
        "answers": answered(definition, judged(response, this.questionnaire).values),
        "may_record": may_record(response.person, Category(response.about)),
        "may_reopen": response.may_be_opened_by(viewer, now) and may_record(response.person, Category(response.about)),
        "key": this.questionnaire.key if this.questionnaire.hindrance is None else "",
        "back_url": address("questionnaires", response.person_id),
    }


def _row(one: Administration, *, is_this: bool) -> Row:
    main = one.scores[0] if one.scores else None
    return Row(
        day=written_day_of(one),
        number="" if main is None else number(main),
        meaning="" if main is None else " ".join(result(main).sentences),
        change="" if one.change is None else change_words(one.change),
        url=address("questionnaire", one.response.person_id, one.response.pk),
        is_this=is_this,
    )
