"""Write down what a person does with their days, when it ended, and take it back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.core.hours import HOURS_OF_A_WEEK
from samhold.foundation.errors import DomainError
from samhold.foundation.time import local_day
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.models import Activity
from samhold.rooms.care.outcome_enums import ActivityKind
from samhold.rooms.people.actions import log
from samhold.rooms.people.actions.taken_back import NothingToTakeBack

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person


class ActivityHours(DomainError):
    """More than a week has, or none."""

    field: ClassVar[str] = "hours_per_week"
    message = _("Write the hours in an ordinary week, more than 0 and at most 168.")


class ActivityDays(DomainError):
    """It begins today or earlier, and does not end before that."""

    field: ClassVar[str] = "first_date"
    message = _("An activity begins today or earlier, and ends between its first day and today. Check the days.")


class ActivityEnded(DomainError):
    """It has a last day."""

    message = _("This activity has ended already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewActivity:
    """
    What the person does.

    :param hours_per_week: in an ordinary week.
    """

    kind: ActivityKind
    hours_per_week: Decimal
    first_date: date
    last_date: date | None = None
    is_substance_free: bool = False
    name: str = field(default="", repr=False)


@transaction.atomic
def begin(
    *, person: Person, activity: NewActivity, by: User, now: datetime, key: MutationKey | None = None
) -> Activity:
    """
    Write down an activity; the same `key` again returns the row already made.

    :raises NotAllowed: if `by` may not record the person's plan.
    :raises ActivityHours: if the hours are none, or more than a week has.
    :raises ActivityDays: if the days are none it can have.
    """
    basis = require(by, Action.RECORD, person, Category.PLAN, now=now)
    _check(activity, local_day(now))
    with once(key, Activity) as made:
        if made.is_new:
            made.row = Activity.objects.create(
                tenant_id=person.tenant_id,
                person=person,
                kind=activity.kind,
                name=activity.name.strip(),
                hours_per_week=activity.hours_per_week,
                is_substance_free=activity.is_substance_free,
                first_date=activity.first_date,
                last_date=activity.last_date,
            )
            _write(made.row, "recorded", by=by, basis=basis, now=now)
    return made.row


@transaction.atomic
def end(*, activity: Activity, last_date: date, by: User, now: datetime) -> Activity:
    """
    Write down the last day of an activity.

    :raises NotAllowed: if `by` may not record the person's plan.
    :raises ActivityEnded: if it has ended.
    :raises ActivityDays: if the last day lies before the first, or has not come.
    """
    basis = require(by, Action.RECORD, activity.person, Category.PLAN, now=now)
    if activity.last_date is not None or activity.undone_at is not None:
        raise ActivityEnded
    if not activity.first_date <= last_date <= local_day(now):
        raise ActivityDays
    activity.last_date = last_date
    save_versioned(activity, base_version=activity.version, fields=("last_date",))
    _write(activity, "ended", by=by, basis=basis, now=now)
    return activity


@transaction.atomic
def reopen(*, activity: Activity, by: User, now: datetime) -> Activity:
    """
    Let an activity that was ended go on, as if it had not been.

    :raises NotAllowed: if `by` may not record the person's plan.
    :raises NothingToTakeBack: if it has not ended, or is taken back.
    """
    basis = require(by, Action.RECORD, activity.person, Category.PLAN, now=now)
    if activity.last_date is None or activity.undone_at is not None:
        raise NothingToTakeBack
    activity.last_date = None
    save_versioned(activity, base_version=activity.version, fields=("last_date",))
    _write(activity, "reopened", by=by, basis=basis, now=now)
    return activity


@transaction.atomic
def undo(*, activity: Activity, by: User, now: datetime) -> Activity:
    """
    Take back an activity that was written down by mistake: it is kept, and no longer shown or counted.

    :raises NotAllowed: if `by` may not record the person's plan.
    :raises NothingToTakeBack: if it is taken back already.
    """
    basis = require(by, Action.RECORD, activity.person, Category.PLAN, now=now)
    if activity.undone_at is not None:
        raise NothingToTakeBack
    activity.undone_at = now
    save_versioned(activity, base_version=activity.version, fields=("undone_at",))
    _write(activity, "undone", by=by, basis=basis, now=now)
    return activity


@transaction.atomic
def redo(*, activity: Activity, by: User, now: datetime) -> Activity:
    """
    Let an activity stand that was taken back.

    :raises NotAllowed: if `by` may not record the person's plan.
    :raises NothingToTakeBack: if it stands.
    """
    basis = require(by, Action.RECORD, activity.person, Category.PLAN, now=now)
    if activity.undone_at is None:
        raise NothingToTakeBack
    activity.undone_at = None
    save_versioned(activity, base_version=activity.version, fields=("undone_at",))
    _write(activity, "redone", by=by, basis=basis, now=now)
    return activity


def _write(row: Activity, what: str, *, by: User, basis: str, now: datetime) -> None:
    log.write(row, by=by, action=Action.RECORD, basis=basis, what=what, category=Category.PLAN, now=now)


def _check(activity: NewActivity, today: date) -> None:
    if not 0 < activity.hours_per_week <= HOURS_OF_A_WEEK:
        raise ActivityHours
    last = activity.last_date or today
    if not activity.first_date <= last <= today:
        raise ActivityDays
