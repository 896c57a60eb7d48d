"""Apply for a service, assess, decide, put in force, evaluate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from samhold.foundation.time import local_day
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.actions.requests import AskedInFuture
from samhold.rooms.care.deciding import DECIDED_FIELDS, Done, Verdict, WrongStep, keep_step, refusing, write_verdict
from samhold.rooms.care.enums import DeadlineKind, DecisionState, MainPathway
from samhold.rooms.care.models import Decision, RequestForHelp, ServiceType
from samhold.rooms.care.queries.law import due_date

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.organisations.models import Unit
    from samhold.rooms.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What is applied for: the service, in the person's own words, and the request for help it comes from."""

    service: ServiceType
    wish: str
    applied_date: date
    request: RequestForHelp | None = None


@transaction.atomic
def apply(
    *,
    person: Person,
    unit: Unit,
    application: Application,
    by: User,
    now: datetime,
    key: MutationKey | None = None,
) -> Decision:
    """
    Write down an application to a unit; the same `key` again returns the one already made.

    :raises NotAllowed: if `by` may not record the plan of this person.
    :raises AskedInFuture: if its day has not come.
    """
    basis = require(by, Action.RECORD, person, Category.PLAN, now=now)
    if application.applied_date > local_day(now):
        raise AskedInFuture
    with once(key, Decision) as made:
        if made.is_new:
            made.row = Decision.objects.create(
                tenant_id=person.tenant_id,
                person=person,
                unit=unit,
                service=application.service,
                request=application.request,
                wish=application.wish.strip(),
                applied_date=application.applied_date,
                decide_by_date=due_date(DeadlineKind.DECIDE, start=application.applied_date),
            )
            keep_step(made.row, DecisionState.APPLIED, Done(by=by, action=Action.RECORD, basis=basis, now=now))
    return made.row


@transaction.atomic
def assess(
    *, decision: Decision, main_pathway: MainPathway, text: str, base_version: int, by: User, now: datetime
) -> Decision:
    """
    Write down the assessment of an application, with the main pathway of the national guide.

    :raises NotAllowed: if `by` may not record the plan of this person.
    :raises WrongStep: if it is decided already.
    :raises StaleVersion: if it was changed since.
    """
    basis = require(by, Action.RECORD, decision.person, Category.PLAN, now=now)
    if decision.state not in {DecisionState.APPLIED, DecisionState.ASSESSED}:
        raise WrongStep
    decision.state, decision.main_pathway = DecisionState.ASSESSED, main_pathway
    save_versioned(decision, base_version=base_version, fields=["state", "main_pathway"])
    keep_step(decision, DecisionState.ASSESSED, Done(by=by, action=Action.RECORD, basis=basis, now=now), text=text)
    return decision


@transaction.atomic
def decide(*, decision: Decision, verdict: Verdict, base_version: int, by: User, now: datetime) -> Decision:
    """
    Decide an assessed application: granted, partly granted or refused.

    :raises NotAllowed: if `by` may not decide on the plan of this person.
    :raises WrongStep: if it is not assessed, or decided already.
    :raises NoGrounds, NothingIsGranted, HoursDoNotFit, EndsBeforeItStarts, ToldBeforeDecided: if it is not whole.
    :raises OverlappingDecision: if the person has the service on some of the days.
    :raises StaleVersion: if it was changed since.
    """
    basis = require(by, Action.DECIDE, decision.person, Category.PLAN, now=now)
    if decision.state != DecisionState.ASSESSED:
        raise WrongStep
    write_verdict(decision, verdict, by=by, now=now)
    with refusing(verdict.granted):
        save_versioned(decision, base_version=base_version, fields=DECIDED_FIELDS)
    keep_step(decision, verdict.state, Done(by=by, action=Action.DECIDE, basis=basis, now=now))
    return decision


@transaction.atomic
def put_in_force(*, decision: Decision, by: User, now: datetime) -> Decision:
    """
    Say that what was granted has begun.

    :raises NotAllowed: if `by` may not record the plan of this person.
    :raises WrongStep: if it is not granted, or has begun.
    """
    basis = require(by, Action.RECORD, decision.person, Category.PLAN, now=now)
    if decision.state not in {DecisionState.GRANTED, DecisionState.PARTLY_GRANTED}:
        raise WrongStep
    decision.state = DecisionState.IN_FORCE
    save_versioned(decision, base_version=decision.version, fields=["state"])
    keep_step(decision, DecisionState.IN_FORCE, Done(by=by, action=Action.RECORD, basis=basis, now=now))
    return decision


@transaction.atomic
def evaluate(*, decision: Decision, text: str, base_version: int, by: User, now: datetime) -> Decision:
    """
    Write down whether the service helps, with the person's own view; the next evaluation gets its day.

    :raises NotAllowed: if `by` may not record the plan of this person.
    :raises WrongStep: if it is not in force.
    :raises StaleVersion: if it was changed since.
    """
    basis = require(by, Action.RECORD, decision.person, Category.PLAN, now=now)
    if decision.state not in {DecisionState.IN_FORCE, DecisionState.EVALUATED}:
        raise WrongStep
    decision.state = DecisionState.EVALUATED
    decision.evaluate_by_date = due_date(DeadlineKind.EVALUATE, start=local_day(now))
    save_versioned(decision, base_version=base_version, fields=["state", "evaluate_by_date"])
    keep_step(decision, DecisionState.EVALUATED, Done(by=by, action=Action.RECORD, basis=basis, now=now), text=text)
    return decision
