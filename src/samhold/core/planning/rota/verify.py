"""
Recomputes a rota: every hard rule by its name, and the penalty of requests and cover.

As the published instances define it: the day before the first is off, for the most in a row; before the first day and
after the last both work and time off go on, for the least in a row.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from samhold.core.planning.rota.model import DAYS_OF_A_WEEK, SATURDAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samhold.core.planning.rota.model import Employee, Rota, RotaProblem


class RotaRule(StrEnum):
    """What a rota must hold to."""

    SHAPE = "shape"
    UNKNOWN = "unknown"
    FOLLOWER = "follower"
    MOST_OF_A_KIND = "most-of-a-kind"
    MOST_MINUTES = "most-minutes"
    LEAST_MINUTES = "least-minutes"
    MOST_IN_A_ROW = "most-in-a-row"
    LEAST_IN_A_ROW = "least-in-a-row"
    LEAST_OFF_IN_A_ROW = "least-off-in-a-row"
    MOST_WEEKENDS = "most-weekends"
    DAY_OFF = "day-off"


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaViolation:
    """A rule that is broken: by whose row, and how."""

    rule: RotaRule
    employee: str
    message: str

    def __str__(self) -> str:
        """Read as one line."""
        return f"{self.rule}: employee {self.employee}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaReport:
    """What a rota comes to: the penalty, its parts, and the rules that it breaks."""

    requests: int
    cover: int
    violations: tuple[RotaViolation, ...]

    @property
    def penalty(self) -> int:
        """Return the sum that published values count."""
        return self.requests + self.cover


def verify_rota(problem: RotaProblem, rota: Rota) -> RotaReport:
    """Recompute a rota; one that has another shape than the problem comes to nothing."""
    shape = tuple(_shape(problem, rota))
    if shape:
        return RotaReport(requests=0, cover=0, violations=shape)
    rows = dict(rota.rows)
    violations = tuple(
        RotaViolation(rule=rule, employee=employee.id, message=message)
        for employee in problem.employees
        for rule, message in (
            *_limits(problem, employee, rows[employee.id]),
            *_in_a_row(employee, rows[employee.id]),
        )
    )
    requests = sum(
        one.weight for one in problem.requests if (rows[one.employee][one.day] == one.kind) is not one.is_wanted
    )
    counts = Counter((day, kind) for row in rows.values() for day, kind in enumerate(row))
    cover = sum(
        one.under * max(0, one.needed - counts[one.day, one.kind])
        + one.over * max(0, counts[one.day, one.kind] - one.needed)
        for one in problem.covers
    )
    return RotaReport(requests=requests, cover=cover, violations=violations)


def _shape(problem: RotaProblem, rota: Rota) -> Iterator[RotaViolation]:
    kinds = {kind.id for kind in problem.kinds}
    names = [employee.id for employee in problem.employees]
    given = [name for name, _ in rota.rows]
    for name in sorted({*names} ^ {*given} | {name for name in given if given.count(name) > 1}):
        message = "there must be one row for each employee."
        yield RotaViolation(rule=RotaRule.SHAPE, employee=name, message=message)
    for name, row in rota.rows:
        if len(row) != problem.days:
            message = f"the row has {len(row)} of {problem.days} days."
            yield RotaViolation(rule=RotaRule.SHAPE, employee=name, message=message)
        for kind in sorted({kind for kind in row if kind is not None} - kinds):
            yield RotaViolation(rule=RotaRule.UNKNOWN, employee=name, message=f"there is no shift {kind}.")


def _limits(problem: RotaProblem, employee: Employee, row: tuple[str | None, ...]) -> Iterator[tuple[RotaRule, str]]:
    """Find what is wrong with sums over the whole period, and with single days."""
    kinds = {kind.id: kind for kind in problem.kinds}
    counts = Counter(kind for kind in row if kind is not None)
    for kind, most in employee.most_of:
        if counts[kind] > most:
            yield RotaRule.MOST_OF_A_KIND, f"{counts[kind]} shifts {kind}, {most} at the most."
    minutes = sum(kinds[kind].minutes * count for kind, count in counts.items())
    if minutes > employee.most_minutes:
        yield RotaRule.MOST_MINUTES, f"{minutes} minutes, {employee.most_minutes} at the most."
    if minutes < employee.least_minutes:
        yield RotaRule.LEAST_MINUTES, f"{minutes} minutes, {employee.least_minutes} at the least."
    weekends = {day // DAYS_OF_A_WEEK for day, kind in enumerate(row) if kind and day % DAYS_OF_A_WEEK >= SATURDAY}
    if len(weekends) > employee.most_weekends:
        yield RotaRule.MOST_WEEKENDS, f"{len(weekends)} weekends, {employee.most_weekends} at the most."
    yield from _days(problem, employee, row)


def _days(problem: RotaProblem, employee: Employee, row: tuple[str | None, ...]) -> Iterator[tuple[RotaRule, str]]:
    not_before = {kind.id: kind.not_before for kind in problem.kinds}
    for day, (kind, after) in enumerate(pairwise(row)):
        if kind is not None and after in not_before[kind]:
            yield RotaRule.FOLLOWER, f"shift {after} on day {day + 1} may not follow shift {kind}."
    for day in sorted(employee.days_off):
        if row[day] is not None:
            yield RotaRule.DAY_OFF, f"day {day} is to be off."


def _in_a_row(employee: Employee, row: tuple[str | None, ...]) -> Iterator[tuple[RotaRule, str]]:
    day = 0
    for is_work, run in groupby(row, key=lambda kind: kind is not None):
        length = len(list(run))
        is_whole = day > 0 and day + length < len(row)
        if is_work and length > employee.most_in_a_row:
            yield RotaRule.MOST_IN_A_ROW, f"{length} shifts from day {day}, {employee.most_in_a_row} at the most."
        if is_work and is_whole and length < employee.least_in_a_row:
            yield RotaRule.LEAST_IN_A_ROW, f"{length} shifts from day {day}, {employee.least_in_a_row} at the least."
        if not is_work and is_whole and length < employee.least_off_in_a_row:
            least = employee.least_off_in_a_row
            yield RotaRule.LEAST_OFF_IN_A_ROW, f"{length} days off from day {day}, {least} at the least."
        day += length
