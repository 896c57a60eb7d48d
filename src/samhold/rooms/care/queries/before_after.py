"""
What is counted two years before and two years after follow-up began, of what one may read (`domain.md` § 11).

What happened before is written down afterwards, so a follow-up says how far back it is known: nothing earlier is
counted, and nothing is "0" only because nobody asked. Homes tell of themselves on which days they are known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from samhold.core.outcomes import Comparison, Happening, Measure, Side, compare
from samhold.rooms.care.models import Activity, LifeEvent, Tenancy
from samhold.rooms.care.outcome_enums import ADMISSIONS, STABLE_HOMES, Home, LifeEventKind

if TYPE_CHECKING:
    from samhold.rooms.care.models import FollowUp

_ACTIVE, _SUBSTANCE_FREE = "ACTIVE", "SUBSTANCE_FREE"


class Counted(Enum):
    """What is counted, in the order in which it is shown."""

    BED_DAYS = Measure(name="BED_DAYS", kinds=frozenset(ADMISSIONS), in_days=True, with_last_day=False)
    ACUTE_ADMISSIONS = Measure(name="ACUTE_ADMISSIONS", kinds=frozenset({LifeEventKind.ACUTE_ADMISSION}))
    COMPULSORY_ADMISSIONS = Measure(name="COMPULSORY_ADMISSIONS", kinds=frozenset({LifeEventKind.COMPULSORY_ADMISSION}))
    OVERDOSES = Measure(name="OVERDOSES", kinds=frozenset({LifeEventKind.OVERDOSE}))
    VIOLENCE_BY = Measure(name="VIOLENCE_BY", kinds=frozenset({LifeEventKind.VIOLENCE_BY}))
    VIOLENCE_AGAINST = Measure(name="VIOLENCE_AGAINST", kinds=frozenset({LifeEventKind.VIOLENCE_AGAINST}))
    PRISON_DAYS = Measure(name="PRISON_DAYS", kinds=frozenset({LifeEventKind.PRISON}), in_days=True)
    STABLE_HOME_DAYS = Measure(name="STABLE_HOME_DAYS", kinds=frozenset(STABLE_HOMES), in_days=True)
    ACTIVE_DAYS = Measure(name="ACTIVE_DAYS", kinds=frozenset({_ACTIVE, _SUBSTANCE_FREE}), in_days=True)
    SUBSTANCE_FREE_DAYS = Measure(name="SUBSTANCE_FREE_DAYS", kinds=frozenset({_SUBSTANCE_FREE}), in_days=True)

    @property
    def in_days(self) -> bool:
        """Tell whether days are counted; otherwise it is how often."""
        return self.value.in_days


OF_EVENTS = (
    Counted.BED_DAYS, Counted.ACUTE_ADMISSIONS, Counted.COMPULSORY_ADMISSIONS, Counted.OVERDOSES, Counted.VIOLENCE_BY,
    Counted.VIOLENCE_AGAINST, Counted.PRISON_DAYS,
)  # fmt: skip
OF_ACTIVITIES = (Counted.ACTIVE_DAYS, Counted.SUBSTANCE_FREE_DAYS)
_LIVES = Measure(name="LIVES", kinds=frozenset(Home), in_days=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One measure on both sides; a side with no day seen is not known."""

    what: Counted
    before: Side
    after: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfter:
    """
    What was counted around the start of a follow-up.

    :param before_days: how many days before the start it is known what happened.
    :param after_days: how many days have passed since, at most two years.
    """

    started: date
    before_days: int
    after_days: int
    is_whole: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What one may read of a person; `None` is what one may not."""

    life_events: Iterable[LifeEvent] | None = None
    activities: Iterable[Activity] | None = None
    homes: Iterable[Tenancy] | None = None


def before_after(follow_up: FollowUp, known: Known, *, today: date) -> BeforeAfter:
    """Count what is known around the start of a follow-up."""
    started = follow_up.first_date
    since = follow_up.known_since_date or started
    happenings = (*_of_events(known.life_events or (), today), *_of_activities(known.activities or ()))
    wanted = (
        *(OF_EVENTS if known.life_events is not None else ()),
        *(OF_ACTIVITIES if known.activities is not None else ()),
    )
    measures = [one.value for one in wanted]
    found = compare([*measures, _LIVES], happenings, started=started, today=today, known_since=since)
    span = found[-1]
    lines = [_line(one, row) for one, row in zip(wanted, found, strict=False)]
    if known.homes is not None:
        lines.insert(len(OF_EVENTS) if known.life_events is not None else 0, _at_home(known.homes, started, today))
    return BeforeAfter(
        started=started,
        before_days=span.before.days,
        after_days=span.after.days,
        is_whole=span.is_whole and span.before.days == span.after.days,
        lines=tuple(lines),
    )


def _line(what: Counted, row: Comparison) -> Line:
    return Line(what=what, before=row.before, after=row.after)


def _at_home(rows: Iterable[Tenancy], started: date, today: date) -> Line:
    """Count days in a stable home, of the days of which it is known where the person lived."""
    stays = [Happening(kind=row.home, first_date=row.first_date, last_date=row.last_date) for row in rows]
    stable, lives = compare([Counted.STABLE_HOME_DAYS.value, _LIVES], stays, started=started, today=today)
    return Line(
        what=Counted.STABLE_HOME_DAYS,
        before=Side(count=stable.before.count, days=lives.before.count),
        after=Side(count=stable.after.count, days=lives.after.count),
    )


def _of_events(rows: Iterable[LifeEvent], today: date) -> Iterable[Happening]:
    """Give what happened; whoever is in a ward today has not spent the night there yet."""
    for row in rows:
        last = today if row.last_date is None and row.kind in ADMISSIONS else row.last_date
        yield Happening(kind=row.kind, first_date=row.first_date, last_date=last)


def _of_activities(rows: Iterable[Activity]) -> Iterable[Happening]:
    for row in rows:
        kind = _SUBSTANCE_FREE if row.is_substance_free else _ACTIVE
        yield Happening(kind=kind, first_date=row.first_date, last_date=row.last_date)
