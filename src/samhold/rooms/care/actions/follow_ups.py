"""Begin and end the follow-up of a person by a unit, what before and after are counted from; and take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.foundation.time import local_day
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.models import FollowUp
from samhold.rooms.people.actions import log
from samhold.rooms.people.actions.taken_back import NothingToTakeBack

if TYPE_CHECKING:
    from datetime import date, datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.organisations.models import Unit
    from samhold.rooms.people.models import Person


class FollowUpIsOpen(DomainError):
    """The unit follows the person up already."""

    message = _("This service follows the person up already.")


class FollowUpEnded(DomainError):
    """It has a last day."""

    message = _("This follow-up has ended. Begin a new one if the person comes back.")


class FollowUpDays(DomainError):
    """It begins today or earlier, and does not end before that."""

    field: ClassVar[str] = "first_date"
    message = _("Follow-up begins today or earlier, and ends between its first day and today. Check the days.")


class KnownTooLate(DomainError):
    """What is known from before lies before."""

    field: ClassVar[str] = "known"
    message = _("What is known from before follow-up lies before its first day. Check the days.")


@transaction.atomic
def begin(
    *,
    person: Person,
    unit: Unit,
    first_date: date,
    by: User,
    now: datetime,
    known_since_date: date | None = None,
    key: MutationKey | None = None,
) -> FollowUp:
    """
    Write down since when a unit follows the person up; the same `key` again returns the row already made.

    :param known_since_date: how far back somebody asked what happened before; without it, nobody has.
    :raises NotAllowed: if `by` may not record the person's plan.
    :raises FollowUpDays: if the day has not come.
    :raises KnownTooLate: if what is known from before begins after the first day.
    :raises FollowUpIsOpen: if the unit follows the person up already.
    """
    basis = require(by, Action.RECORD, person, Category.PLAN, now=now)
    if first_date > local_day(now):
        raise FollowUpDays
    if known_since_date is not None and known_since_date > first_date:
        raise KnownTooLate
    with once(key, FollowUp) as made:
        if made.is_new:
            _require_none_open(person, unit)
            days = {"first_date": first_date, "known_since_date": known_since_date}
            made.row = FollowUp.objects.create(tenant_id=person.tenant_id, person=person, unit=unit, **days)
            _write(made.row, "begun", by=by, basis=basis, now=now)
    return made.row


@transaction.atomic
def end(*, follow_up: FollowUp, last_date: date, why: str, by: User, now: datetime) -> FollowUp:
    """
    Write down that a unit no longer follows the person up.

    :raises NotAllowed: if `by` may not record the person's plan.
    :raises FollowUpEnded: if it has ended.
    :raises FollowUpDays: if the last day lies before the first, or has not come.
    """
    basis = require(by, Action.RECORD, follow_up.person, Category.PLAN, now=now)
    if follow_up.last_date is not None or follow_up.undone_at is not None:
        raise FollowUpEnded
    if not follow_up.first_date <= last_date <= local_day(now):
        raise FollowUpDays
    follow_up.last_date, follow_up.ended_why = last_date, why.strip()
    save_versioned(follow_up, base_version=follow_up.version, fields=("last_date", "ended_why"))
    _write(follow_up, "ended", by=by, basis=basis, now=now)
    return follow_up


@transaction.atomic
def reopen(*, follow_up: FollowUp, by: User, now: datetime) -> FollowUp:
    """
    Let a follow-up that was ended go on, as if it had not been.

    :raises NotAllowed: if `by` may not record the person's plan.
    :raises NothingToTakeBack: if it has not ended, or is taken back.
    :raises FollowUpIsOpen: if the unit has begun anew in the meantime.
    """
    basis = require(by, Action.RECORD, follow_up.person, Category.PLAN, now=now)
    if follow_up.last_date is None or follow_up.undone_at is not None:
        raise NothingToTakeBack
    _require_none_open(follow_up.person, follow_up.unit)
    follow_up.last_date, follow_up.ended_why = None, ""
    save_versioned(follow_up, base_version=follow_up.version, fields=("last_date", "ended_why"))
    _write(follow_up, "reopened", by=by, basis=basis, now=now)
    return follow_up


@transaction.atomic
def tell_known(*, follow_up: FollowUp, known_since_date: date | None, by: User, now: datetime) -> FollowUp:
    """
    Say how far back it is known what happened before follow-up began; nothing says that nobody has asked.

    :raises NotAllowed: if `by` may not record the person's plan.
    :raises FollowUpEnded: if it is taken back.
    :raises KnownTooLate: if that begins after the first day.
    """
    basis = require(by, Action.RECORD, follow_up.person, Category.PLAN, now=now)
    if follow_up.undone_at is not None:
        raise FollowUpEnded
    if known_since_date is not None and known_since_date > follow_up.first_date:
        raise KnownTooLate
    follow_up.known_since_date = known_since_date
    save_versioned(follow_up, base_version=follow_up.version, fields=("known_since_date",))
    _write(follow_up, "told known", by=by, basis=basis, now=now)
    return follow_up


@transaction.atomic
def undo(*, follow_up: FollowUp, by: User, now: datetime) -> FollowUp:
    """
    Take back a follow-up that was written down by mistake: it is kept, and no longer shown or counted.

    :raises NotAllowed: if `by` may not record the person's plan.
    :raises NothingToTakeBack: if it is taken back already.
    """
    basis = require(by, Action.RECORD, follow_up.person, Category.PLAN, now=now)
    if follow_up.undone_at is not None:
        raise NothingToTakeBack
    follow_up.undone_at = now
    save_versioned(follow_up, base_version=follow_up.version, fields=("undone_at",))
    _write(follow_up, "undone", by=by, basis=basis, now=now)
    return follow_up


@transaction.atomic
def redo(*, follow_up: FollowUp, by: User, now: datetime) -> FollowUp:
    """
    Let a follow-up stand that was taken back.

    :raises NotAllowed: if `by` may not record the person's plan.
    :raises NothingToTakeBack: if it stands.
    :raises FollowUpIsOpen: if the unit has begun anew in the meantime.
    """
    basis = require(by, Action.RECORD, follow_up.person, Category.PLAN, now=now)
    if follow_up.undone_at is None:
        raise NothingToTakeBack
    if follow_up.last_date is None:
        _require_none_open(follow_up.person, follow_up.unit)
    follow_up.undone_at = None
    save_versioned(follow_up, base_version=follow_up.version, fields=("undone_at",))
    _write(follow_up, "redone", by=by, basis=basis, now=now)
    return follow_up


def _require_none_open(person: Person, unit: Unit) -> None:
    if FollowUp.objects.filter(person=person, unit=unit, last_date__isnull=True, undone_at__isnull=True).exists():
        raise FollowUpIsOpen


def _write(row: FollowUp, what: str, *, by: User, basis: str, now: datetime) -> None:
    log.write(row, by=by, action=Action.RECORD, basis=basis, what=what, category=Category.PLAN, now=now)
