"""Make a crisis plan with a person, change its parts, and keep track of its copies."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.foundation.time import local_day
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care import editions
from samhold.rooms.care.enums import CrisisStage
from samhold.rooms.care.models import CrisisCopy, CrisisPlan, CrisisStep
from samhold.rooms.people.actions import log
from samhold.rooms.people.actions.taken_back import NothingToTakeBack

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person

TEXTS = (
    "early_signs", "triggers", "own_coping", "meet_me", "wanted_help", "unwanted_medication", "kin_do",
    "children_and_pets",
)  # fmt: skip
"""The parts of a crisis plan that are texts."""

DAYS = ("made_with_person", "made_date", "valid_until_date")
STEP = ("signs", "doing")
VALID_FOR = timedelta(days=365)
"""How long a crisis plan is good for unless somebody says otherwise; the quality check asks for one a year."""


class CrisisPlanIsOpen(DomainError):
    """A person has one."""

    message = _("The person has a crisis plan already. Open it and change it there.")


class CrisisPlanIsClosed(DomainError):
    """Nothing is changed in it any more."""

    message = _("This crisis plan is closed. Make a new one to go on.")


class CrisisPlanDays(DomainError):
    """It is made today or earlier, and valid for some time."""

    message = _("A crisis plan is made today or earlier, and valid until a later day, for two years at most.")


class CopyToNobody(DomainError):
    """It was given to somebody."""

    message = _("Write who was given the copy.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisDays:
    """When the plan was made, whether with the person, and until when it is good."""

    made_with_person: bool
    made_date: date
    valid_until_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisTexts:
    """What stands in a crisis plan, but for its steps and calls; `None` leaves a text as it is."""

    early_signs: str | None = field(default=None, repr=False)
    triggers: str | None = field(default=None, repr=False)
    own_coping: str | None = field(default=None, repr=False)
    meet_me: str | None = field(default=None, repr=False)
    wanted_help: str | None = field(default=None, repr=False)
    unwanted_medication: str | None = field(default=None, repr=False)
    kin_do: str | None = field(default=None, repr=False)
    children_and_pets: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepText:
    """What is seen at a stage, and who does what then."""

    signs: str = field(default="", repr=False)
    doing: str = field(default="", repr=False)


@transaction.atomic
def make(*, person: Person, days: CrisisDays, by: User, now: datetime, key: MutationKey | None = None) -> CrisisPlan:
    """
    Make a person's crisis plan, with nothing in it yet; the same `key` again returns the one already made.

    :raises NotAllowed: if `by` may not plan for crises with this person.
    :raises CrisisPlanIsOpen: if there is one.
    :raises CrisisPlanDays: if its days are none it can have.
    """
    basis = require(by, Action.PLAN, person, Category.CRISIS, now=now)
    _check(days, now)
    with once(key, CrisisPlan) as made:
        if made.is_new:
            if CrisisPlan.objects.filter(person=person, closed_date__isnull=True).exists():
                raise CrisisPlanIsOpen
            plan = CrisisPlan(tenant_id=person.tenant_id, person=person)
            editions.take_over(plan, {name: getattr(days, name) for name in DAYS})
            plan.save(force_insert=True)
            CrisisStep.objects.bulk_create(
                CrisisStep(tenant_id=plan.tenant_id, person=person, plan=plan, stage=stage) for stage in CrisisStage
            )
            editions.keep(plan, DAYS, by=by, now=now)
            log.write(plan, by=by, action=Action.PLAN, basis=basis, what="made", category=Category.CRISIS, now=now)
            made.row = plan
    return made.row


@transaction.atomic
def change(*, plan: CrisisPlan, texts: CrisisTexts, base_version: int, by: User, now: datetime) -> CrisisPlan:
    """
    Save texts of the plan.

    :raises NotAllowed: if `by` may not plan for crises with this person.
    :raises CrisisPlanIsClosed: if it is closed.
    :raises StaleVersion: if somebody saved the same text in the meantime; it carries both.
    """
    basis = _require_open(plan, by=by, now=now)
    written = {name: text for name in TEXTS if (text := getattr(texts, name)) is not None}
    if editions.save(plan, written, base_version=base_version, by=by, now=now):
        log.write(plan, by=by, action=Action.PLAN, basis=basis, what="changed", category=Category.CRISIS, now=now)
    return plan


@transaction.atomic
def set_days(*, plan: CrisisPlan, days: CrisisDays, base_version: int, by: User, now: datetime) -> CrisisPlan:
    """
    Say when the plan was gone through, whether with the person, and until when it is good.

    :raises NotAllowed, CrisisPlanIsClosed, StaleVersion: as `change`.
    :raises CrisisPlanDays: as `make`.
    """
    basis = _require_open(plan, by=by, now=now)
    _check(days, now)
    values = {name: getattr(days, name) for name in DAYS}
    if editions.save(plan, values, base_version=base_version, by=by, now=now):
        log.write(plan, by=by, action=Action.PLAN, basis=basis, what="days set", category=Category.CRISIS, now=now)
    return plan


@transaction.atomic
def change_step(*, step: CrisisStep, text: StepText, base_version: int, by: User, now: datetime) -> CrisisStep:
    """
    Save what is seen at a stage and who does what then.

    :raises NotAllowed, CrisisPlanIsClosed, StaleVersion: as `change`.
    """
    basis = _require_open(step.plan, by=by, now=now)
    values = {name: getattr(text, name) for name in STEP}
    if editions.save(step, values, base_version=base_version, by=by, now=now):
        log.write(step, by=by, action=Action.PLAN, basis=basis, what="changed", category=Category.CRISIS, now=now)
    return step


@transaction.atomic
def close(*, plan: CrisisPlan, by: User, now: datetime) -> CrisisPlan:
    """
    Close a crisis plan, as when the person does not want one any more; it is kept.

    :raises NotAllowed, CrisisPlanIsClosed: as `change`.
    """
    basis = _require_open(plan, by=by, now=now)
    editions.save(plan, {"closed_date": local_day(now)}, base_version=plan.version, by=by, now=now)
    log.write(plan, by=by, action=Action.PLAN, basis=basis, what="closed", category=Category.CRISIS, now=now)
    return plan


@transaction.atomic
def reopen(*, plan: CrisisPlan, by: User, now: datetime) -> CrisisPlan:
    """
    Take back a closing of today.

    :raises NotAllowed: as `change`.
    :raises NothingToTakeBack: if it was not closed today.
    :raises CrisisPlanIsOpen: if the person has another.
    """
    basis = require(by, Action.PLAN, plan.person, Category.CRISIS, now=now)
    if plan.closed_date != local_day(now):
        raise NothingToTakeBack
    if CrisisPlan.objects.filter(person_id=plan.person_id, closed_date__isnull=True).exists():
        raise CrisisPlanIsOpen
    editions.save(plan, {"closed_date": None}, base_version=plan.version, by=by, now=now)
    log.write(plan, by=by, action=Action.PLAN, basis=basis, what="reopened", category=Category.CRISIS, now=now)
    return plan


@transaction.atomic
def give_copy(
    *, plan: CrisisPlan, given_to: str, by: User, now: datetime, key: MutationKey | None = None
) -> CrisisCopy:
    """
    Write down who was given a copy of the plan as it is now; the same `key` again returns the line already written.

    :raises NotAllowed, CrisisPlanIsClosed: as `change`.
    :raises CopyToNobody: if nobody is named.
    """
    basis = _require_open(plan, by=by, now=now)
    if not given_to.strip():
        raise CopyToNobody
    with once(key, CrisisCopy) as made:
        if made.is_new:
            made.row = CrisisCopy.objects.create(
                tenant_id=plan.tenant_id,
                person_id=plan.person_id,
                plan=plan,
                given_to=given_to.strip(),
                given_date=local_day(now),
                of_version=editions.last_number(plan),
                given_by=by,
            )
            what, category = "copied", Category.CRISIS
            log.write(made.row, by=by, action=Action.PLAN, basis=basis, what=what, category=category, now=now)
    return made.row


def _require_open(plan: CrisisPlan, *, by: User, now: datetime) -> str:
    basis = require(by, Action.PLAN, plan.person, Category.CRISIS, now=now)
    if not plan.is_open:
        raise CrisisPlanIsClosed
    return basis


def _check(days: CrisisDays, now: datetime) -> None:
    is_made = days.made_date <= local_day(now)
    if not is_made or not days.made_date < days.valid_until_date <= days.made_date + 2 * VALID_FOR:
        raise CrisisPlanDays
