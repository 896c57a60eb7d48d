"""Write down that something an inspection asks for was done, and take back what was written by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.foundation.time import local_day
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.models import CareReview
from samhold.rooms.people.actions import log

if TYPE_CHECKING:
    from datetime import date, datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.care.safety_enums import ReviewKind
    from samhold.rooms.people.models import Person

_CATEGORY = Category.PLAN


class ReviewedLater(DomainError):
    """It is not done yet."""

    field: ClassVar[str] = "done_date"
    message = _("The day has not come. Write down what is done, on the day it was done.")


class NotYours(DomainError):
    """Somebody else wrote it."""

    message = _("Only the one who wrote this can take it back.")


@transaction.atomic
def record(
    *,
    person: Person,
    kind: ReviewKind,
    done_date: date,
    text: str,
    by: User,
    now: datetime,
    key: MutationKey | None = None,
) -> CareReview:
    """
    Write down that it was done; the same `key` again returns the row made.

    :raises NotAllowed: if `by` may not record the person's plan.
    :raises ReviewedLater: if the day has not come.
    """
    basis = require(by, Action.RECORD, person, _CATEGORY, now=now)
    if done_date > local_day(now):
        raise ReviewedLater
    with once(key, CareReview) as made:
        if made.is_new:
            values = {"kind": kind, "done_date": done_date, "text": text.strip(), "done_by": by}
            made.row = CareReview.objects.create(tenant_id=person.tenant_id, person=person, **values)
            log.write(made.row, by=by, action=Action.RECORD, basis=basis, what="done", category=_CATEGORY, now=now)
    return made.row


@transaction.atomic
def take_back(*, review: CareReview, by: User, now: datetime) -> None:
    """
    Remove what one wrote by mistake; that it stood there is in the audit log.

    :raises NotAllowed: if `by` may not record the person's plan.
    :raises NotYours: if somebody else wrote it.
    """
    basis = require(by, Action.RECORD, review.person, _CATEGORY, now=now)
    if review.done_by_id != by.pk:
        raise NotYours
    log.write(review, by=by, action=Action.RECORD, basis=basis, what="taken back", category=_CATEGORY, now=now)
    review.delete()
