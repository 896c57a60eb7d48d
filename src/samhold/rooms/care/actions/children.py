"""Ask about children and siblings under 18, and follow up what was answered (Health Personnel Act § 10 a)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.foundation.time import local_day
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import may, require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.access.models import User
from samhold.rooms.care.models import ChildrenQuestion
from samhold.rooms.care.safety_enums import ChildrenAnswer
from samhold.rooms.people.actions import log

if TYPE_CHECKING:
    from samhold.rooms.people.models import Person

LONGEST = timedelta(days=365)
_CATEGORY = Category.CHILDREN


class NobodyInCharge(DomainError):
    """There are children, and nobody is to see to them."""

    field: ClassVar[str] = "in_charge"
    message = _("Choose who follows up the children. Somebody must be in charge of it.")


class InChargeMayNotSee(DomainError):
    """Whoever is in charge may not read what it is about."""

    field: ClassVar[str] = "in_charge"
    message = _("This worker may not see what is written about the children. Choose somebody who may.")


class FollowUpDay(DomainError):
    """The day has passed, lies too far ahead, or is not there."""

    field: ClassVar[str] = "follow_up_by_date"
    message = _("Choose the day by which it is followed up: today or later, and within a year.")


class AskedLater(DomainError):
    """It was not asked yet."""

    field: ClassVar[str] = "asked_date"
    message = _("The question cannot be asked on a day that has not come.")


class NothingToFollowUp(DomainError):
    """There are no children, or it is done."""

    message = _("There is nothing to follow up here, or it is done already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was answered; `text`, who is in charge and by when only where there are children."""

    asked_date: date
    answer: ChildrenAnswer
    text: str = field(default="", repr=False)
    in_charge: User | None = None
    follow_up_by_date: date | None = None


@transaction.atomic
def ask(*, person: Person, asked: Asked, by: User, now: datetime, key: MutationKey | None = None) -> ChildrenQuestion:
    """
    Write down what the person answered; the same `key` again returns the row made.

    :raises NotAllowed: if `by` may not record about the person's children.
    :raises AskedLater: if the day has not come.
    :raises NobodyInCharge, InChargeMayNotSee, FollowUpDay: if there are children and it is not known who does what.
    """
    basis = require(by, Action.RECORD, person, _CATEGORY, now=now)
    with once(key, ChildrenQuestion) as made:
        if made.is_new:
            _check(person, asked, now)
            made.row = _insert(person, asked, by)
            log.write(made.row, by=by, action=Action.RECORD, basis=basis, what="asked", category=_CATEGORY, now=now)
    return made.row


@transaction.atomic
def follow_up(*, question: ChildrenQuestion, by: User, now: datetime) -> ChildrenQuestion:
    """
    Say that what the children need was seen to.

    :raises NotAllowed: if `by` may not record about the person's children.
    :raises NothingToFollowUp: if there is nothing, or it is done.
    """
    basis = require(by, Action.RECORD, question.person, _CATEGORY, now=now)
    if question.answer != ChildrenAnswer.SOME or question.followed_up_date is not None:
        raise NothingToFollowUp
    question.followed_up_date = local_day(now)
    save_versioned(question, base_version=question.version, fields=("followed_up_date",))
    log.write(question, by=by, action=Action.RECORD, basis=basis, what="followed up", category=_CATEGORY, now=now)
    return question


@transaction.atomic
def take_back(*, question: ChildrenQuestion, by: User, now: datetime) -> ChildrenQuestion:
    """
    Say that it is not followed up after all.

    :raises NotAllowed: if `by` may not record about the person's children.
    :raises NothingToFollowUp: if it was not followed up.
    """
    basis = require(by, Action.RECORD, question.person, _CATEGORY, now=now)
    if question.followed_up_date is None:
        raise NothingToFollowUp
    question.followed_up_date = None
    save_versioned(question, base_version=question.version, fields=("followed_up_date",))
    log.write(question, by=by, action=Action.RECORD, basis=basis, what="reopened", category=_CATEGORY, now=now)
    return question


def _check(person: Person, asked: Asked, now: datetime) -> None:
    today = local_day(now)
    if asked.asked_date > today:
        raise AskedLater
    if asked.answer != ChildrenAnswer.SOME:
        return
    if asked.in_charge is None:
        raise NobodyInCharge
    if not may(asked.in_charge, Action.READ, person, _CATEGORY, now=now):
        raise InChargeMayNotSee
    if asked.follow_up_by_date is None or not today <= asked.follow_up_by_date <= today + LONGEST:
        raise FollowUpDay


def _insert(person: Person, asked: Asked, by: User) -> ChildrenQuestion:
    has_some = asked.answer == ChildrenAnswer.SOME
    return ChildrenQuestion.objects.create(
        tenant_id=person.tenant_id,
        person=person,
        asked_date=asked.asked_date,
        answer=asked.answer,
        text=asked.text.strip() if has_some else "",
        in_charge=asked.in_charge if has_some else None,
        follow_up_by_date=asked.follow_up_by_date if has_some else None,
        asked_by=by,
    )
