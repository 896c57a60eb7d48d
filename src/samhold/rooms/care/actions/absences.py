"""Write down what the person wants done when they do not come."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.infrastructure.versioned import StaleVersion, save_versioned
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.models import AbsencePlan
from samhold.rooms.people.actions import log

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person

MISSED_AFTER, LONGEST = 14, 90
"""Days without contact before somebody looks, unless the person wants it otherwise; and at most."""

_CATEGORY = Category.APPOINTMENTS


class DaysOutOfRange(DomainError):
    """No day at all, or a season."""

    field: ClassVar[str] = "missed_after_days"
    message = _("Choose between 1 and 90 days without contact.")


@transaction.atomic
def save(
    *, person: Person, text: str, missed_after_days: int, base_version: int, by: User, now: datetime
) -> AbsencePlan:
    """
    Save the person's plan for when they do not come; the first save makes it.

    :param base_version: the version that one had before one's eyes; nought for a new one.
    :raises NotAllowed: if `by` may not record the person's appointments.
    :raises DaysOutOfRange: if it is not between 1 and 90 days.
    :raises StaleVersion: if somebody saved it meanwhile.
    """
    basis = require(by, Action.RECORD, person, _CATEGORY, now=now)
    if not 1 <= missed_after_days <= LONGEST:
        raise DaysOutOfRange
    typed = {"text": text.strip(), "missed_after_days": missed_after_days}
    plan = AbsencePlan.objects.select_for_update().filter(person=person).first()
    if plan is None:
        plan = AbsencePlan.objects.create(tenant_id=person.tenant_id, person=person, **typed)
    elif base_version == 0:
        raise StaleVersion(current=plan, rejected=typed)
    else:
        plan.text, plan.missed_after_days = text.strip(), missed_after_days
        save_versioned(plan, base_version=base_version, fields=tuple(typed))
    log.write(plan, by=by, action=Action.RECORD, basis=basis, what="saved", category=_CATEGORY, now=now)
    return plan
