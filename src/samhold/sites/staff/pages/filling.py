"""
Filling in a questionnaire: one question a page on a phone, all on one page at a desk; the answers lie on the server.

Without a script, "next" keeps the answer and goes on; what is asked is decided anew from what is answered.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from samhold.core.questionnaires import Judged, judge
from samhold.foundation.time import local_day
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.care.actions import responses
from samhold.rooms.care.forms.responses import FinishResponse
from samhold.rooms.care.queries.responses import questionnaire_of
from samhold.rooms.questionnaires.forms.view import Entry, entries, typed
from samhold.rooms.questionnaires.forms.words import said
from samhold.rooms.questionnaires.queries.library import Questionnaire
from samhold.sites.staff.addresses import address
from samhold.sites.staff.pages.head import head_of

if TYPE_CHECKING:
    from samhold.foundation.errors import DomainError
    from samhold.rooms.access.models import User
    from samhold.rooms.care.models import Response  # noqa: TC004 -- sites import no tables
    from samhold.sites.staff.requests import StaffRequest

ONE, ALL = "one", "all"


@dataclass(slots=True, kw_only=True)
class Filling:
    """
    A questionnaire that is being filled in, and what was sent.

    :param view: one question a page, or all.
    :param step: which question is asked, from 1; one more than there are is the last page.
    :param sent: the answers that were sent with this request.
    """

    response: Response
    questionnaire: Questionnaire
    now: datetime
    view: str
    step: int
    verb: str
    sent: dict[str, list[str]]
    shown_before: frozenset[str]
    base_version: int
    finish_form: FinishResponse
    problem: str = ""
    is_refused: bool = False
    judged: Judged = field(init=False)
    entries: tuple[Entry, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Read the answers: those that are kept, and over them those that were sent."""
        self._read()

    def _read(self) -> None:
        answers = self.response.kept_answers() | self.sent
        self.judged = judge(self.questionnaire.definition, answers)
        self.entries = entries(self.questionnaire.definition, answers, self.judged)

    @property
    def asked(self) -> tuple[Entry, ...]:
        """The questions that are asked, in their order."""
        return tuple(entry for entry in self.entries if entry.is_question and entry.is_asked)

    @property
    def current(self) -> Entry | None:
        """The question of this page, if it shows one."""
        asked = self.asked
        return asked[self.step - 1] if self.view == ONE and self.step <= len(asked) else None

    def on_this_page(self) -> tuple[Entry, ...]:
        """Return what the page draws: all, or one question with the headings that come before it."""
        if self.view == ALL:
            return self.entries
        shown = [entry for entry in self.entries if entry.is_asked]
        last = len(shown) if self.current is None else shown.index(self.current)
        first = last
        while first > 0 and not shown[first - 1].is_question:
            first -= 1
        return tuple(shown[first : last + 1])

    def lacks_this_answer(self) -> bool:
        """Tell whether a question of this page must be answered and is not; the page is then shown again."""
        missing = set(self.judged.missing) & set(self.sent)
        self.is_refused = bool(missing)
        return self.is_refused

    def may_finish(self) -> bool:
        """Tell whether everything that is asked was on the page, and the last fields hold; else it is shown again."""
        if not self.finish_form.is_valid():
            self.is_refused = True
        elif self.view == ALL and {entry.name for entry in self.asked} - self.shown_before:
            self.problem = _("More questions have come, since you answered as you did. Answer them, and finish.")
            self.is_refused = True
        return not self.is_refused

    def saved(self, *, by: User, now: datetime) -> None:
        """Keep what was sent, unless the page is to be shown again."""
        if not self.is_refused:
            version = self.response.version if self.view == ONE else self.base_version
            responses.save(response=self.response, answers=self.sent, by=by, now=now, base_version=version)

    def put_right(self, wrong: responses.WrongAnswers) -> None:
        """Show the page again, with what is wrong at each question."""
        self.is_refused, self.problem = True, str(wrong.message)

    def refused(self, refusal: DomainError) -> None:
        """Show the page again with the sentence; after a late save, what was typed goes on from what is saved now."""
        self.is_refused, self.problem = True, str(refusal.message)
        if isinstance(refusal, StaleVersion):
            self.base_version = refusal.current.version

    def next_url(self) -> str:
        """Return where the reader goes on: the next question, the one before, or the list."""
        own = address("questionnaire", self.response.person_id, self.response.pk)
        if self.verb == "save":
            return address("questionnaires", self.response.person_id)
        names = [entry.name for entry in self.asked]
        here = next((names.index(name) + 1 for name in self.shown_before if name in names), self.step)
        step = here - 1 if self.verb == "back" else here + 1
        return f"{own}?{urlencode({'view': self.view, 'step': min(max(step, 1), len(names) + 1)})}"

    def context(self) -> dict[str, object]:
        """Return what the template draws."""
        shown = self.on_this_page()
        faults = tuple(entry for entry in shown if entry.error and self._tells(entry))
        return {
            "section": "persons",
            "tab": "questionnaires",
            "head": head_of(self.response.person, now=self.now),
            "person": self.response.person,
            "page": self,
            "title": said(self.questionnaire.definition.title),
            "description": said(self.questionnaire.definition.description),
            "is_validated": self.questionnaire.scoring.is_validated,
            "shown": tuple(entry if entry in faults else _without_error(entry) for entry in shown),
            "faults": faults,
            "missing": tuple((place, entry) for place, entry in enumerate(self.asked, start=1) if not entry.value),
            "names": " ".join(entry.name for entry in shown if entry.is_question and entry.is_asked),
            "count": len(self.asked),
            "is_last": self.view == ALL or self.current is None,
            "list_url": address("questionnaires", self.response.person_id),
        }

    def _tells(self, entry: Entry) -> bool:
        """Tell of a missing answer only once the reader has tried to go on without it."""
        return self.is_refused and (self.verb in {"next", "finish"} or entry.link_id not in self.judged.missing)


def _without_error(entry: Entry) -> Entry:
    return entry.without_error() if entry.error else entry


def filling_of(request: StaffRequest, response: Response, *, now: datetime) -> Filling:
    """Return the page of an open questionnaire, as it was asked for or sent."""
    questionnaire = questionnaire_of(response, now=now)
    is_sent = request.method == "POST"
    form = FinishResponse(
        request.POST if is_sent and request.POST.get("do") == "finish" else None, initial={"day": local_day(now)}
    )
    return Filling(
        response=response,
        questionnaire=questionnaire,
        now=now,
        view=_view(request),
        step=_step(request.GET.get("step", "")),
        verb=request.POST.get("do", "save"),
        sent=typed(questionnaire.definition, request.POST) if is_sent else {},
        shown_before=frozenset(request.POST.get("shown", "").split()),
        base_version=_whole(request.POST.get("base_version", ""), response.version),
        finish_form=form,
    )


def _view(request: StaffRequest) -> str:
    """Return how many questions a page has: as asked for, else one on a phone and all elsewhere."""
    wanted = request.GET.get("view", "")
    if wanted in {ONE, ALL}:
        return wanted
    says = request.headers.get("Sec-CH-UA-Mobile", "") == "?1" or "Mobi" in request.headers.get("User-Agent", "")
    return ONE if says else ALL


def _step(written: str) -> int:
    return max(_whole(written, 1), 1)


def _whole(written: str, instead: int) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else instead  # noqa: PLR2004
