"""The tab of questionnaires: what may be filled in, what is begun, and what each came to last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samhold.foundation.errors import NotAvailable
from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.care.queries.responses import Administration, begun, history
from samhold.rooms.people.access import access_person
from samhold.rooms.questionnaires.enums import KNOWLEDGE
from samhold.rooms.questionnaires.forms.results import change_words, number, result
from samhold.rooms.questionnaires.forms.words import said, written_day
from samhold.rooms.questionnaires.queries.library import Questionnaire, all_of, offered
from samhold.sites.staff.addresses import address
from samhold.sites.staff.pages.head import head_of

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.care.models import Response
    from samhold.rooms.people.models import Person
    from samhold.sites.staff.requests import StaffRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A questionnaire that may be begun, or the sentence why not."""

    key: str
    title: str
    description: str
    count: int
    is_validated: bool
    hindrance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A questionnaire that somebody began; `url` is empty for those who may only read."""

    title: str
    day: str
    who: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """The newest result of a questionnaire, and how often it was answered."""

    title: str
    day: str
    number: str
    sentence: str
    change: str
    count: int
    url: str


def open_for_questionnaires(request: StaffRequest, person_id: UUID, *, now: datetime) -> Person:
    """
    Return a person whom the reader may see, with the answers that may be read in the log.

    :raises NotAvailable: if the person is unknown or hidden.
    """
    return access_person(
        actor=request.user,
        person_id=person_id,
        purpose=Purpose.CARE,
        now=now,
        subject="questionnaires",
        categories=KNOWLEDGE,
    )


def may_record(person: Person, category: Category) -> bool:
    """Say whether the one at the door may record answers that tell of this."""
    return person.standing is not None and person.standing.allows(Action.RECORD, category)


def chosen(person: Person, key: str, *, now: datetime) -> Questionnaire:
    """
    Return the questionnaire that was chosen.

    :raises NotAvailable: if there is none.
    """
    found = (one for one in offered(tenant_id=person.tenant_id, today=local_day(now)) if one.key == key)
    questionnaire = next(found, None)
    if questionnaire is None:
        raise NotAvailable
    return questionnaire


def overview_page(person: Person, *, now: datetime) -> dict[str, object]:
    """Return what the tab shows."""
    today = local_day(now)
    return {
        "section": "persons",
        "tab": "questionnaires",
        "head": head_of(person, now=now),
        "person": person,
        "offers": tuple(
            _offer(one) for one in offered(tenant_id=person.tenant_id, today=today) if may_record(person, one.category)
        ),
        "begun": _begun(person, all_of(tenant_id=person.tenant_id, today=today)),
        "latest": _latest(person, history(person=person, now=now)),
    }


def _offer(one: Questionnaire) -> Offer:
    return Offer(
        key=one.key,
        title=said(one.definition.title) or one.definition.name,
        description=said(one.definition.description),
        count=len(one.definition.questions()),
        is_validated=one.scoring.is_validated,
        hindrance="" if one.hindrance is None else str(one.hindrance),
    )


def _begun(person: Person, known: dict[str, Questionnaire]) -> tuple[Begun, ...]:
    return tuple(
        Begun(
            title=said(known[row.key].definition.title),
            day=written_day(local_day(row.started_at)),
            who=row.started_by.name,
            url=address("questionnaire", person.pk, row.pk) if may_record(person, Category(row.about)) else "",
        )
        for row in begun(person=person)
        if row.key in known
    )


def _latest(person: Person, found: tuple[Administration, ...]) -> tuple[Latest, ...]:
    by_url: dict[str, list[Administration]] = {}
    for one in found:
        by_url.setdefault(one.response.definition, []).append(one)
    newest = sorted(by_url.values(), key=lambda ones: _day(ones[-1].response), reverse=True)
    return tuple(_line(person, ones[-1], len(ones)) for ones in newest)


def _day(response: Response) -> datetime:
    return response.answered_at or response.started_at


def _line(person: Person, one: Administration, count: int) -> Latest:
    main = one.scores[:1]
    return Latest(
        title=said(one.questionnaire.definition.title),
        day=written_day(local_day(_day(one.response))),
        number=number(main[0]) if main else "",
        sentence=" ".join(result(main[0]).sentences) if main else "",
        change="" if one.change is None else change_words(one.change),
        count=count,
        url=address("questionnaire", person.pk, one.response.pk),
    )
