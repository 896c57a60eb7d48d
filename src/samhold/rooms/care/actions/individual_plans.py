"""Begin a person's individual plan, change its parts, and close it; every save leaves an edition."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.foundation.time import local_day
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care import editions
from samhold.rooms.care.enums import ConsentForm
from samhold.rooms.care.models import IndividualPlan
from samhold.rooms.people.actions import log
from samhold.rooms.people.actions.taken_back import NothingToTakeBack

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person

TEXTS = ("about_me", "needs", "contributions", "cooperation")
"""The parts of the plan that are texts of its own."""

PERIOD = ("last_date", "revise_date")
CONSENT = ("consented_date", "consent_form", "consent_covers")


class ConsentMissing(DomainError):
    """There is no plan without consent."""

    message = _("Ask the person first. Write down when and how they consented to the plan, then begin it.")


class ConsentInFuture(DomainError):
    """It has not been given yet."""

    message = _("The consent has not been given yet. Choose today or an earlier day.")


class PlanIsOpen(DomainError):
    """A person has one plan."""

    message = _("The person has a plan already. Open it and change it there; a person has only one.")


class PlanIsClosed(DomainError):
    """Nothing is changed in it any more."""

    message = _("This plan is closed. Begin a new one to go on.")


class PlanRunsBackwards(DomainError):
    """It ends, or is looked at again, before it starts."""

    message = _("A plan ends, and is looked at again, after its first day. Check the days.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanConsent:
    """When and how the person consented, and to what."""

    given_date: date | None
    form: ConsentForm
    covers: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTexts:
    """The parts of the plan that are texts; `None` leaves one as it is."""

    about_me: str | None = field(default=None, repr=False)
    needs: str | None = field(default=None, repr=False)
    contributions: str | None = field(default=None, repr=False)
    cooperation: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPeriod:
    """Until when the plan lasts, and when it is looked at again."""

    last_date: date | None
    revise_date: date


@transaction.atomic
def begin(
    *,
    person: Person,
    consent: PlanConsent,
    revise_date: date,
    by: User,
    now: datetime,
    key: MutationKey | None = None,
) -> IndividualPlan:
    """
    Begin the plan of a person who has consented; the same `key` again returns the plan already begun.

    :raises NotAllowed: if `by` may not plan with this person.
    :raises ConsentMissing: if no consent is written down.
    :raises ConsentInFuture: if it has not been given yet.
    :raises PlanIsOpen: if the person has a plan.
    :raises PlanRunsBackwards: if it is to be looked at again before it starts.
    """
    basis = require(by, Action.PLAN, person, Category.PLAN, now=now)
    with once(key, IndividualPlan) as made:
        if made.is_new:
            made.row = _begun(person, consent, revise_date, local_day(now))
            editions.keep(made.row, (*CONSENT, *PERIOD), by=by, now=now)
            log.write(made.row, by=by, action=Action.PLAN, basis=basis, what="begun", category=Category.PLAN, now=now)
    return made.row


def _begun(person: Person, consent: PlanConsent, revise_date: date, today: date) -> IndividualPlan:
    if consent.given_date is None:
        raise ConsentMissing
    if consent.given_date > today:
        raise ConsentInFuture
    if revise_date <= today:
        raise PlanRunsBackwards
    if IndividualPlan.objects.filter(person=person, closed_date__isnull=True).exists():
        raise PlanIsOpen
    return IndividualPlan.objects.create(
        tenant_id=person.tenant_id,
        person=person,
        consented_date=consent.given_date,
        consent_form=consent.form,
        consent_covers=consent.covers.strip(),
        first_date=today,
        revise_date=revise_date,
    )


@transaction.atomic
def change(*, plan: IndividualPlan, texts: PlanTexts, base_version: int, by: User, now: datetime) -> IndividualPlan:
    """
    Save texts of the plan.

    :raises NotAllowed: if `by` may not plan with this person.
    :raises PlanIsClosed: if it is closed.
    :raises StaleVersion: if somebody saved the same text in the meantime; it carries both.
    """
    basis = require(by, Action.PLAN, plan.person, Category.PLAN, now=now)
    written = {name: text for name in TEXTS if (text := getattr(texts, name)) is not None}
    return _saved(plan, written, "changed", basis, base_version=base_version, by=by, now=now)


@transaction.atomic
def set_period(
    *, plan: IndividualPlan, period: PlanPeriod, base_version: int, by: User, now: datetime
) -> IndividualPlan:
    """
    Say until when the plan lasts, and when it is looked at again.

    :raises NotAllowed, PlanIsClosed, StaleVersion: as `change`.
    :raises PlanRunsBackwards: if a day lies before its first.
    """
    basis = require(by, Action.PLAN, plan.person, Category.PLAN, now=now)
    if min(period.last_date or period.revise_date, period.revise_date) <= plan.first_date:
        raise PlanRunsBackwards
    values = {"last_date": period.last_date, "revise_date": period.revise_date}
    return _saved(plan, values, "period set", basis, base_version=base_version, by=by, now=now)


@transaction.atomic
def close(*, plan: IndividualPlan, why: str, by: User, now: datetime) -> IndividualPlan:
    """
    Close a plan, as when the person withdraws their consent; it is kept, and can be read.

    :raises NotAllowed: if `by` may not plan with this person.
    :raises PlanIsClosed: if it is closed.
    """
    basis = require(by, Action.PLAN, plan.person, Category.PLAN, now=now)
    values = {"closed_date": local_day(now), "closed_why": why}
    return _saved(plan, values, "closed", basis, base_version=plan.version, by=by, now=now)


@transaction.atomic
def reopen(*, plan: IndividualPlan, by: User, now: datetime) -> IndividualPlan:
    """
    Take back a closing of today.

    :raises NotAllowed: if `by` may not plan with this person.
    :raises NothingToTakeBack: if it was not closed today.
    :raises PlanIsOpen: if the person has begun another.
    """
    basis = require(by, Action.PLAN, plan.person, Category.PLAN, now=now)
    if plan.closed_date != local_day(now):
        raise NothingToTakeBack
    if IndividualPlan.objects.filter(person_id=plan.person_id, closed_date__isnull=True).exists():
        raise PlanIsOpen
    values = {"closed_date": None, "closed_why": ""}
    editions.save(plan, values, base_version=plan.version, by=by, now=now)
    log.write(plan, by=by, action=Action.PLAN, basis=basis, what="reopened", category=Category.PLAN, now=now)
    return plan


def _saved(
    plan: IndividualPlan,
    values: Mapping[str, object],
    what: str,
    basis: str,
    *,
    base_version: int,
    by: User,
    now: datetime,
) -> IndividualPlan:
    if not plan.is_open:
        raise PlanIsClosed
    if editions.save(plan, values, base_version=base_version, by=by, now=now):
        log.write(plan, by=by, action=Action.PLAN, basis=basis, what=what, category=Category.PLAN, now=now)
    return plan
