"""Those whom an appointment concerns: only they move or cancel it, and each is told when another of them does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.foundation.time import local_day
from samhold.rooms.care.models import AppointmentWorker
from samhold.rooms.notices import actions as notices
from samhold.rooms.notices.enums import Level, NoticeKind
from samhold.rooms.organisations.models import Membership

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.care.models import Appointment


class AnothersAppointment(DomainError):
    """Neither takes part nor works in the unit that planned it."""

    message = _("Another service planned this. Tell those who come: only they can move or cancel it.")


def require_concerned(appointment: Appointment, *, by: User, now: datetime) -> None:
    """
    Let those pass who take part, or work in the unit that planned it.

    :raises AnothersAppointment: if `by` does neither.
    """
    takes_part = AppointmentWorker.objects.filter(appointment_id=appointment.pk, user_id=by.pk)
    of_unit = Membership.objects.filter(unit_id=appointment.unit_id, user_id=by.pk).open_at(now)
    if not takes_part.exists() and not of_unit.exists():
        raise AnothersAppointment


def tell_others(appointment: Appointment, *, by: User, now: datetime) -> None:
    """Tell the other workers who take part that something changed; at once, if it is today."""
    is_today = local_day(now) in {local_day(at) for at in (appointment.starts_at, appointment.moved_from) if at}
    others = AppointmentWorker.objects.filter(appointment_id=appointment.pk).exclude(user_id=by.pk)
    notices.notify(
        recipients=others.values_list("user_id", flat=True),
        kind=NoticeKind.APPOINTMENT_CHANGED,
        level=Level.NOW if is_today else Level.TODAY,
        path=f"/persons/{appointment.person_id}/",
        now=now,
    )
