"""Cancel an appointment, by whom, why and what then; and take the cancelling back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.actions.appointments import NotPlannedAnyMore
from samhold.rooms.care.actions.settling import plan_again
from samhold.rooms.care.concerned import require_concerned, tell_others
from samhold.rooms.care.enums import AppointmentState
from samhold.rooms.people.actions import log

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.care.absence_enums import AbsenceNext, AbsenceReason
    from samhold.rooms.care.enums import CancelledBy
    from samhold.rooms.care.models import Appointment

_OF_STATE = ("state", "cancelled_by", "absence_reason", "absence_next")


class NotCancelled(DomainError):
    """It is not cancelled."""

    message = _("This appointment is not cancelled. Open the page again to see what is true now.")


@transaction.atomic
def cancel(
    *,
    appointment: Appointment,
    cancelled_by: CancelledBy | None,
    reason: AbsenceReason | None = None,
    then: AbsenceNext | None = None,
    by: User,
    now: datetime,
) -> Appointment:
    """
    Cancel an appointment that is still planned; the others who take part are told.

    :param cancelled_by: nobody where it is a plan that is taken back; then it counts as no cancelling.
    :raises NotAllowed: if `by` may not plan appointments with this person.
    :raises AnothersAppointment: if `by` does not take part, nor works in its unit.
    :raises NotPlannedAnyMore: if it is done or cancelled.
    """
    basis = require(by, Action.PLAN, appointment.person, Category.APPOINTMENTS, now=now)
    require_concerned(appointment, by=by, now=now)
    if appointment.state != AppointmentState.PLANNED:
        raise NotPlannedAnyMore
    appointment.state, appointment.cancelled_by = AppointmentState.CANCELLED, cancelled_by or ""
    appointment.absence_reason, appointment.absence_next = reason or "", then or ""
    tell_others(appointment, by=by, now=now)
    return _save_state(appointment, by=by, basis=basis, what="cancelled", now=now)


@transaction.atomic
def restore(*, appointment: Appointment, by: User, now: datetime) -> Appointment:
    """
    Take back a cancelling: the appointment is planned again, and the others who take part are told.

    :raises NotAllowed: if `by` may not plan appointments with this person.
    :raises AnothersAppointment: if `by` does not take part, nor works in its unit.
    :raises NotCancelled: if it is not cancelled.
    """
    basis = require(by, Action.PLAN, appointment.person, Category.APPOINTMENTS, now=now)
    require_concerned(appointment, by=by, now=now)
    if appointment.state != AppointmentState.CANCELLED:
        raise NotCancelled
    appointment.state, appointment.cancelled_by = AppointmentState.PLANNED, ""
    appointment.absence_reason = appointment.absence_next = ""
    plan_again(appointment)
    tell_others(appointment, by=by, now=now)
    return _save_state(appointment, by=by, basis=basis, what="restored", now=now)


def _save_state(appointment: Appointment, *, by: User, basis: str, what: str, now: datetime) -> Appointment:
    save_versioned(appointment, base_version=appointment.version, fields=_OF_STATE)
    log.write(appointment, by=by, action=Action.PLAN, basis=basis, what=what, category=Category.APPOINTMENTS, now=now)
    return appointment
