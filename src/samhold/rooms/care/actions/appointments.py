"""Plan an appointment with a person, and move it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.foundation.time import local_day
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.actions import audit
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.access.models import User
from samhold.rooms.access.several import require_each
from samhold.rooms.care.concerned import require_concerned, tell_others
from samhold.rooms.care.enums import AppointmentKind, AppointmentState
from samhold.rooms.care.models import Appointment, AppointmentWorker
from samhold.rooms.organisations.models import Membership, Place, Unit
from samhold.rooms.people.actions import log
from samhold.rooms.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID


class NobodyComes(DomainError):
    """No worker is chosen."""

    field: ClassVar[str] = "workers"
    message = _("Choose who comes.")


class OneIsNotEnough(DomainError):
    """It takes two workers."""

    field: ClassVar[str] = "workers"
    message = _("This visit needs two workers. Choose one more.")


class WorkerElsewhere(DomainError):
    """A worker is not in the unit."""

    field: ClassVar[str] = "workers"
    message = _("One of the workers does not work in this unit. Choose workers of the unit.")


class NotPlannedAnyMore(DomainError):
    """It is done or cancelled."""

    message = _("This appointment is no longer planned. Open the page again to see what is true now.")


class SameTime(DomainError):
    """It is then already."""

    message = _("The appointment is at this time already. Choose another time.")


class PlannedInThePast(DomainError):
    """The day has passed."""

    field: ClassVar[str] = "day"
    message = _("This day has passed. Did it take place? Then record a contact.")


class MovedToThePast(DomainError):
    """The day has passed."""

    field: ClassVar[str] = "day"
    message = _("This day has passed. Choose today or later.")


class NotMoved(DomainError):
    """It stands where it was planned."""

    message = _("This appointment has not been moved. Open the page again to see what is true now.")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is planned, with whom, and the unit that comes."""

    person: Person
    unit: Unit
    appointment: NewAppointment


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
    :raises PlannedInThePast: if the day has passed.
    """
    basis = require(by, Action.PLAN, person, Category.APPOINTMENTS, now=now)
    with once(key, Appointment) as made:
        if made.is_new:
            entry = Entry(person=person, unit=unit, appointment=appointment)
            (made.row,) = _insert([entry], [basis], by=by, now=now)
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
    entries = [Entry(person=person, unit=unit, appointment=appointment) for appointment in appointments]
    return _insert(entries, [basis] * len(entries), by=by, now=now)


@transaction.atomic
def plan_each(*, entries: Sequence[Entry], by: User, now: datetime) -> tuple[Appointment, ...]:
    """Plan appointments with several persons, all or none, by the same rules as `plan`, with its refusals."""
    persons = [entry.person for entry in entries]
    bases = require_each(by, Action.PLAN, persons, Category.APPOINTMENTS, now=now)
    return _insert(entries, bases, by=by, now=now)


@transaction.atomic
def move(*, appointment: Appointment, starts_at: datetime, base_version: int, by: User, now: datetime) -> Appointment:
    """
    Move a planned appointment to another time; the others who take part are told.

    :param base_version: the version that `by` saw, so that two who move it do not do so unseen.
    :raises NotAllowed: if `by` may not plan appointments with this person.
    :raises AnothersAppointment: if `by` does not take part, nor works in its unit.
    :raises NotPlannedAnyMore: if it is done or cancelled.
    :raises SameTime: if it is then already.
    :raises MovedToThePast: if the day has passed.
    :raises StaleVersion: if somebody changed it in the meantime.
    """
    basis = require(by, Action.PLAN, appointment.person, Category.APPOINTMENTS, now=now)
    require_concerned(appointment, by=by, now=now)
    if appointment.state != AppointmentState.PLANNED:
        raise NotPlannedAnyMore
    if starts_at == appointment.starts_at:
        raise SameTime
    if local_day(starts_at) < local_day(now):
        raise MovedToThePast
    appointment.moved_from, appointment.starts_at = appointment.starts_at, starts_at
    return _save_time(appointment, base_version=base_version, by=by, basis=basis, now=now)


@transaction.atomic
def move_back(*, appointment: Appointment, by: User, now: datetime) -> Appointment:
    """
    Take back the last move of a planned appointment; the others who take part are told.

    :raises NotAllowed: if `by` may not plan appointments with this person.
    :raises AnothersAppointment: if `by` does not take part, nor works in its unit.
    :raises NotMoved: if it is not moved, or no longer planned.
    """
    basis = require(by, Action.PLAN, appointment.person, Category.APPOINTMENTS, now=now)
    require_concerned(appointment, by=by, now=now)
    if appointment.moved_from is None or appointment.state != AppointmentState.PLANNED:
        raise NotMoved
    appointment.starts_at, appointment.moved_from = appointment.moved_from, None
    return _save_time(appointment, base_version=appointment.version, by=by, basis=basis, now=now)


def _save_time(appointment: Appointment, *, base_version: int, by: User, basis: str, now: datetime) -> Appointment:
    save_versioned(appointment, base_version=base_version, fields=["starts_at", "moved_from"])
    AppointmentWorker.objects.filter(appointment_id=appointment.pk).update(starts_at=appointment.starts_at)
    tell_others(appointment, by=by, now=now)
    log.write(
        appointment, by=by, action=Action.PLAN, basis=basis, what="moved", category=Category.APPOINTMENTS, now=now
    )
    return appointment


def _insert(entries: Sequence[Entry], bases: Sequence[str], *, by: User, now: datetime) -> tuple[Appointment, ...]:
    _check(entries, now)
    rows = Appointment.objects.bulk_create(_row(entry) for entry in entries)
    AppointmentWorker.objects.bulk_create(
        AppointmentWorker(appointment=row, user=worker, starts_at=row.starts_at)
        for row, entry in zip(rows, entries, strict=True)
        for worker in entry.appointment.workers
    )
    what, category = "planned", Category.APPOINTMENTS
    audit.write_many(
        log.event(row, by=by, action=Action.PLAN, basis=basis, what=what, category=category, now=now)
        for row, basis in zip(rows, bases, strict=True)
    )
    return tuple(rows)


def _check(entries: Sequence[Entry], now: datetime) -> None:
    members = _members({entry.unit.pk for entry in entries}, now)
    for entry in entries:
        workers = {worker.pk for worker in entry.appointment.workers}
        if local_day(entry.appointment.starts_at) < local_day(now):
            raise PlannedInThePast
        if not workers:
            raise NobodyComes
        if entry.appointment.needs_two_workers and len(workers) < 2:  # noqa: PLR2004 -- two is two
            raise OneIsNotEnough
        if not workers <= members[entry.unit.pk]:
            raise WorkerElsewhere


def _members(units: set[UUID], now: datetime) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = {unit: set() for unit in units}
    for unit, user in Membership.objects.filter(unit_id__in=units).open_at(now).values_list("unit_id", "user_id"):
        found[unit].add(user)
    return found


def _row(entry: Entry) -> Appointment:
    person, appointment = entry.person, entry.appointment
    return Appointment(
        tenant_id=person.tenant_id,
        person=person,
        unit=entry.unit,
        kind=appointment.kind,
        starts_at=appointment.starts_at,
        minutes=appointment.minutes,
        place=appointment.place,
        where=appointment.where,
        needs_two_workers=appointment.needs_two_workers,
    )
