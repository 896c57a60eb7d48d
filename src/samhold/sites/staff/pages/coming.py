"""What comes: which appointments the reader may change, and whom to tell about the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samhold.rooms.care.forms.absences import CancelAppointment
from samhold.rooms.care.forms.appointments import MoveAppointment, times_of
from samhold.rooms.care.queries.days import Planned, staffing_of
from samhold.sites.staff.pages.head import head_of
from samhold.sites.staff.pages.workplace import workplace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from samhold.rooms.access.models import User  # noqa: TC004 -- sites import no tables
    from samhold.rooms.care.models import Appointment  # noqa: TC004 -- sites import no tables
    from samhold.sites.staff.requests import StaffRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """An appointment, those who come, and whether the reader is one of those whom it concerns."""

    appointment: Appointment
    workers: tuple[User, ...]
    is_ours: bool


def coming_of(request: StaffRequest, planned: Iterable[Planned]) -> tuple[Coming, ...]:
    """Tell of each appointment whether the reader takes part, or works in the unit that planned it."""
    mine, units = request.user.pk, {unit.pk for unit in workplace(request).units}
    return tuple(
        Coming(appointment=one.appointment, workers=one.workers, is_ours=one.concerns(user_id=mine, unit_ids=units))
        for one in planned
    )


def move_form(request: StaffRequest, appointment: Appointment) -> MoveAppointment:
    """Return the form of a move, with when the appointment is now."""
    return MoveAppointment(request.POST if request.method == "POST" else None, initial=times_of(appointment))


def change_page(
    request: StaffRequest, appointment: Appointment, form: MoveAppointment, *, now: datetime
) -> dict[str, object]:
    """Return what the page shows on which an appointment is moved or cancelled."""
    (coming,) = coming_of(request, [staffing_of(appointment)])
    head = head_of(appointment.person, now=now)
    context = {"section": "persons", "tab": "", "head": head, "person": head.person, "coming": coming, "form": form}
    return context | {"why_not": CancelAppointment()}
