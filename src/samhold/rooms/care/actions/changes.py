"""Change what was granted by a new decision, and end it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.deciding import (
    Done,
    EndsBeforeItStarts,
    NothingIsGranted,
    Refused,
    WrongStep,
    keep_step,
    replace,
)
from samhold.rooms.care.enums import DecisionState
from samhold.rooms.care.models.decision import HOLDING

if TYPE_CHECKING:
    from datetime import date, datetime

    from django_stubs_ext import StrOrPromise

    from samhold.rooms.access.models import User
    from samhold.rooms.care.deciding import Verdict
    from samhold.rooms.care.models import Decision


class EndsAfterItEnds(Refused):
    """It ends earlier by itself."""

    field = "last_date"
    message: StrOrPromise = _("The decision ends before this day. Choose an earlier last day.")


class NoReason(Refused):
    """Nothing ends without saying why."""

    field = "reason"
    message: StrOrPromise = _("Write why it ends.")


@transaction.atomic
def change(*, decision: Decision, verdict: Verdict, base_version: int, by: User, now: datetime) -> Decision:
    """
    Replace a decision that holds by a new one, from the new one's first day; returns the new one.

    :raises NotAllowed: if `by` may not decide on the plan of this person.
    :raises WrongStep: if it does not hold.
    :raises NoGrounds, NothingIsGranted, HoursDoNotFit, EndsBeforeItStarts, OverlappingDecision: as `decisions.decide`.
    :raises StaleVersion: if it was changed since.
    """
    basis = require(by, Action.DECIDE, decision.person, Category.PLAN, now=now)
    if decision.state not in HOLDING:
        raise WrongStep
    if verdict.granted is None:
        raise NothingIsGranted
    return replace(
        decision, verdict, base_version=base_version, done=Done(by=by, action=Action.DECIDE, basis=basis, now=now)
    )


@transaction.atomic
def end(*, decision: Decision, last_date: date, reason: str, base_version: int, by: User, now: datetime) -> Decision:
    """
    End a decision that holds, with its last day.

    :raises NotAllowed: if `by` may not decide on the plan of this person.
    :raises WrongStep: if it does not hold.
    :raises NoReason: if nothing says why.
    :raises EndsBeforeItStarts, EndsAfterItEnds: if the day lies outside its period.
    :raises StaleVersion: if it was changed since.
    """
    basis = require(by, Action.DECIDE, decision.person, Category.PLAN, now=now)
    if decision.state not in HOLDING or decision.first_date is None:
        raise WrongStep
    if not reason.strip():
        raise NoReason
    if last_date < decision.first_date:
        raise EndsBeforeItStarts
    if decision.last_date is not None and last_date > decision.last_date:
        raise EndsAfterItEnds
    decision.state, decision.last_date = DecisionState.ENDED, last_date
    save_versioned(decision, base_version=base_version, fields=["state", "last_date"])
    keep_step(decision, DecisionState.ENDED, Done(by=by, action=Action.DECIDE, basis=basis, now=now), text=reason)
    return decision
