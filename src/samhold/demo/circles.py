"""Who becomes involved with each person, when and why: the plan of every network, as events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from samhold.demo import masks, names
from samhold.demo.calendar import working_day
from samhold.demo.chance import stream
from samhold.demo.events import Event, Joins, Kin, Leaves, Registers
from samhold.demo.lives import Life, Need
from samhold.demo.region import neighbour_of
from samhold.rooms.access.enums import Role
from samhold.rooms.organisations.enums import WrittenForm
from samhold.rooms.people.enums import Basis, NetworkRole

if TYPE_CHECKING:
    from random import Random

    from samhold.demo.staff import Staff
    from samhold.rooms.access.enums import Category


@dataclass(frozen=True, slots=True, kw_only=True)
class Primary:
    """A primary contact, from the first day until the next one's."""

    name: str
    unit: str
    first: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Meets:
    """A worker who meets the person besides the primary contact, in which unit, and from when."""

    name: str
    unit: str
    role: NetworkRole
    first: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A person's network: the events that make it, and who meets the person."""

    life: Life
    events: tuple[Event, ...]
    primaries: tuple[Primary, ...]
    others: tuple[Meets, ...]

    @property
    def primary(self) -> Primary:
        """Return the present primary contact."""
        return self.primaries[-1]


_WEIGHT: Final = {Need.LIGHT: 1, Need.MEDIUM: 2, Need.HIGH: 4, Need.DAILY: 5}
_WITH_KARI: Final = frozenset({"whole network", "emergency", "blocked worker", "new"})
_TOLD_FROM: Final = {"whole network": 0.0, "new": 0.3}
_KIN: Final = {
    WrittenForm.BOKMAL: ("mor", "far", "søster", "bror", "datter", "sønn", "samboer", "tante", "venn"),
    WrittenForm.NYNORSK: ("mor", "far", "syster", "bror", "dotter", "son", "sambuar", "tante", "ven"),
}
_GUARDIAN: Final = {WrittenForm.BOKMAL: "verge", WrittenForm.NYNORSK: "verje"}
_WISHES: Final = {
    WrittenForm.BOKMAL: ("Når noe haster", "Hvis jeg ikke kommer til avtaler", "Alltid på dagtid", "Bare etter avtale"),
    WrittenForm.NYNORSK: ("Når noko hastar", "Om eg ikkje kjem til avtalar", "Alltid på dagtid", "Berre etter avtale"),
}


class Drawing:
    """Draws one person's network; `today` is the day after the last event."""

    def __init__(self, life: Life, staff: Staff, *, seed: int, today: date) -> None:
        """Begin with the person alone."""
        self.life, self.staff, self.today = life, staff, today
        self.chance: Random = stream(seed, "circle", life.number)
        self.events: list[Event] = []
        self.others: list[Meets] = []
        self.primaries: tuple[Primary, ...] = ()
        self.blocked = ""
        self.by = ""

    def when(self, most_days: int = 90) -> date:
        """Return a working day soon after the first, before today; the primary contact of that day acts from here."""
        start = self.primaries[0].first
        day = working_day(start + timedelta(days=self.chance.randrange(1, most_days + 1)))
        day = max(start, min(day, self.today - timedelta(days=1)))
        self.by = next((one.name for one in reversed(self.primaries) if one.first <= day), self.primaries[0].name)
        return day

    def often(self, share: float) -> bool:
        """Say yes to a share of those who ask; those whose network is told of have nearly everything."""
        likely = share > _TOLD_FROM.get(self.life.story, 1)
        return self.chance.random() < share or likely

    def joins(
        self,
        role: NetworkRole,
        basis: Basis,
        categories: frozenset[Category],
        *,
        on: date,
        unit: str = "",
        worker: str = "",
        kin: Kin | None = None,
    ) -> None:
        """Add somebody to the network."""
        has_wish = self.chance.random() < 0.3  # noqa: PLR2004 -- a share
        self.events.append(
            Joins(
                on=on,
                by=self.by,
                role=role,
                basis=basis,
                categories=categories,
                unit=unit,
                worker=worker,
                kin=kin,
                wish=self.chance.choice(_WISHES[self.life.written_form]) if has_wish else "",
            ),
        )
        if worker:
            self.others.append(Meets(name=worker, unit=unit, role=role, first=on))

    def take_in(self) -> None:
        """Take the person in, and find the primary contact, and for some the one before."""
        life, unit = self.life, f"{self.life.municipality}:mental"
        if life.story == "conflict":
            unit = f"{neighbour_of(life.municipality)}:mental"
            wanted = "Olav Testlien" if life.municipality == "sel" else ""
            name = wanted or self.staff.least_busy(unit, Role.CARE_WORKER, weight=_WEIGHT[life.need])
            self.primaries = (Primary(name=name, unit=unit, first=working_day(life.since + timedelta(days=9))),)
            return
        present = self._present(unit)
        months = (self.today - life.since).days // 30
        before = self.staff.least_busy(unit, Role.CARE_WORKER, but=(present,), weight=0)
        changed = months > 18 and bool(before) and self.chance.random() < 0.3  # noqa: PLR2004 -- some of those known for long
        self.by = before if changed else present
        self.events.append(Registers(on=life.since, by=self.by, unit=unit))
        self._becomes_primary(self.by, unit, life.since)
        if changed:
            day = working_day(life.since + timedelta(days=self.chance.randrange(150, months * 20)))
            self.by = present
            self.events.append(
                Leaves(on=day, by=present, role=NetworkRole.PRIMARY_CONTACT, unit=unit, worker=before),
            )
            self._becomes_primary(present, unit, day)

    def _present(self, unit: str) -> str:
        if self.life.story in _WITH_KARI:
            return "Kari Testdal"
        return self.staff.least_busy(unit, Role.CARE_WORKER, weight=_WEIGHT[self.life.need])

    def _becomes_primary(self, name: str, unit: str, day: date) -> None:
        self.joins(NetworkRole.PRIMARY_CONTACT, Basis.DECISION, masks.CLOSE, on=day, unit=unit, worker=name)
        self.others.pop()
        self.primaries = (*self.primaries, Primary(name=name, unit=unit, first=day))

    def kin(self, day: date, *, is_guardian: bool = False) -> None:
        """Add a next of kin, or a guardian."""
        form = self.life.written_form
        relation = _GUARDIAN[form] if is_guardian else self.chance.choice(_KIN[form])
        is_family = not is_guardian and self.chance.random() < 0.6  # noqa: PLR2004 -- a share
        family = self.life.family_name if is_family else names.family_name(self.chance)
        kin = Kin(
            name=f"{names.given_name(self.chance)} {family}",
            relation=relation,
            phone=names.phone(self.chance),
        )
        role = NetworkRole.GUARDIAN if is_guardian else NetworkRole.NEXT_OF_KIN
        basis, categories = (Basis.MANDATE, masks.GUARDIAN) if is_guardian else (Basis.CONSENT, masks.KIN)
        self.joins(role, basis, categories, on=day, kin=kin)
