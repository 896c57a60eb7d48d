"""Begin and end the follow-up of a person by a unit: what before and after are counted from."""

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


@transaction.atomic
def begin(
    *, person: Person, unit: Unit, first_date: date, by: User, now: datetime, key: MutationKey | None = None
) -> FollowUp:
    """
    Write down since when a unit follows the person up; the same `key` again returns the row already made.

    :raises NotAllowed: if `by` may not record the person's plan.
    :raises FollowUpDays: if the day has not come.
    :raises FollowUpIsOpen: if the unit follows the person up already.
    """
    basis = require(by, Action.RECORD, person, Category.PLAN, now=now)
    if first_date > local_day(now):
        raise FollowUpDays
    with once(key, FollowUp) as made:
        if made.is_new:
            if FollowUp.objects.filter(person=person, unit=unit, last_date__isnull=True).exists():
                raise FollowUpIsOpen
            made.row = FollowUp.objects.create(
                tenant_id=person.tenant_id, person=person, unit=unit, first_date=first_date
            )
            what, category = "begun", Category.PLAN
            log.write(made.row, by=by, action=Action.RECORD, basis=basis, what=what, category=category, now=now)
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
    if follow_up.last_date is not None:
        raise FollowUpEnded
    if not follow_up.first_date <= last_date <= local_day(now):
        raise FollowUpDays
    follow_up.last_date, follow_up.ended_why = last_date, why.strip()
    save_versioned(follow_up, base_version=follow_up.version, fields=("last_date", "ended_why"))
    log.write(follow_up, by=by, action=Action.RECORD, basis=basis, what="ended", category=Category.PLAN, now=now)
    return follow_up
