"""The form of an appointment: which unit plans it, and who works there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samhold.rooms.access.engine import NotInTable
from samhold.rooms.care.forms.appointments import PlanAppointment, first_values
from samhold.rooms.organisations.queries.units import workers_of
from samhold.sites.staff.pages.workplace import workplace

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.organisations.models import Unit  # noqa: TC004 -- sites import no tables
    from samhold.sites.staff.requests import StaffRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """The form, the unit it plans for, and the units one could choose instead."""

    form: PlanAppointment
    unit: Unit
    units: tuple[Unit, ...]


def plan_page(request: StaffRequest, *, now: datetime) -> PlanPage:
    """
    Return the form for the unit that was asked for (`?unit=`), else the first that one works in.

    :raises NotAllowed: if one works in none.
    """
    units = workplace(request).units
    if not units:
        raise NotInTable
    unit = next((unit for unit in units if str(unit.pk) == request.GET.get("unit")), units[0])
    sent = request.POST if request.method == "POST" else None
    form = PlanAppointment(
        sent,
        workers=workers_of(unit.pk, now),
        initial=first_values(now=now, worker_id=request.user.pk),
    )
    return PlanPage(form=form, unit=unit, units=units)
