"""Check in on a visit, stay longer, check out: the colleague waits, and is told when nobody comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import NotInTable, require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.access.models import User
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.care.models import Appointment, VisitWatch
from samhold.rooms.care.safety_enums import WatchState
from samhold.rooms.care.watching import look_at, shared_units, takes_part
from samhold.rooms.people.actions import log

if TYPE_CHECKING:
    from samhold.rooms.organisations.models import Membership
    from samhold.rooms.people.models import Person

LONGEST = timedelta(hours=12)
_CATEGORY = Category.APPOINTMENTS


class NotSoonOut(DomainError):
    """The time has passed, or lies too far ahead to be of help."""

    field: ClassVar[str] = "expected"
    message = _("Choose when you will be out: later than now, and within 12 hours.")


class NobodyWaits(DomainError):
    """The colleague is oneself, or works elsewhere."""

    field: ClassVar[str] = "colleague"
    message = _("Choose a colleague from your own unit. It cannot be yourself.")


class CheckedInElsewhere(DomainError):
    """One is in already."""

    message = _("You are checked in on a visit already. Check out of it first.")


class CheckedOut(DomainError):
    """It is over."""

    message = _("The visit is checked out already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWatch:
    """Who waits, and until when; `appointment` is the visit, if it was planned."""

    colleague: User
    expected_at: datetime
    appointment: Appointment | None = None


@transaction.atomic
def check_in(*, person: Person, watch: NewWatch, by: User, now: datetime, key: MutationKey | None = None) -> VisitWatch:
    """
    Check in on a visit; the same `key` again returns the row made. The organisation of the worker owns it.

    :raises NotAllowed: if `by` may not record appointments of the person.
    :raises NotSoonOut: if the time out is not within the next twelve hours.
    :raises NobodyWaits: if the colleague is not another in one of `by`'s units.
    :raises CheckedInElsewhere: if `by` is in on a visit.
    :raises ValueError: if the appointment is another person's.
    """
    basis = require(by, Action.RECORD, person, _CATEGORY, now=now)
    with once(key, VisitWatch) as made:
        if made.is_new:
            _check(watch.expected_at, now)
            post = _shared(by, watch.colleague, now)
            if VisitWatch.objects.filter(worker_id=by.pk, ended_at__isnull=True).exists():
                raise CheckedInElsewhere
            made.row = _insert(person, watch, post, now)
            look_at(made.row, made.row.expected_at)
            log.write(made.row, by=by, action=Action.RECORD, basis=basis, what="in", category=_CATEGORY, now=now)
    return made.row


@transaction.atomic
def extend(*, watch: VisitWatch, expected_at: datetime, by: User, now: datetime) -> VisitWatch:
    """
    Stay longer: nobody is told before the new time, even if somebody has been told already.

    :raises NotAllowed: if `by` takes no part in the watch.
    :raises CheckedOut: if it is over.
    :raises NotSoonOut: if the time out is not within the next twelve hours.
    """
    basis = _require_part(watch, by, now)
    if watch.ended_at is not None:
        raise CheckedOut
    _check(expected_at, now)
    watch.expected_at, watch.state = expected_at, WatchState.UNDER_WAY
    save_versioned(watch, base_version=watch.version, fields=("expected_at", "state"))
    look_at(watch, expected_at)
    log.write(watch, by=by, action=Action.RECORD, basis=basis, what="extended", category=_CATEGORY, now=now)
    return watch


@transaction.atomic
def check_out(*, watch: VisitWatch, by: User, now: datetime) -> VisitWatch:
    """
    Say that the one who was in is out, and well: oneself, or somebody who was told and has reached them.

    :raises NotAllowed: if `by` takes no part in the watch.
    :raises CheckedOut: if it is over.
    """
    basis = _require_part(watch, by, now)
    if watch.ended_at is not None:
        raise CheckedOut
    watch.ended_at, watch.state = now, WatchState.ENDED
    save_versioned(watch, base_version=watch.version, fields=("ended_at", "state"))
    log.write(watch, by=by, action=Action.RECORD, basis=basis, what="out", category=_CATEGORY, now=now)
    return watch


def _require_part(watch: VisitWatch, by: User, now: datetime) -> str:
    """
    Ask not what one may do with the person but whether one is in the watch.

    Who is in must come out, also when their access to the person ended at midnight.
    """
    if not takes_part(watch, by.pk, now):
        person_id = watch.person_id
        note(Refusal(action=Action.RECORD, at=now, actor_id=by.pk, person_id=person_id, category=_CATEGORY))
        raise NotInTable
    return "takes part in the watch of a visit"


def _check(expected_at: datetime, now: datetime) -> None:
    if not now < expected_at <= now + LONGEST:
        raise NotSoonOut


def _shared(by: User, colleague: User, now: datetime) -> Membership:
    post = None if colleague.pk == by.pk else shared_units(by.pk, colleague.pk, now).order_by("pk").first()
    if post is None:
        raise NobodyWaits
    return post


def _insert(person: Person, watch: NewWatch, post: Membership, now: datetime) -> VisitWatch:
    if watch.appointment is not None and watch.appointment.person_id != person.pk:
        raise ValueError("The appointment is another person's.")
    return VisitWatch.objects.create(
        tenant_id=post.unit.organisation_id,
        person=person,
        appointment=watch.appointment,
        worker_id=post.user_id,
        colleague=watch.colleague,
        started_at=now,
        expected_at=watch.expected_at,
    )
