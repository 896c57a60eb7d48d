"""One simulated day after the other: what is planned, what happens, what is written down."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, TypedDict

from samhold.demo.calendar import at, days, last_planning_day, pattern_weekday
from samhold.demo.chance import stream, weighted
from samhold.demo.plan import Plan
from samhold.demo.rhythms import Slot
from samhold.demo.world import World, as_worker
from samhold.demo.writing import note
from samhold.rooms.care.absence_enums import AbsenceNext, AbsenceReason
from samhold.rooms.care.actions import appointments, contacts
from samhold.rooms.care.enums import AppointmentKind, ContactOutcome
from samhold.rooms.care.models import Appointment

AHEAD: Final = timedelta(days=28)
_OUTCOMES: Final = {"MET": 83, "NOT_MET": 6, "CANCELLED_BY_PERSON": 7, "CANCELLED_BY_SERVICE": 4}
_REASONS: Final = {
    "CANCELLED_BY_PERSON": {"UNWELL": 5, "DID_NOT_WANT": 3, "ELSEWHERE": 2, "WAY": 1},
    "CANCELLED_BY_SERVICE": {"STAFF": 5, "WAY": 2, "OTHER": 1},
    "NOT_MET": {"UNKNOWN": 4, "FORGOT": 3, "ELSEWHERE": 2, "DID_NOT_WANT": 1},
}
_NEXT: Final = {"NEW_TIME": 4, "PHONE": 3, "LOOK_IN": 2, "NOTHING": 1}
_PLANNING: Final = 14 * 60
_WRITING: Final = 30


class _Absence(TypedDict, total=False):
    absence_reason: AbsenceReason
    absence_next: AbsenceNext


@dataclass(slots=True)
class Care:
    """Plans and records the contacts of a region, day by day."""

    world: World
    plan: Plan
    planned_until: date
    booked: dict[tuple[int, date], Appointment] = field(default_factory=dict)
    _by_weekday: dict[int, list[tuple[int, Slot]]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Sort the habits by weekday, once."""
        sorted_slots: dict[int, list[tuple[int, Slot]]] = defaultdict(list)
        for number, slot in enumerate(self.plan.slots):
            for weekday in slot.weekdays:
                sorted_slots[weekday].append((number, slot))
        self._by_weekday = sorted_slots

    def due(self, day: date) -> list[tuple[int, Slot]]:
        """Return the habits that fall on a day, with their numbers."""
        plan = self.plan
        slots = self._by_weekday.get(pattern_weekday(day, plan.today), ())
        return [(number, slot) for number, slot in slots if slot.falls_on(day, today=plan.today, seed=plan.seed)]

    def plan_ahead(self, day: date) -> None:
        """Plan the next week on its Friday, and four weeks on the last day before today."""
        is_last = day == self.plan.today - timedelta(days=1)
        if not is_last and not last_planning_day(day):
            return
        until = self.plan.today + AHEAD if is_last else day + timedelta(days=9)
        wanted: dict[str, list[tuple[int, Slot, date]]] = defaultdict(list)
        for later in days(max(self.planned_until, day) + timedelta(days=1), until):
            for number, slot in self.due(later):
                if slot.planned_as is not None and slot.first <= day:
                    wanted[slot.workers[0]].append((number, slot, later))
        for worker, visits in sorted(wanted.items()):
            self.book(worker, visits, now=at(day, _PLANNING))
        self.planned_until = until

    def book(self, worker: str, visits: list[tuple[int, Slot, date]], *, now: datetime) -> None:
        """Let a worker plan visits, each by the number of its habit, on a day."""
        with as_worker(self.world, worker) as user:
            made = appointments.plan_each(
                entries=[
                    appointments.Entry(
                        person=self.world.open(slot.person, user, now),
                        unit=self.world.units[slot.unit],
                        appointment=self._appointment(slot, day),
                    )
                    for _number, slot, day in visits
                ],
                by=user,
                now=now,
            )
        for appointment, (number, _slot, day) in zip(made, visits, strict=True):
            self.booked[number, day] = appointment

    def _appointment(self, slot: Slot, day: date) -> appointments.NewAppointment:
        assert slot.planned_as is not None
        unit = self.world.units[slot.unit]
        is_home = slot.planned_as is AppointmentKind.HOME_VISIT
        return appointments.NewAppointment(
            kind=slot.planned_as,
            starts_at=at(day, slot.minute),
            minutes=slot.minutes,
            workers=tuple(self.world.users[name] for name in slot.workers),
            place=None if is_home else unit.place,
            where="" if is_home else unit.name,
            needs_two_workers=len(slot.workers) > 1,
        )

    def happen(self, day: date) -> None:
        """Let the day's habits happen, and each worker write down theirs."""
        written: dict[str, list[tuple[int, Slot]]] = defaultdict(list)
        for number, slot in self.due(day):
            written[slot.workers[0]].append((number, slot))
        for worker, habits in sorted(written.items()):
            now = at(day, max(slot.minute + 2 * slot.minutes for _number, slot in habits) + _WRITING)
            with as_worker(self.world, worker) as user:
                contacts.record_each(
                    entries=[
                        contacts.Entry(
                            person=self.world.open(slot.person, user, now),
                            unit=self.world.units[slot.unit],
                            contact=self._contact(number, slot, day),
                        )
                        for number, slot in habits
                    ],
                    by=user,
                    now=now,
                )

    def _contact(self, number: int, slot: Slot, day: date) -> contacts.NewContact:
        chance = stream(self.plan.seed, "contact", number, day)
        kind = chance.choice(slot.kinds)
        outcome = ContactOutcome(weighted(chance, _OUTCOMES))
        if slot.planned_as is None:
            outcome = ContactOutcome.MET
        is_met = outcome is ContactOutcome.MET
        minutes = max(5, round(slot.minutes * chance.uniform(0.6, 1.3) / 5) * 5) if is_met else 0
        form = self.plan.lives[slot.person].written_form
        return contacts.NewContact(
            kind=kind,
            outcome=outcome,
            took_place_at=at(day, slot.minute),
            minutes=minutes,
            text=note(kind=kind, outcome=outcome, form=form, chance=chance),
            appointment=self.booked.pop((number, day), None),
            **self._absence(number, outcome, day),
        )

    def _absence(self, number: int, outcome: ContactOutcome, day: date) -> _Absence:
        if outcome is ContactOutcome.MET:
            return {}
        chance = stream(self.plan.seed, "absence", number, day)
        reason = AbsenceReason(weighted(chance, _REASONS[outcome]))
        return {"absence_reason": reason, "absence_next": AbsenceNext(weighted(chance, _NEXT))}
