"""Write down an admission, an overdose, violence or prison, end it, and take it back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.foundation.time import local_day
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.models import LifeEvent
from samhold.rooms.care.outcome_enums import LASTING, LifeEventKind
from samhold.rooms.people.actions import log
from samhold.rooms.people.actions.taken_back import NothingToTakeBack

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person


class EventInFuture(DomainError):
    """It has not happened yet."""

    field: ClassVar[str] = "first_date"
    message = _("This day has not come yet. Choose today or an earlier day.")


class EventRunsBackwards(DomainError):
    """It ends before it starts."""

    field: ClassVar[str] = "last_date"
    message = _("The last day comes before the first. Check the days.")


class EventEnded(DomainError):
    """It has a last day, or is taken back."""

    message = _("This is no longer going on. Open the page again to see what is true now.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLifeEvent:
    """What happened, from when to when; without a last day it is going on, or took one day."""

    kind: LifeEventKind
    first_date: date
    last_date: date | None = None
    where: str = field(default="", repr=False)
    text: str = field(default="", repr=False)


@transaction.atomic
def record(
    *, person: Person, event: NewLifeEvent, by: User, now: datetime, key: MutationKey | None = None
) -> LifeEvent:
    """
    Write down what happened to a person; the same `key` again returns the row already made.

    :raises NotAllowed: if `by` may not record the person's health.
    :raises EventInFuture: if it has not begun, or ends later than today.
    :raises EventRunsBackwards: if it ends before it starts.
    """
    require(by, Action.RECORD, person, Category.HEALTH, now=now)
    with once(key, LifeEvent) as made:
        if made.is_new:
            (made.row,) = record_many(person=person, events=[event], by=by, now=now)
    return made.row


@transaction.atomic
def record_many(*, person: Person, events: Sequence[NewLifeEvent], by: User, now: datetime) -> tuple[LifeEvent, ...]:
    """
    Write down several things that happened to one person, all or none, by the rules of `record`.

    :raises NotAllowed, EventInFuture, EventRunsBackwards: as `record`.
    """
    basis = require(by, Action.RECORD, person, Category.HEALTH, now=now)
    for event in events:
        _check(event, local_day(now))
    rows = LifeEvent.objects.bulk_create(
        LifeEvent(
            tenant_id=person.tenant_id,
            person=person,
            kind=event.kind,
            first_date=event.first_date,
            last_date=event.last_date,
            where=event.where.strip(),
            text=event.text.strip(),
            recorded_by=by,
            recorded_at=now,
        )
        for event in events
    )
    for row in rows:
        log.write(row, by=by, action=Action.RECORD, basis=basis, what="recorded", category=Category.HEALTH, now=now)
    return tuple(rows)


@transaction.atomic
def end(*, event: LifeEvent, last_date: date, by: User, now: datetime) -> LifeEvent:
    """
    Write down the last day of what was going on, as a discharge.

    :raises NotAllowed: if `by` may not record the person's health.
    :raises EventEnded: if it has a last day, or is taken back.
    :raises EventInFuture, EventRunsBackwards: as `record`.
    """
    basis = require(by, Action.RECORD, event.person, Category.HEALTH, now=now)
    if event.last_date is not None or event.undone_at is not None:
        raise EventEnded
    _check(
        NewLifeEvent(kind=LifeEventKind(event.kind), first_date=event.first_date, last_date=last_date), local_day(now)
    )
    event.last_date = last_date
    save_versioned(event, base_version=event.version, fields=("last_date",))
    log.write(event, by=by, action=Action.RECORD, basis=basis, what="ended", category=Category.HEALTH, now=now)
    return event


@transaction.atomic
def reopen(*, event: LifeEvent, by: User, now: datetime) -> LifeEvent:
    """
    Let something that was ended go on, as if it had not been.

    :raises NotAllowed: if `by` may not record the person's health.
    :raises NothingToTakeBack: if it has no last day, is taken back, or is of a kind that happens on a day.
    """
    basis = require(by, Action.RECORD, event.person, Category.HEALTH, now=now)
    if event.last_date is None or event.undone_at is not None or event.kind not in LASTING:
        raise NothingToTakeBack
    event.last_date = None
    save_versioned(event, base_version=event.version, fields=("last_date",))
    log.write(event, by=by, action=Action.RECORD, basis=basis, what="reopened", category=Category.HEALTH, now=now)
    return event


@transaction.atomic
def undo(*, event: LifeEvent, by: User, now: datetime) -> LifeEvent:
    """
    Take back what was written down: it is kept, and no longer shown or counted.

    :raises NotAllowed: if `by` may not record the person's health.
    :raises EventEnded: if it is taken back already.
    """
    basis = require(by, Action.RECORD, event.person, Category.HEALTH, now=now)
    if event.undone_at is not None:
        raise EventEnded
    event.undone_at = now
    save_versioned(event, base_version=event.version, fields=("undone_at",))
    log.write(event, by=by, action=Action.RECORD, basis=basis, what="undone", category=Category.HEALTH, now=now)
    return event


@transaction.atomic
def redo(*, event: LifeEvent, by: User, now: datetime) -> LifeEvent:
    """
    Let something stand that was taken back.

    :raises NotAllowed: if `by` may not record the person's health.
    :raises NothingToTakeBack: if it stands.
    """
    basis = require(by, Action.RECORD, event.person, Category.HEALTH, now=now)
    if event.undone_at is None:
        raise NothingToTakeBack
    event.undone_at = None
    save_versioned(event, base_version=event.version, fields=("undone_at",))
    log.write(event, by=by, action=Action.RECORD, basis=basis, what="redone", category=Category.HEALTH, now=now)
    return event


def _check(event: NewLifeEvent, today: date) -> None:
    if event.first_date > today or (event.last_date or today) > today:
        raise EventInFuture
    if event.last_date is not None and event.last_date < event.first_date:
        raise EventRunsBackwards
