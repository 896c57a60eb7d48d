"""Write down a request for help, and answer it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError, NotAllowed
from samhold.foundation.time import local_day
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.actions import audit
from samhold.rooms.access.engine import require, require_without_person
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.care.access import units_that_take
from samhold.rooms.care.enums import DeadlineKind, RequestOutcome, RequestRoad
from samhold.rooms.care.models import RequestForHelp
from samhold.rooms.care.queries.law import due_date
from samhold.rooms.people.models import Person

if TYPE_CHECKING:
    from samhold.rooms.access.models import User
    from samhold.rooms.organisations.models import Unit


class AnotherUnit(NotAllowed):
    """Requests are taken by those who work in the unit."""

    message = _("Requests to this service are taken by those who work there. Choose your own service.")


class AskedInFuture(DomainError):
    """It has not come yet."""

    field: ClassVar[str] = "asked_date"
    message = _("This day has not come yet. Choose today or an earlier day.")


class AnsweredAlready(DomainError):
    """Somebody has answered it."""

    message = _("This request is answered already. Open the page again to see the answer.")


class TurnedAwayWithoutReason(DomainError):
    """Nobody is turned away without being told why."""

    field: ClassVar[str] = "reason"
    message = _("Write why the request is turned away.")


class TurnedAwayWithoutOffer(DomainError):
    """Nobody is turned away without being told where to go."""

    field: ClassVar[str] = "offer"
    message = _("Write what you offer instead: who can help, and how to get there.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequest:
    """
    What somebody asked for.

    :param asked_by: who asked, in words: a name, or "the mother".
    :param about: about whom, in words, when the person is not registered.
    :param person: the person, when they are.
    """

    road: RequestRoad
    asked_date: date
    asked_by: str
    asked_for: str
    about: str = ""
    person: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered and what came of it; `reason` and `offer` when the request is turned away."""

    outcome: RequestOutcome
    answer: str
    reason: str = ""
    offer: str = ""


@transaction.atomic
def take(
    *,
    unit: Unit,
    request: NewRequest,
    by: User,
    now: datetime,
    key: MutationKey | None = None,
) -> RequestForHelp:
    """
    Write down a request to a unit; the same `key` again returns the one already made.

    :raises NotAllowed: if `by` takes no requests for the unit, or may not record referrals of the person.
    :raises AskedInFuture: if its day has not come.
    """
    basis = _require(unit=unit, person=request.person, by=by, now=now)
    if request.asked_date > local_day(now):
        raise AskedInFuture
    with once(key, RequestForHelp) as made:
        if made.is_new:
            made.row = _row(unit, request, by, now)
            made.row.save(force_insert=True)
            _log(made.row, by=by, basis=basis, what="taken", now=now)
    return made.row


@transaction.atomic
def answer(*, request: RequestForHelp, answer: Answer, base_version: int, by: User, now: datetime) -> RequestForHelp:
    """
    Answer a request.

    :raises NotAllowed: if `by` takes no requests for the unit, or may not record referrals of the person.
    :raises AnsweredAlready: if it has an answer.
    :raises TurnedAwayWithoutReason, TurnedAwayWithoutOffer: if somebody is turned away with nothing.
    :raises StaleVersion: if it was changed since.
    """
    basis = _require(unit=request.unit, person=request.person, by=by, now=now)
    if request.outcome:
        raise AnsweredAlready
    if answer.outcome == RequestOutcome.TURNED_AWAY:
        if not answer.reason.strip():
            raise TurnedAwayWithoutReason
        if not answer.offer.strip():
            raise TurnedAwayWithoutOffer
    request.outcome, request.answer = answer.outcome, answer.answer.strip()
    request.reason, request.offer = answer.reason.strip(), answer.offer.strip()
    request.answered_date, request.answered_by = local_day(now), by
    fields = ["outcome", "answer", "reason", "offer", "answered_date", "answered_by"]
    save_versioned(request, base_version=base_version, fields=fields)
    _log(request, by=by, basis=basis, what="answered", now=now)
    return request


@transaction.atomic
def link(*, request: RequestForHelp, person: Person, by: User, now: datetime) -> RequestForHelp:
    """
    Say which person a request was about, once they are registered.

    :raises NotAllowed: if `by` takes no requests for the unit, or may not record referrals of the person.
    """
    basis = _require(unit=request.unit, person=person, by=by, now=now)
    request.person, request.about = person, ""
    save_versioned(request, base_version=request.version, fields=["person", "about"])
    _log(request, by=by, basis=basis, what="linked", now=now)
    return request


def _require(*, unit: Unit, person: Person | None, by: User, now: datetime) -> str:
    category = Category.REFERRAL_STATUS
    if person is not None:
        basis = require(by, Action.RECORD, person, category, now=now)
    else:
        basis = require_without_person(by, Action.RECORD, category, now=now, purpose=Purpose.CARE)
    if unit.pk not in units_that_take(by.pk, now):
        note(Refusal(action=Action.RECORD, at=now, actor_id=by.pk, category=category))
        raise AnotherUnit
    return basis


def _row(unit: Unit, request: NewRequest, by: User, now: datetime) -> RequestForHelp:
    return RequestForHelp(
        tenant_id=unit.organisation_id if request.person is None else request.person.tenant_id,
        unit=unit,
        person=request.person,
        road=request.road,
        asked_date=request.asked_date,
        asked_by=request.asked_by.strip(),
        about="" if request.person is not None else request.about.strip(),
        asked_for=request.asked_for.strip(),
        answer_by_date=due_date(DeadlineKind.ANSWER_REQUEST, start=request.asked_date),
        recorded_by=by,
        recorded_at=now,
    )


def _log(row: RequestForHelp, *, by: User, basis: str, what: str, now: datetime) -> None:
    audit.write(
        audit.Event(
            action=Action.RECORD,
            at=now,
            actor_id=by.pk,
            tenant_id=row.tenant_id,
            person_id=row.person_id,
            subject=f"{row._meta.label_lower} {row.pk} {what}",  # noqa: SLF001 -- Django's API
            categories=(Category.REFERRAL_STATUS,),
            basis=basis,
        ),
    )
