"""Before and after as a picture, and the same numbers as rows of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from samhold.rooms.care.queries.before_after import OF_ACTIVITIES, Counted
from samhold.sites.staff.pages.outcome_words import EARLY, LABELS, counted, yearly
from samhold.ui.bars import Bar, Bars, Group, Pair

if TYPE_CHECKING:
    from samhold.core.outcomes import Side
    from samhold.rooms.care.queries.before_after import BeforeAfter, Line

_IN_LIFE = frozenset({Counted.STABLE_HOME_DAYS, *OF_ACTIVITIES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measure in the table: what is counted, and per year where the two sides are not of one length."""

    label: str | Promise
    before: str
    after: str
    before_year: str
    after_year: str


def rows(found: BeforeAfter) -> tuple[Row, ...]:
    """Return the numbers of the table; what was 0 on both sides stands as names alone, see `without`."""
    return tuple(
        Row(
            label=LABELS[line.what],
            before=_number(line, line.before),
            after=_number(line, line.after),
            before_year=_year(line.before),
            after_year=_year(line.after),
        )
        for line in found.lines
        if _is_some(line)
    )


def without(found: BeforeAfter) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of what was 0 as far as it is known, and of what nothing is known of."""
    others = [line for line in found.lines if not _is_some(line)]
    known = tuple(str(LABELS[line.what]) for line in others if line.before.days or line.after.days)
    return known, tuple(str(LABELS[line.what]) for line in others if not line.before.days and not line.after.days)


def _is_some(line: Line) -> bool:
    return bool(line.before.count or line.after.count)


def _number(line: Line, side: Side) -> str:
    if not side.days:
        return _("not known")
    if line.what is Counted.STABLE_HOME_DAYS:
        return _("%(number)d of %(known)d known") % {"number": side.count, "known": side.days}
    return str(side.count)


def _year(side: Side) -> str:
    if not side.days:
        return _("not known")
    return yearly(side) if side.days >= EARLY else _("too few days")


def picture(found: BeforeAfter) -> Bars | None:
    """Return the picture of what was more than 0 on a side; nothing while it is too early to compare."""
    if found.after_days < EARLY:
        return None
    shown = [line for line in found.lines if _is_some(line)]
    parts = (
        (_("Days"), _("Days a year"), [line for line in shown if line.what.in_days and line.what not in _IN_LIFE]),
        (_("Times"), _("Times a year"), [line for line in shown if not line.what.in_days]),
        (_("Days of daily life"), _("Days of daily life a year"), [line for line in shown if line.what in _IN_LIFE]),
    )
    groups = tuple(_group(heading, a_year, lines) for heading, a_year, lines in parts if lines)
    if not groups:
        return None
    return Bars(title=_("Before and after follow-up began"), description=_description(shown), groups=groups)


def _group(heading: str, a_year: str, lines: list[Line]) -> Group:
    by_year = any(line.before.days and line.before.days != line.after.days for line in lines)
    return Group(
        heading=a_year if by_year else heading,
        pairs=tuple(
            Pair(
                label=str(LABELS[line.what]),
                before=_bar(_("Before"), line.before, by_year=by_year),
                after=_bar(_("After"), line.after, by_year=by_year),
            )
            for line in lines
        ),
    )


def _bar(name: str, side: Side, *, by_year: bool) -> Bar:
    if not side.days:
        return Bar(name=name, value=None, shown=_("not known"))
    return Bar(
        name=name,
        value=side.per_year if by_year else float(side.count),
        shown=yearly(side) if by_year else str(side.count),
    )


def _description(lines: list[Line]) -> str:
    return " ".join(
        _("%(what)s: %(before)s before, %(after)s after.")
        % {
            "what": LABELS[line.what],
            "before": counted(line.what, line.before.count) if line.before.days else _("not known"),
            "after": counted(line.what, line.after.count),
        }
        for line in lines
    )
