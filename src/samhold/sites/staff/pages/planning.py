"""The form of an appointment: which unit plans it, who works there, and who is proposed to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from samhold.foundation.time import local_day
from samhold.rooms.access.engine import NotInTable
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.forms.appointments import PlanAppointment, first_values
from samhold.rooms.care.queries.safety import on_visits
from samhold.rooms.care.safety_enums import Measure
from samhold.rooms.organisations.queries.units import workers_of
from samhold.rooms.people.queries.network import workers
from samhold.sites.staff.addresses import address
from samhold.sites.staff.pages.workplace import workplace

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.organisations.models import Membership, Unit  # noqa: TC004 -- sites import no tables
    from samhold.rooms.people.models import Person  # noqa: TC004 -- sites import no tables
    from samhold.sites.staff.requests import StaffRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """
    The form, the unit it plans for, and the units one could choose instead.

    :param needs_two: a measure says that two come; it is told as the measure, never as what lies behind it.
    :param second: who is proposed beside the reader then, from the network; nobody, where nobody of it works here.
    """

    form: PlanAppointment
    unit: Unit
    units: tuple[Unit, ...]
    person: Person
    today: date
    needs_two: bool
    second: Membership | None

    @property
    def record_url(self) -> str:
        """Where a contact of the day that was typed is recorded, if that day has passed."""
        typed = {name: str(self.form[name].value() or "") for name in ("day", "time")}
        if not self.form.is_bound or not is_before(typed["day"], self.today):
            return ""
        return f"{address('record', self.person.pk)}?{urlencode(typed)}"


def plan_page(request: StaffRequest, person: Person, *, now: datetime) -> PlanPage:
    """
    Return the form for the unit that was asked for (`?unit=`), else the first that one works in.

    :raises NotAllowed: if one works in none.
    """
    units = workplace(request).units
    if not units:
        raise NotInTable
    unit = next((unit for unit in units if str(unit.pk) == request.GET.get("unit")), units[0])
    posts = tuple(workers_of(unit.pk, now))
    needs_two = Measure.TWO_PERSONS in on_visits(person=person, now=now).measures
    second = _second(request, person, posts, now) if needs_two else None
    proposed = [request.user.pk, *([second.user_id] if second else [])]
    form = PlanAppointment(
        request.POST if request.method == "POST" else None,
        workers=posts,
        initial=first_values(now=now, workers=proposed, needs_two=needs_two),
    )
    today = local_day(now)
    return PlanPage(form=form, unit=unit, units=units, person=person, today=today, needs_two=needs_two, second=second)


def is_before(written: str, today: date) -> bool:
    """Say whether what was typed is a day that has passed."""
    try:
        return date.fromisoformat(written) < today
    except ValueError:
        return False


def _second(request: StaffRequest, person: Person, posts: tuple[Membership, ...], now: datetime) -> Membership | None:
    """Return somebody else of the unit whom the person knows, if the reader may see who is involved."""
    if person.standing is None or not person.standing.allows(Action.READ, Category.NETWORK):
        return None
    known = {post.user_id for post in workers(person=person, now=now)} - {request.user.pk}
    return next((post for post in posts if post.user_id in known), None)
