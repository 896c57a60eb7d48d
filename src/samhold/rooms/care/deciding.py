"""What the actions on decisions share, once they have asked for leave: verdicts, their refusals, steps, giving way."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from samhold.core.hours import HOURS_OF_A_WEEK
from samhold.foundation.errors import DomainError
from samhold.foundation.time import local_day
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.access.models import User
from samhold.rooms.care import letters
from samhold.rooms.care.enums import DeadlineKind, DecisionState
from samhold.rooms.care.models import Complaint, Decision, DecisionStep, LegalBasis
from samhold.rooms.care.queries.law import due_date
from samhold.rooms.people.actions import log

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django_stubs_ext import StrOrPromise


DECIDED_FIELDS = (
    "state", "hours_per_week", "first_date", "last_date", "grounds", "legal_basis", "decided_by", "decided_date",
    "told_date", "complain_by_date", "evaluate_by_date", "letter",
)  # fmt: skip


class Refused(DomainError):
    """A refusal that belongs beside one field of the form."""

    field: ClassVar[str] = ""


class WrongStep(DomainError):
    """The decision is elsewhere by now."""

    message = _("The decision has moved on since you opened this page. Open it again to see where it stands.")


class HoursDoNotFit(Refused):
    """No week has so many hours."""

    field = "hours"
    message: StrOrPromise = _("A week has 168 hours. Write more than 0 and at most 168 hours a week.")


class EndsBeforeItStarts(Refused):
    """The period runs backwards."""

    field = "last_date"
    message: StrOrPromise = _("The last day is before the first. Choose a later last day, or leave it empty.")


class OverlappingDecision(Refused):
    """The person has the service on some of these days."""

    field = "first_date"
    message: StrOrPromise = _(
        "There is a decision on this service already, %(period)s. Choose days outside, or change that decision."
    )


class NoGrounds(Refused):
    """Nothing is decided without saying why."""

    field = "grounds"
    message: StrOrPromise = _("Write the grounds. They stand in the letter to the person.")


class NothingIsGranted(Refused):
    """A grant without hours or a first day."""

    field = "hours"
    message: StrOrPromise = _("Write how many hours are granted, and from which day.")


class ToldBeforeDecided(Refused):
    """The letter cannot be there before it is written."""

    field = "told_date"
    message: StrOrPromise = _("The person cannot be told before it is decided. Choose today or a later day.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """Hours a week, from the first day until and with the last (`None`: until further notice)."""

    hours_per_week: Decimal
    first_date: date
    last_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """
    What is decided, why, by which law, and on which day the person is told.

    :param state: granted, partly granted or refused; `granted` for the first two.
    """

    state: DecisionState
    grounds: str
    legal_basis: LegalBasis
    told_date: date
    granted: Granted | None = None


def check(granted: Granted) -> None:
    """
    Refuse hours that no week has, and a period that runs backwards.

    :raises HoursDoNotFit, EndsBeforeItStarts: if so.
    """
    if not 0 < granted.hours_per_week <= HOURS_OF_A_WEEK:
        raise HoursDoNotFit
    if granted.last_date is not None and granted.last_date < granted.first_date:
        raise EndsBeforeItStarts


def refuse_overlap(decision: Decision, granted: Granted, *, but: Decision | None = None) -> None:
    """
    Refuse days on which the person has the same service by another decision.

    :param but: the decision that gives way to this one.
    :raises OverlappingDecision: with the period of the other.
    """
    others = Decision.objects.filter(person_id=decision.person_id, service__code=decision.service.code)
    others = others.exclude(pk__in=[one.pk for one in (decision, but) if one is not None])
    others = others.filter(Q(last_date__isnull=True) | Q(last_date__gte=granted.first_date))
    if granted.last_date is not None:
        others = others.filter(first_date__lte=granted.last_date)
    other = others.filter(first_date__isnull=False).order_by("first_date").first()
    if other is not None:
        raise OverlappingDecision(period=period_in_words(other.first_date, other.last_date))


def period_in_words(first: date | None, last: date | None) -> str:
    """Say from when to when, in a few words."""
    start = "" if first is None else date_format(first, "DATE_FORMAT")
    if last is None:
        return str(_("from %(start)s")) % {"start": start}
    return str(_("from %(start)s to %(end)s")) % {"start": start, "end": date_format(last, "DATE_FORMAT")}


@contextmanager
def refusing(granted: Granted | None) -> Iterator[None]:
    """Turn the database's refusal of overlapping days into the sentence: two may decide at the same moment."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if granted is None or "one_of_a_service_at_a_time" not in str(error):
            raise
        raise OverlappingDecision(period=period_in_words(granted.first_date, granted.last_date)) from error


def give_way(decision: Decision, day: date) -> None:
    """Let a decision hold until the day before; one that has not begun by then never holds."""
    if decision.first_date is not None and decision.first_date >= day:
        decision.first_date = decision.last_date = None
    elif decision.first_date is not None:
        decision.last_date = day - timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Who does something, as which action, on what basis, and when."""

    by: User
    action: Action
    basis: str
    now: datetime


def keep_step(
    decision: Decision, state: str, done: Done, *, text: str = "", complaint: Complaint | None = None
) -> None:
    """Keep a step of a decision or of a complaint about it, and write it in the audit log."""
    DecisionStep.objects.create(
        tenant_id=decision.tenant_id,
        person_id=decision.person_id,
        decision=decision,
        complaint=complaint,
        state=state,
        at=done.now,
        by=done.by,
        text=text.strip(),
    )
    log.write(
        decision if complaint is None else complaint,
        by=done.by,
        action=done.action,
        basis=done.basis,
        what=str(state).lower(),
        category=Category.PLAN,
        now=done.now,
    )


def write_verdict(
    decision: Decision, verdict: Verdict, *, by: User, now: datetime, instead_of: Decision | None = None
) -> None:
    """
    Let the row hold what is decided, unsaved, with the letter and the days by which something must happen.

    :param instead_of: the decision that gives way to this one.
    :raises NoGrounds, NothingIsGranted, HoursDoNotFit, EndsBeforeItStarts, ToldBeforeDecided, OverlappingDecision: as
        `decide`.
    """
    today, granted = local_day(now), verdict.granted
    if not verdict.grounds.strip():
        raise NoGrounds
    if verdict.told_date < today:
        raise ToldBeforeDecided
    if verdict.state != DecisionState.REFUSED:
        if granted is None:
            raise NothingIsGranted
        check(granted)
        refuse_overlap(decision, granted, but=instead_of)
        decision.hours_per_week = granted.hours_per_week
        decision.first_date, decision.last_date = granted.first_date, granted.last_date
        decision.evaluate_by_date = due_date(DeadlineKind.EVALUATE, start=granted.first_date)
    decision.state, decision.grounds = verdict.state, verdict.grounds.strip()
    decision.legal_basis, decision.told_date = verdict.legal_basis, verdict.told_date
    decision.decided_by, decision.decided_date = by, today
    regime = decision.service.record_regime
    decision.complain_by_date = due_date(DeadlineKind.COMPLAIN, start=verdict.told_date, record_regime=regime)
    decision.letter = letters.words_of(decision)


def replace(decision: Decision, verdict: Verdict, *, base_version: int, done: Done) -> Decision:
    """
    Make the decision that comes instead of another, and let the other give way.

    :raises WrongStep: if another has come instead of it already, or it has ended.
    """
    if decision.state in {DecisionState.CHANGED, DecisionState.ENDED}:
        raise WrongStep
    made = Decision(
        tenant_id=decision.tenant_id,
        person=decision.person,
        unit=decision.unit,
        service=decision.service,
        request_id=decision.request_id,
        replaces=decision,
        wish=decision.wish,
        applied_date=decision.applied_date,
        decide_by_date=local_day(done.now),
        main_pathway=decision.main_pathway,
    )
    write_verdict(made, verdict, by=done.by, now=done.now, instead_of=decision)
    with refusing(verdict.granted):
        if verdict.granted is not None:
            give_way(decision, verdict.granted.first_date)
        decision.state = DecisionState.CHANGED
        save_versioned(decision, base_version=base_version, fields=["state", "first_date", "last_date"])
        made.save(force_insert=True)
    keep_step(decision, DecisionState.CHANGED, done)
    keep_step(made, verdict.state, done)
    return made
