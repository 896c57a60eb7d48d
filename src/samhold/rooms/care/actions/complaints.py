"""A complaint about a decision: received, considered, reversed or sent on, and decided by Statsforvalteren."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.foundation.time import local_day
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.actions.requests import AskedInFuture
from samhold.rooms.care.deciding import Done, WrongStep, keep_step, replace
from samhold.rooms.care.enums import ComplainedBy, ComplaintState, DeadlineKind, Ruling
from samhold.rooms.care.models import Complaint, Decision
from samhold.rooms.care.queries.law import due_date

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.care.deciding import Verdict


class NothingToComplainAbout(DomainError):
    """It is not decided yet."""

    message = _("There is no decision to complain about yet.")


class ComplaintStands(DomainError):
    """One at a time."""

    message = _("A complaint about this decision is being dealt with already. Write what is new into that one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewComplaint:
    """Who complains, on which day it came, and what it says."""

    complained_by: ComplainedBy
    received_date: date
    words: str


@transaction.atomic
def receive(
    *, decision: Decision, complaint: NewComplaint, by: User, now: datetime, key: MutationKey | None = None
) -> Complaint:
    """
    Write down a complaint; one after the deadline is taken too, and marked as late.

    :raises NotAllowed: if `by` may not record the plan of this person.
    :raises NothingToComplainAbout: if it is not decided yet.
    :raises AskedInFuture: if its day has not come.
    :raises ComplaintStands: if one is open.
    """
    basis = require(by, Action.RECORD, decision.person, Category.PLAN, now=now)
    if decision.complain_by_date is None:
        raise NothingToComplainAbout
    if complaint.received_date > local_day(now):
        raise AskedInFuture
    with once(key, Complaint) as made:
        if made.is_new:
            if Complaint.objects.filter(decision=decision, settled_date__isnull=True).exists():
                raise ComplaintStands
            made.row = _row(decision, complaint, is_late=complaint.received_date > decision.complain_by_date)
            made.row.save(force_insert=True)
            done = Done(by=by, action=Action.RECORD, basis=basis, now=now)
            keep_step(decision, ComplaintState.RECEIVED, done, complaint=made.row)
    return made.row


@transaction.atomic
def consider(*, complaint: Complaint, text: str, base_version: int, by: User, now: datetime) -> Complaint:
    """
    Write down how the municipality sees the case on looking at it again.

    :raises NotAllowed: if `by` may not decide on the plan of this person.
    :raises WrongStep: if it is considered already.
    :raises StaleVersion: if it was changed since.
    """
    basis = require(by, Action.DECIDE, complaint.person, Category.PLAN, now=now)
    done = Done(by=by, action=Action.DECIDE, basis=basis, now=now)
    return _move(complaint, (ComplaintState.RECEIVED, ComplaintState.CONSIDERED), text, base_version, done)


@transaction.atomic
def reverse(*, complaint: Complaint, verdict: Verdict, base_version: int, by: User, now: datetime) -> Decision:
    """
    Give the person what they complained for, by a new decision, which is returned.

    :raises NotAllowed: if `by` may not decide on the plan of this person.
    :raises WrongStep: if it is not considered, or sent on.
    :raises NoGrounds, NothingIsGranted, HoursDoNotFit, EndsBeforeItStarts, OverlappingDecision: as `decisions.decide`.
    :raises StaleVersion: if it was changed since.
    """
    basis = require(by, Action.DECIDE, complaint.person, Category.PLAN, now=now)
    done = Done(by=by, action=Action.DECIDE, basis=basis, now=now)
    complaint.settled_date = local_day(now)
    _move(complaint, (ComplaintState.CONSIDERED, ComplaintState.REVERSED), "", base_version, done)
    decision = complaint.decision
    return replace(decision, verdict, base_version=decision.version, done=done)


@transaction.atomic
def send_on(*, complaint: Complaint, text: str, base_version: int, by: User, now: datetime) -> Complaint:
    """
    Send a considered complaint to Statsforvalteren.

    :raises NotAllowed: if `by` may not decide on the plan of this person.
    :raises WrongStep: if it is not considered, or sent on.
    :raises StaleVersion: if it was changed since.
    """
    basis = require(by, Action.DECIDE, complaint.person, Category.PLAN, now=now)
    done = Done(by=by, action=Action.DECIDE, basis=basis, now=now)
    complaint.sent_on_date = local_day(now)
    return _move(complaint, (ComplaintState.CONSIDERED, ComplaintState.SENT_ON), text, base_version, done)


@transaction.atomic
def settle(*, complaint: Complaint, ruling: Ruling, text: str, base_version: int, by: User, now: datetime) -> Complaint:
    """
    Write down what Statsforvalteren decided; an altered decision is changed by its own action.

    :raises NotAllowed: if `by` may not decide on the plan of this person.
    :raises WrongStep: if it is not sent on.
    :raises StaleVersion: if it was changed since.
    """
    basis = require(by, Action.DECIDE, complaint.person, Category.PLAN, now=now)
    done = Done(by=by, action=Action.DECIDE, basis=basis, now=now)
    complaint.ruling, complaint.settled_date = ruling, local_day(now)
    return _move(complaint, (ComplaintState.SENT_ON, ComplaintState.DECIDED), text, base_version, done)


def _move(
    complaint: Complaint, states: tuple[ComplaintState, ComplaintState], text: str, base_version: int, done: Done
) -> Complaint:
    before, after = states
    if complaint.state != before:
        raise WrongStep
    complaint.state = after
    fields = ["state", "ruling", "sent_on_date", "settled_date"]
    save_versioned(complaint, base_version=base_version, fields=fields)
    keep_step(complaint.decision, after, done, text=text, complaint=complaint)
    return complaint


def _row(decision: Decision, complaint: NewComplaint, *, is_late: bool) -> Complaint:
    return Complaint(
        tenant_id=decision.tenant_id,
        person=decision.person,
        decision=decision,
        complained_by=complaint.complained_by,
        received_date=complaint.received_date,
        is_late=is_late,
        words=complaint.words.strip(),
        reconsider_by_date=due_date(DeadlineKind.RECONSIDER, start=complaint.received_date),
    )
