"""Plan an appointment with a person, and cancel it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.actions import audit
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.access.models import User
from samhold.rooms.care.enums import AppointmentKind, AppointmentState
from samhold.rooms.care.models import Appointment, AppointmentWorker
from samhold.rooms.organisations.models import Place, Unit
from samhold.rooms.people.actions import log

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samhold.rooms.people.models import Person


class NobodyComes(DomainError):
    """No worker is chosen."""

    message = _("Choose who comes.")


class OneIsNotEnough(DomainError):
    """It takes two workers."""

    message = _("This visit needs two workers. Choose one more.")


class WorkerElsewhere(DomainError):
    """A worker is not in the unit."""

    message = _("One of the workers does not work in this unit. Choose workers of the unit.")


class NotPlannedAnyMore(DomainError):
    """It is done or cancelled."""

    message = _("This appointment is no longer planned. Open the page again to see what is true now.")


class NotCancelled(DomainError):
    """It is not cancelled."""

    message = _("This appointment is not cancelled. Open the page again to see what is true now.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAppointment:
    """What is planned: when, how long, where, and who comes."""

    kind: AppointmentKind
    starts_at: datetime
    minutes: int
    workers: tuple[User, ...]
    place: Place | None = None
    where: str = ""
    needs_two_workers: bool = False


@transaction.atomic
def plan(
    *,
    person: Person,
    unit: Unit,
    appointment: NewAppointment,
    by: User,
    now: datetime,
    key: MutationKey | None = None,
) -> Appointment:
    """
    Plan an appointment; the same `key` again returns the one already made.

    :raises NotAllowed: if `by` may not plan appointments with this person.
    :raises NobodyComes: if there is no worker.
    :raises OneIsNotEnough: if it takes two and there is one.
    :raises WorkerElsewhere: if a worker is not in the unit.
    """
    basis = require(by, Action.PLAN, person, Category.APPOINTMENTS, now=now)
    with once(key, Appointment) as made:
        if made.is_new:
            (made.row,) = _insert(person, unit, [appointment], by=by, basis=basis, now=now)
    return made.row


@transaction.atomic
def plan_many(
    *,
    person: Person,
    unit: Unit,
    appointments: Sequence[NewAppointment],
    by: User,
    now: datetime,
) -> tuple[Appointment, ...]:
    """Plan several appointments with one person, all or none, by the same rules as `plan`, with its refusals."""
    basis = require(by, Action.PLAN, person, Category.APPOINTMENTS, now=now)
    return _insert(person, unit, appointments, by=by, basis=basis, now=now)


@transaction.atomic
def cancel(*, appointment: Appointment, by: User, now: datetime) -> Appointment:
    """
    Cancel an appointment that is still planned.

    :raises NotAllowed: if `by` may not plan appointments with this person.
    :raises NotPlannedAnyMore: if it is done or cancelled.
    """
    basis = require(by, Action.PLAN, appointment.person, Category.APPOINTMENTS, now=now)
    if appointment.state != AppointmentState.PLANNED:
        raise NotPlannedAnyMore
    appointment.state = AppointmentState.CANCELLED
    save_versioned(appointment, base_version=appointment.version, fields=["state"])
    log.write(
        appointment,
        by=by,
        action=Action.PLAN,
        basis=basis,
        what="cancelled",
        category=Category.APPOINTMENTS,
        now=now,
    )
    return appointment


@transaction.atomic
def restore(*, appointment: Appointment, by: User, now: datetime) -> Appointment:
    """
    Take back a cancelling: the appointment is planned again.

    :raises NotAllowed: if `by` may not plan appointments with this person.
    :raises NotCancelled: if it is not cancelled.
    """
    basis = require(by, Action.PLAN, appointment.person, Category.APPOINTMENTS, now=now)
    if appointment.state != AppointmentState.CANCELLED:
        raise NotCancelled
    appointment.state = AppointmentState.PLANNED
    save_versioned(appointment, base_version=appointment.version, fields=["state"])
    log.write(
        appointment,
        by=by,
        action=Action.PLAN,
        basis=basis,
        what="restored",
        category=Category.APPOINTMENTS,
        now=now,
    )
    return appointment


def _insert(
    person: Person,
    unit: Unit,
    appointments: Sequence[NewAppointment],
    *,
    by: User,
    basis: str,
    now: datetime,
) -> tuple[Appointment, ...]:
    _check(unit, appointments, now)
    rows = Appointment.objects.bulk_create([_row(person, unit, appointment) for appointment in appointments])
    AppointmentWorker.objects.bulk_create(
        AppointmentWorker(appointment=row, user=worker, starts_at=row.starts_at)
        for row, appointment in zip(rows, appointments, strict=True)
        for worker in appointment.workers
    )
    audit.write_many(
        log.event(row, by=by, action=Action.PLAN, basis=basis, what="planned", category=Category.APPOINTMENTS, now=now)
        for row in rows
    )
    return tuple(rows)


def _check(unit: Unit, appointments: Sequence[NewAppointment], now: datetime) -> None:
    in_unit = set(unit.memberships.open_at(now).values_list("user_id", flat=True))
    for appointment in appointments:
        if not appointment.workers:
            raise NobodyComes
        if appointment.needs_two_workers and len(set(appointment.workers)) < 2:  # noqa: PLR2004 -- two is two
            raise OneIsNotEnough
        if not {worker.pk for worker in appointment.workers} <= in_unit:
            raise WorkerElsewhere


def _row(person: Person, unit: Unit, appointment: NewAppointment) -> Appointment:
    return Appointment(
        tenant_id=person.tenant_id,
        person=person,
        unit=unit,
        kind=appointment.kind,
        starts_at=appointment.starts_at,
        minutes=appointment.minutes,
        place=appointment.place,
        where=appointment.where,
        needs_two_workers=appointment.needs_two_workers,
    )
