"""Turns each network into habits: who meets the person on which weekdays, for how long, for what."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from samhold.demo.cast import workers
from samhold.demo.chance import stream
from samhold.demo.lives import Need
from samhold.demo.rhythms import Diary, Slot
from samhold.rooms.access.enums import Role
from samhold.rooms.care.enums import AppointmentKind, ContactKind
from samhold.rooms.people.enums import NetworkRole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from samhold.demo.circles import Circle, Meets

K, A, N = ContactKind, AppointmentKind, NetworkRole

_AT_HOME: Final = (
    K.HOME_VISIT, K.HOME_VISIT, K.SUPPORT_TALK, K.FINANCES, K.CLEANING_ADVICE, K.NUTRITION, K.PHYSICAL_HEALTH,
    K.ACTIVITY_OUTSIDE, K.HOUSE_RULES, K.DRIVING, K.PAVING_THE_WAY, K.NETWORK,
)  # fmt: skip
_BY_PHONE: Final = (K.SUPPORT_TALK, K.COORDINATING, K.PAVING_THE_WAY)
_HOME_CARE: Final = (K.PHYSICAL_HEALTH, K.NUTRITION, K.HYGIENE, K.CLEANING_ADVICE, K.WAKING)
_ROLES: Final = {worker.name: worker.role for worker in workers()}
_LEADERS: Final = {worker.unit: worker.name for worker in workers() if worker.role is Role.UNIT_LEADER}
_VISITS: Final = {Need.LIGHT: (1, 2), Need.MEDIUM: (1, 1), Need.HIGH: (2, 1), Need.DAILY: (2, 1)}
_SECOND: Final = {Need.LIGHT: 6, Need.MEDIUM: 3, Need.HIGH: 2, Need.DAILY: 1}


def habits(circles: tuple[Circle, ...], *, seed: int) -> tuple[Slot, ...]:
    """Return every habit of the region, in a fixed order."""
    diary = Diary()
    return tuple(slot for circle in circles for slot in _Week(circle, diary, seed=seed).slots())


class _Week:
    """The week of one person."""

    def __init__(self, circle: Circle, diary: Diary, *, seed: int) -> None:
        self.circle, self.diary = circle, diary
        self.chance: Random = stream(seed, "habits", circle.life.number)

    def slots(self) -> Iterator[Slot]:
        """Give the habits of the primary contacts, of the others, and of the hard fortnights."""
        yield from self._primaries()
        for other in self.circle.others:
            yield from self._other(other)
        yield from self._with_leader()

    def _primaries(self) -> Iterator[Slot]:
        times, every = _VISITS[self.circle.life.need]
        primaries = self.circle.primaries
        kinds = tuple(self.chance.sample(_AT_HOME, 7))
        planned = A.OFFICE if self.chance.random() < 0.2 else A.HOME_VISIT  # noqa: PLR2004 -- a share
        for number, primary in enumerate(primaries):
            last = primaries[number + 1].first - timedelta(days=1) if number + 1 < len(primaries) else None
            base = replace(self._slot((primary.name,), primary.unit), first=primary.first, last=last)
            for _time in range(times):
                yield self._timed(base, kinds=kinds, every=every, planned_as=planned, minutes=50)
            if self.circle.life.need is not Need.LIGHT:
                yield self._timed(base, kinds=_BY_PHONE, every=2, minutes=15)

    def _with_leader(self) -> Iterator[Slot]:
        """The leader of the unit meets some of those who need much, together with the primary contact."""
        primary = self.circle.primary
        if self.circle.life.need is not Need.LIGHT and self.chance.random() < 0.4:  # noqa: PLR2004 -- a share
            base = replace(self._slot((_LEADERS[primary.unit], primary.name), primary.unit), first=primary.first)
            yield self._timed(base, kinds=(K.COORDINATING,), every=7, planned_as=A.MEETING, minutes=45)

    def _other(self, other: Meets) -> Iterator[Slot]:
        need = self.circle.life.need
        base = replace(self._slot((other.name,), other.unit), first=other.first)
        if other.role is N.SECOND_CONTACT:
            yield self._timed(base, kinds=_AT_HOME[:8], every=_SECOND[need], planned_as=A.HOME_VISIT, minutes=45)
        elif other.role is N.CLINICIAN:
            yield self._timed(base, kinds=(K.SUPPORT_TALK,), every=3, planned_as=A.CLINIC, minutes=60)
        elif other.role is N.COORDINATOR:
            yield self._meeting(base)
        elif other.role is N.GENERAL_PRACTITIONER:
            yield self._timed(base, kinds=(K.PHYSICAL_HEALTH,), every=9, minutes=20)
        elif other.role is N.CASE_WORKER and _ROLES[other.name] is Role.NAV_WORKER:
            yield self._timed(base, kinds=(K.FINANCES, K.PAVING_THE_WAY), every=4, minutes=30)
        elif other.role is N.HELPER:
            yield from self._helper(base, _ROLES[other.name])

    def _helper(self, base: Slot, role: Role) -> Iterator[Slot]:
        if role is Role.PEER_WORKER:
            yield self._timed(base, kinds=(K.ACTIVITY_OUTSIDE, K.SUPPORT_TALK), every=2, minutes=60)
        elif role is Role.HOME_CARE_WORKER:
            often = self.circle.life.need is Need.DAILY
            slot = self._timed(base, kinds=_HOME_CARE, planned_as=A.HOME_VISIT, minutes=30)
            yield replace(slot, weekdays=frozenset(range(5))) if often else slot
        elif base.unit == "team":
            peer = next(one.name for one in self.circle.others if _ROLES[one.name] is Role.PEER_WORKER)
            both = replace(base, workers=(*base.workers, peer))
            yield self._timed(both, kinds=_AT_HOME[:6], planned_as=A.HOME_VISIT, minutes=60)
        else:
            yield self._timed(base, kinds=(K.PHYSICAL_HEALTH,), every=2, planned_as=A.OFFICE, minutes=30)

    def _meeting(self, base: Slot) -> Slot:
        primary = self.circle.primary
        both = (*base.workers, primary.name) if primary.unit == base.unit else base.workers
        first = max(base.first, primary.first)
        together = replace(base, workers=both, first=first)
        return self._timed(
            together, kinds=(K.INDIVIDUAL_PLAN, K.COORDINATING), every=5, planned_as=A.MEETING, minutes=60
        )

    def _slot(self, names: tuple[str, ...], unit: str) -> Slot:
        return Slot(
            person=self.circle.life.number,
            unit=unit,
            workers=names,
            weekdays=frozenset(),
            minute=0,
            minutes=45,
            kinds=(),
            first=self.circle.life.since,
        )

    def _timed(
        self,
        slot: Slot,
        *,
        kinds: tuple[ContactKind, ...],
        minutes: int,
        every: int = 1,
        planned_as: AppointmentKind | None = None,
    ) -> Slot:
        """Give the habit a weekday and a time that suit the first of its workers."""
        weekday = self.diary.weekday(slot.workers[0], self.chance)
        return replace(
            slot,
            weekdays=frozenset({weekday}),
            minute=self.diary.minute(slot.workers[0], slot.person, weekday),
            minutes=minutes,
            kinds=kinds,
            every=every,
            phase=self.chance.randrange(every),
            planned_as=planned_as,
        )
