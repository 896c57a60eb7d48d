"""Assess the safety of visits to a person or an address, and end an assessment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.foundation.time import local_day
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.models import SafetyAssessment
from samhold.rooms.care.models.safety import LONGEST
from samhold.rooms.care.safety_enums import RiskLevel, RiskOf
from samhold.rooms.people.actions import log

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person


class ValidTooLong(DomainError):
    """Ninety days at most, and some day to come."""

    field: ClassVar[str] = "valid_until_date"
    message = _("An assessment is valid for at most 90 days. Choose a day within that, and look at it again then.")


class NoMeasure(DomainError):
    """A risk that nothing is done about."""

    field: ClassVar[str] = "measures"
    message = _(
        "Choose what is done to keep the visit safe. With a moderate or high risk there is at least one measure."
    )


class AssessmentEnded(DomainError):
    """It no longer holds."""

    message = _("This assessment has ended already. Make a new one if it is needed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What is done to keep a visit safe."""

    two_persons: bool = False
    meet_outside: bool = False
    phone_check: bool = False
    daylight_only: bool = False

    @property
    def are_some(self) -> bool:
        """Tell whether anything is done."""
        return self.two_persons or self.meet_outside or self.phone_check or self.daylight_only


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAssessment:
    """
    What was assessed.

    :param hazards: what may happen; only those who may read about safety see it, everybody else the measures.
    """

    risk_of: RiskOf
    level: RiskLevel
    measures: Measures
    valid_until_date: date
    hazards: str = field(default="", repr=False)


@transaction.atomic
def assess(
    *, person: Person, assessment: NewAssessment, by: User, now: datetime, key: MutationKey | None = None
) -> SafetyAssessment:
    """
    Assess the safety of visits; an earlier assessment of the same ends. The same `key` again returns the row made.

    :raises NotAllowed: if `by` may not record the person's safety.
    :raises ValidTooLong: if it is to hold for more than 90 days, or not until tomorrow.
    :raises NoMeasure: if there is a risk and nothing is done about it.
    """
    basis = require(by, Action.RECORD, person, Category.SAFETY, now=now)
    with once(key, SafetyAssessment) as made:
        if made.is_new:
            _check(assessment, local_day(now))
            _replace(person, assessment.risk_of, now)
            made.row = _insert(person, assessment, by=by, now=now)
            what, category = "assessed", Category.SAFETY
            log.write(made.row, by=by, action=Action.RECORD, basis=basis, what=what, category=category, now=now)
    return made.row


@transaction.atomic
def end(*, assessment: SafetyAssessment, by: User, now: datetime) -> SafetyAssessment:
    """
    Say that an assessment no longer holds.

    :raises NotAllowed: if `by` may not record the person's safety.
    :raises AssessmentEnded: if it has ended.
    """
    basis = require(by, Action.RECORD, assessment.person, Category.SAFETY, now=now)
    if assessment.ended_at is not None:
        raise AssessmentEnded
    assessment.ended_at = now
    save_versioned(assessment, base_version=assessment.version, fields=("ended_at",))
    log.write(assessment, by=by, action=Action.RECORD, basis=basis, what="ended", category=Category.SAFETY, now=now)
    return assessment


def _check(assessment: NewAssessment, today: date) -> None:
    if not today < assessment.valid_until_date <= today + LONGEST:
        raise ValidTooLong
    if assessment.level != RiskLevel.LOW and not assessment.measures.are_some:
        raise NoMeasure


def _replace(person: Person, risk_of: RiskOf, now: datetime) -> None:
    before = SafetyAssessment.objects.filter(person=person, risk_of=risk_of, ended_at__isnull=True).first()
    if before is not None:
        before.ended_at = now
        save_versioned(before, base_version=before.version, fields=("ended_at",))


def _insert(person: Person, assessment: NewAssessment, *, by: User, now: datetime) -> SafetyAssessment:
    measures = assessment.measures
    return SafetyAssessment.objects.create(
        tenant_id=person.tenant_id,
        person=person,
        risk_of=assessment.risk_of,
        level=assessment.level,
        hazards=assessment.hazards.strip(),
        two_persons=measures.two_persons,
        meet_outside=measures.meet_outside,
        phone_check=measures.phone_check,
        daylight_only=measures.daylight_only,
        assessed_date=local_day(now),
        valid_until_date=assessment.valid_until_date,
        assessed_by=by,
    )
