"""What a rota is made of: kinds of shifts, employees with limits, requests, and how many are needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from samhold.foundation.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable

DAYS_OF_A_WEEK: Final = 7
SATURDAY: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftKind:
    """A kind of shift, its minutes, and the kinds that may not come on the day after."""

    id: str
    minutes: int
    not_before: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Employee:
    """
    Somebody who works, with the limits of the whole period.

    :param most_of: how many shifts of a kind at the most, by kind.
    :param days_off: days, counted from 0, on which nothing may be given.
    """

    id: str
    most_of: tuple[tuple[str, int], ...]
    most_minutes: int
    least_minutes: int
    most_in_a_row: int
    least_in_a_row: int
    least_off_in_a_row: int
    most_weekends: int
    days_off: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A wish to have a shift on a day, or not to have it; what it costs not to be granted."""

    employee: str
    day: int
    kind: str
    is_wanted: bool
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """How many are needed on a shift, and what each too few and too many costs."""

    day: int
    kind: str
    needed: int
    under: int
    over: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaProblem:
    """A rota to be made for `days` days, of which the first is a Monday."""

    days: int
    kinds: tuple[ShiftKind, ...]
    employees: tuple[Employee, ...]
    requests: tuple[Request, ...]
    covers: tuple[Cover, ...]

    def __post_init__(self) -> None:
        """Refuse what names nothing that is there."""
        kinds, people = {kind.id for kind in self.kinds}, {one.id for one in self.employees}
        if self.days < 1:
            raise BadInput("horizon", "it has no day; give a number above 0.")
        for kind in self.kinds:
            _known(f"shift {kind.id}", kind.not_before, kinds)
        for employee in self.employees:
            _known(f"employee {employee.id}", (kind for kind, _ in employee.most_of), kinds)
            _inside(f"employee {employee.id}", employee.days_off, self.days)
        for request in self.requests:
            _known(f"request of {request.employee}", (request.employee,), people)
            _known(f"request of {request.employee}", (request.kind,), kinds)
            _inside(f"request of {request.employee}", (request.day,), self.days)
        for cover in self.covers:
            _known(f"cover of day {cover.day}", (cover.kind,), kinds)
            _inside(f"cover of shift {cover.kind}", (cover.day,), self.days)


def _known(item: str, names: Iterable[str], known: set[str]) -> None:
    for name in names:
        if name not in known:
            raise BadInput(item, f"{name} is unknown; add it, or mend the name.")


def _inside(item: str, days: Iterable[int], horizon: int) -> None:
    for day in days:
        if not 0 <= day < horizon:
            raise BadInput(item, f"day {day} lies outside the {horizon} days; count from 0.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """Who works what: for each employee, in the problem's order, a kind for each day, `None` for off."""

    rows: tuple[tuple[str, tuple[str | None, ...]], ...]
