"""A finished questionnaire: what it came to in plain words, how that moved over time, and the answers themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhold.core.questionnaires import Scale, rounded
from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Category
from samhold.rooms.care.enums import AnsweredBy
from samhold.rooms.care.queries.responses import Administration, history, judged
from samhold.rooms.questionnaires.forms.results import answered, change_sentence, change_words, cut_offs, number, result
from samhold.rooms.questionnaires.forms.words import said, written_day, written_number
from samhold.sites.staff.addresses import address
from samhold.sites.staff.pages.head import head_of
from samhold.sites.staff.pages.questionnaires import may_record
from samhold.ui.plot import Line, Plot, Point

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
        "day": _day(this),
        "answered_by": AnsweredBy(response.answered_by).label,
        "is_validated": this.questionnaire.scoring.is_validated,
        "results": tuple(result(score) for score in this.scores),
        "change": "" if this.change is None else change_sentence(this.change),
        "plot": _plot(times),
        "rows": tuple(_row(one, is_this=one is this) for one in reversed(times)),
        "answers": answered(definition, judged(response, this.questionnaire).values),
        "may_record": may_record(response.person, Category(response.about)),
        "may_reopen": response.may_be_opened_by(viewer, now) and may_record(response.person, Category(response.about)),
        "key": this.questionnaire.key if this.questionnaire.hindrance is None else "",
        "back_url": address("questionnaires", response.person_id),
    }


def _day(one: Administration) -> str:
    return written_day(local_day(one.response.answered_at or one.response.started_at))


def _row(one: Administration, *, is_this: bool) -> Row:
    main = one.scores[0] if one.scores else None
    return Row(
        day=_day(one),
        number="" if main is None else number(main),
        meaning="" if main is None else " ".join(result(main).sentences),
        change="" if one.change is None else change_words(one.change),
        url=address("questionnaire", one.response.person_id, one.response.pk),
        is_this=is_this,
    )


def _plot(times: tuple[Administration, ...]) -> Plot | None:
    """Return the plot of the main number; nothing where there is no number."""
    scored = [one for one in times if one.scores and one.scores[0].value is not None]
    if not scored:
        return None
    scale = scored[-1].scores[0].scale
    return Plot(
        title=said(scale.title),
        description=_description(scored),
        points=tuple(_point(one) for one in scored),
        minimum=float(scale.minimum),
        maximum=float(scale.maximum),
        lines=tuple(Line(value=float(line.at), shown=line.shown, label=line.label) for line in cut_offs(scale)),
        ticks=_ticks(scale),
    )


def _point(one: Administration) -> Point:
    main, at = one.scores[0], one.response.answered_at or one.response.started_at
    return Point(
        at=at.timestamp() / 86400,
        value=float(main.value or 0),
        shown=number(main),
        day=_day(one),
        is_marked=one.change is not None and one.change.is_reliable is True,
    )


def _ticks(scale: Scale) -> tuple[tuple[float, str], ...]:
    middle = (scale.minimum + scale.maximum) / 2
    places = (scale.minimum, middle, scale.maximum)
    return tuple((float(at), written_number(rounded(at, 0 if at.denominator == 1 else 1))) for at in places)


def _description(scored: list[Administration]) -> str:
    counted = ngettext("Answered %(count)d time.", "Answered %(count)d times.", len(scored)) % {"count": len(scored)}
    values = {"first": number(scored[0].scores[0]), "last": number(scored[-1].scores[0])}
    return counted + " " + _("From %(first)s to %(last)s.") % values
