"""Begin a questionnaire with a person, keep what is answered, finish it; open it again, or throw it away."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.core.questionnaires import Judged, judge, score
from samhold.foundation.errors import DomainError
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import NotInTable, require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.care.enums import AnsweredBy
from samhold.rooms.care.models import Response
from samhold.rooms.care.queries.responses import questionnaire_of
from samhold.rooms.people.actions import log
from samhold.rooms.people.actions.taken_back import NothingToTakeBack

if TYPE_CHECKING:
    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person
    from samhold.rooms.questionnaires.queries.library import Questionnaire


class WrongAnswers(DomainError):
    """Some answers are outside their scale, or missing."""

    message = _("Some answers must be put right. Each is marked.")

    def __init__(self, judged: Judged) -> None:
        """Carry what is wrong with which question."""
        super().__init__()
        self.judged = judged


class AnsweredInFuture(DomainError):
    """It has not been answered yet."""

    message = _("The day has not come yet. Set the day when the questions were answered, today or earlier.")


class FinishedAlready(DomainError):
    """It is finished."""

    message = _("This questionnaire is finished. Begin a new one to answer again.")


class NotFinished(DomainError):
    """It is not finished."""

    message = _("This questionnaire is not finished. Go on where you left it.")


class TooLateToOpen(DomainError):
    """A day has passed, or another finished it."""

    message = _("Only who finished a questionnaire can open it again, for 24 hours. Begin a new one to answer again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """How a questionnaire was answered: the last answers, by whom, and when."""

    answers: Mapping[str, Sequence[str]]
    answered_by: AnsweredBy
    answered_at: datetime


@transaction.atomic
def start(
    *,
    person: Person,
    questionnaire: Questionnaire,
    by: User,
    now: datetime,
    key: MutationKey | None = None,
) -> Response:
    """
    Begin a questionnaire with a person; the same `key` again returns the one already begun.

    :raises NotAllowed: if `by` may not record what its answers tell of.
    :raises TextsMissing, NoDigitalRight, LicenceExpired: if it may not be filled in today.
    """
    basis = require(by, Action.RECORD, person, questionnaire.category, now=now)
    if questionnaire.hindrance is not None:
        raise questionnaire.hindrance
    with once(key, Response) as made:
        if made.is_new:
            made.row = Response.objects.create(
                tenant_id=person.tenant_id,
                person=person,
                definition=questionnaire.definition.url,
                definition_version=questionnaire.definition.version,
                about=questionnaire.category,
                started_by=by,
                started_at=now,
                is_begun_alone=person.account_id == by.pk,
            )
            _log(made.row, by=by, basis=basis, what="begun", now=now)
    return made.row


@transaction.atomic
def save(
    *,
    response: Response,
    answers: Mapping[str, Sequence[str]],
    by: User,
    now: datetime,
    base_version: int,
) -> Response:
    """
    Keep answers of an open questionnaire: those given replace earlier ones to the same questions.

    :raises NotAllowed: if `by` may not record what its answers tell of, or it is not theirs (`require_theirs`).
    :raises FinishedAlready: if it is finished.
    :raises WrongAnswers: if an answer is outside its scale, or none; nothing is kept then.
    :raises StaleVersion: if somebody saved it since.
    """
    require_theirs(response=response, by=by, now=now)
    if response.finished_at is not None:
        raise FinishedAlready
    judged = _judged(response, answers, now)
    if judged.faults:
        raise WrongAnswers(judged)
    response.answers = json.dumps(judged.kept(), ensure_ascii=False)
    return save_versioned(response, base_version=base_version, fields=["answers"])


@transaction.atomic
def finish(
    *,
    response: Response,
    how: Finish,
    by: User,
    now: datetime,
    base_version: int,
    key: MutationKey | None = None,
) -> Response:
    """
    Finish a questionnaire and score it; the same `key` again returns it as finished.

    :raises NotAllowed: if `by` may not record what its answers tell of, or it is not theirs (`require_theirs`).
    :raises FinishedAlready: if it is finished.
    :raises AnsweredInFuture: if it was not answered yet.
    :raises WrongAnswers: if an answer is outside its scale, or a required one is missing.
    :raises StaleVersion: if somebody saved it since.
    """
    basis = require_theirs(response=response, by=by, now=now)
    with once(key, Response) as made:
        if made.is_new:
            if response.finished_at is not None:
                raise FinishedAlready
            if how.answered_at > now:
                raise AnsweredInFuture
            judged = _judged(response, how.answers, now)
            if not judged.is_complete:
                raise WrongAnswers(judged)
            _fill(response, judged, how, by=by, now=now)
            made.row = save_versioned(response, base_version=base_version, fields=_FINISHED)
            _log(response, by=by, basis=basis, what="finished", now=now)
    return made.row


@transaction.atomic
def reopen(*, response: Response, by: User, now: datetime) -> Response:
    """
    Open a questionnaire that one finished oneself, within a day: its answers can be changed, or thrown away.

    :raises NotAllowed: if `by` may no longer record what its answers tell of.
    :raises NotFinished: if it is open.
    :raises TooLateToOpen: if another finished it, or more than a day ago.
    """
    basis = require_theirs(response=response, by=by, now=now)
    if response.finished_at is None:
        raise NotFinished
    if not response.may_be_opened_by(by, now):
        raise TooLateToOpen
    response.finished_at = response.finished_by = response.answered_at = None
    response.score, response.answered_by, response.is_complete = "", "", False
    save_versioned(response, base_version=response.version, fields=_FINISHED)
    _log(response, by=by, basis=basis, what="opened again", now=now)
    return response


@transaction.atomic
def discard(*, response: Response, by: User, now: datetime) -> Response:
    """
    Throw away a questionnaire that is not finished; it can be put back for a day, and is deleted then.

    :raises NotAllowed: if `by` may not record what its answers tell of, or it is not theirs (`require_theirs`).
    :raises FinishedAlready: if it is finished.
    """
    basis = require_theirs(response=response, by=by, now=now)
    if response.finished_at is not None:
        raise FinishedAlready
    response.thrown_at = now
    save_versioned(response, base_version=response.version, fields=["thrown_at"])
    _log(response, by=by, basis=basis, what="thrown away", now=now)
    return response


@transaction.atomic
def put_back(*, response: Response, by: User, now: datetime) -> Response:
    """
    Put back a questionnaire that was thrown away within a day, with its answers.

    :raises NotAllowed: if `by` may not record what its answers tell of, or it is not theirs (`require_theirs`).
    :raises NothingToTakeBack: if it was not thrown away, or too long ago.
    """
    basis = require_theirs(response=response, by=by, now=now)
    if not response.may_be_put_back(now):
        raise NothingToTakeBack
    response.thrown_at = None
    save_versioned(response, base_version=response.version, fields=["thrown_at"])
    _log(response, by=by, basis=basis, what="put back", now=now)
    return response


def require_theirs(*, response: Response, by: User, now: datetime) -> str:
    """
    Return the basis on which somebody may go on with a questionnaire.

    What the person began alone is the person's, until they have sent it; what a worker began, the workers'.

    :raises NotAllowed: if `by` may not record what its answers tell of, or the other side began it.
    """
    basis = require(by, Action.RECORD, response.person, Category(response.about), now=now)
    if response.is_begun_alone != (response.person.account_id == by.pk):
        person_id, category = response.person_id, Category(response.about)
        note(Refusal(action=Action.RECORD, at=now, actor_id=by.pk, person_id=person_id, category=category))
        raise NotInTable
    return basis


_FINISHED = ["answers", "score", "is_complete", "answered_at", "answered_by", "finished_by", "finished_at"]


def _judged(response: Response, answers: Mapping[str, Sequence[str]], now: datetime) -> Judged:
    kept = response.kept_answers()
    definition = questionnaire_of(response, now=now).definition
    return judge(definition, kept | {link_id: list(given) for link_id, given in answers.items()})


def _fill(response: Response, judged: Judged, how: Finish, *, by: User, now: datetime) -> None:
    found = questionnaire_of(response, now=now)
    scores = score(found.definition, found.scoring, judged)
    response.answers = json.dumps(judged.kept(), ensure_ascii=False)
    response.score = json.dumps({one.scale.key: None if one.value is None else str(one.value) for one in scores})
    asked = {item.link_id for item in found.definition.questions()} & judged.asked
    response.is_complete = asked == set(judged.values)
    response.answered_at, response.answered_by = how.answered_at, how.answered_by
    response.finished_by, response.finished_at = by, now


def _log(response: Response, *, by: User, basis: str, what: str, now: datetime) -> None:
    category = Category(response.about)
    log.write(response, by=by, action=Action.RECORD, basis=basis, what=what, category=category, now=now)
