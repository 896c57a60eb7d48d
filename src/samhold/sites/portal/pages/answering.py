"""
Answering alone: one question a page with large buttons; what is answered lies on the server, so one may leave.

Without a script, "next" keeps the answer and goes on; what is asked is decided anew from what is answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from samhold.core.questionnaires import judge
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.access.actions import audit
from samhold.rooms.access.enums import Category
from samhold.rooms.care.actions import responses
from samhold.rooms.care.enums import AnsweredBy
from samhold.rooms.care.queries.responses import questionnaire_of
from samhold.rooms.questionnaires.forms.view import Entry, entries, typed
from samhold.rooms.questionnaires.forms.words import said
from samhold.rooms.questionnaires.queries.library import Questionnaire
from samhold.sites.portal.requests import PortalRequest, mutation_key

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.foundation.errors import DomainError
    from samhold.rooms.care.models import Response  # noqa: TC004 -- sites import no tables

_LONGEST = 4
"""As many digits a step in an address may have."""


@dataclass(slots=True, kw_only=True)
class Answering:
    """
    A questionnaire that the person answers, and what was sent.

    :param entries: the questions that are asked, each with the headings before it left out.
    :param step: which of them this page shows, from 1.
    :param base_version: the version of the answers that the page was made from.
    """

    response: Response
    questionnaire: Questionnaire
    entries: tuple[Entry, ...]
    step: int
    verb: str
    sent: dict[str, list[str]]
    base_version: int
    problem: str = ""

    @property
    def current(self) -> Entry:
        """The question of this page."""
        return self.entries[self.step - 1]

    @property
    def is_last(self) -> bool:
        """Whether no question comes after it."""
        return self.step == len(self.entries)

    def keep(self, request: PortalRequest, *, now: datetime) -> None:
        """
        Keep the answer of this page.

        :raises DomainError: if it is outside its scale.
        """
        version = self.response.version
        responses.save(response=self.response, answers=self.sent, by=request.user, now=now, base_version=version)

    def send(self, request: PortalRequest, *, now: datetime) -> None:
        """
        Finish it: from now on those who help the person can read the answers.

        :raises DomainError: if an answer is outside its scale or missing, or it was answered on another page since.
        """
        how = responses.Finish(answers=self.sent, answered_by=AnsweredBy.PERSON, answered_at=now)
        responses.finish(
            response=self.response,
            how=how,
            by=request.user,
            now=now,
            base_version=self.base_version,
            key=mutation_key(request),
        )

    def put_right(self, refusal: DomainError) -> None:
        """Show the question again that something is wrong with, and the sentence; what was late may be sent again."""
        self.problem = str(refusal.message)
        if isinstance(refusal, StaleVersion):
            self.problem = _("You have answered in another window since. Both are kept. Send once more.")
            self.base_version = refusal.current.version
        if isinstance(refusal, responses.WrongAnswers):
            wrong = (place for place, entry in enumerate(self.entries, start=1) if entry.error)
            self.step = self.step if self.current.error else next(wrong, self.step)

    def url_of(self, step: int) -> str:
        """Return where a question is asked."""
        return f"{reverse('portal:answer', args=[self.response.pk])}?step={min(max(step, 1), len(self.entries))}"

    def next_url(self) -> str:
        """Return where one goes on: the next question, the one before, or away until later."""
        if self.verb == "later":
            return reverse("portal:answers")
        return self.url_of(self.step - 1 if self.verb == "back" else self.step + 1)

    def context(self) -> dict[str, object]:
        """Return what the template draws."""
        entry = self.current
        audit.read_also(self.response.person.pk, {Category(self.response.about)})
        shown = entry if self.problem else entry.without_error()
        return {
            "section": "answers",
            "person": self.response.person,
            "page": self,
            "entry": shown,
            "count": len(self.entries),
            "title": said(self.questionnaire.definition.title),
        }


def answering(request: PortalRequest, response: Response, *, now: datetime) -> Answering:
    """Return the page of a questionnaire that is not sent, as it was asked for or sent."""
    questionnaire = questionnaire_of(response, now=now)
    definition = questionnaire.definition
    sent = typed(definition, request.POST) if request.method == "POST" else {}
    answers = response.kept_answers() | sent
    found = entries(definition, answers, judge(definition, answers))
    asked = tuple(entry for entry in found if entry.is_question and entry.is_asked)
    first_open = next((place for place, entry in enumerate(asked, start=1) if not entry.value), len(asked))
    return Answering(
        response=response,
        questionnaire=questionnaire,
        entries=asked,
        step=min(max(_whole(request.GET.get("step", ""), first_open), 1), len(asked)),
        verb=request.POST.get("do", "later"),
        sent=sent,
        base_version=_whole(request.POST.get("base_version", ""), response.version),
    )


def _whole(written: str, instead: int) -> int:
    is_number = written.isascii() and written.isdigit() and len(written) <= _LONGEST
    return int(written) if is_number else instead
