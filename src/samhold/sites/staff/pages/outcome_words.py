"""What is counted before and after, in words: names, numbers, and the one sentence that comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samhold.core.outcomes.before_after import DAYS_OF_YEAR, SPAN
from samhold.rooms.care.queries.before_after import Counted

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from samhold.core.outcomes import Side
    from samhold.rooms.care.queries.before_after import BeforeAfter, Line

EARLY = 90
"""With fewer days than this after the start, nothing is compared: a single admission would decide everything."""
_WITH_DECIMAL_BELOW = 10

LABELS: dict[Counted, str | Promise] = {
    Counted.BED_DAYS: gettext_lazy("Bed days"),
    Counted.ACUTE_ADMISSIONS: gettext_lazy("Acute admissions"),
    Counted.COMPULSORY_ADMISSIONS: gettext_lazy("Compulsory admissions"),
    Counted.OVERDOSES: gettext_lazy("Overdoses"),
    Counted.VIOLENCE_BY: gettext_lazy("Violence by the person"),
    Counted.VIOLENCE_AGAINST: gettext_lazy("Violence against the person"),
    Counted.PRISON_DAYS: gettext_lazy("Days in prison"),
    Counted.STABLE_HOME_DAYS: gettext_lazy("Days in a stable home"),
    Counted.ACTIVE_DAYS: gettext_lazy("Days with an activity"),
    Counted.SUBSTANCE_FREE_DAYS: gettext_lazy("Days with a substance-free activity"),
}


def counted(what: Counted, number: int) -> str:
    """Return a number with what it is of: "64 bed days"."""
    many = {
        Counted.BED_DAYS: ngettext("%(number)d bed day", "%(number)d bed days", number),
        Counted.ACUTE_ADMISSIONS: ngettext("%(number)d acute admission", "%(number)d acute admissions", number),
        Counted.COMPULSORY_ADMISSIONS: ngettext(
            "%(number)d compulsory admission", "%(number)d compulsory admissions", number
        ),
        Counted.OVERDOSES: ngettext("%(number)d overdose", "%(number)d overdoses", number),
        Counted.VIOLENCE_BY: ngettext(
            "violence by the person %(number)d time", "violence by the person %(number)d times", number
        ),
        Counted.VIOLENCE_AGAINST: ngettext(
            "violence against the person %(number)d time", "violence against the person %(number)d times", number
        ),
        Counted.PRISON_DAYS: ngettext("%(number)d day in prison", "%(number)d days in prison", number),
        Counted.STABLE_HOME_DAYS: ngettext(
            "%(number)d day in a stable home", "%(number)d days in a stable home", number
        ),
        Counted.ACTIVE_DAYS: ngettext("%(number)d day with an activity", "%(number)d days with an activity", number),
        Counted.SUBSTANCE_FREE_DAYS: ngettext(
            "%(number)d day with a substance-free activity", "%(number)d days with a substance-free activity", number
        ),
    }
    return many[what] % {"number": number}


def days(number: int) -> str:
    """Return a number of days: "two years", "one year", "200 days"."""
    whole = {SPAN.days: _("two years"), DAYS_OF_YEAR: _("one year")}
    return whole.get(number) or ngettext("%(number)d day", "%(number)d days", number) % {"number": number}


def yearly(side: Side) -> str:
    """Return what a year at this pace comes to, as the reader's language writes it."""
    rounded = round(side.per_year, 1)
    decimals = 0 if rounded >= _WITH_DECIMAL_BELOW or rounded.is_integer() else 1
    return str(number_format(rounded, decimal_pos=decimals, use_l10n=True))


def sentences(found: BeforeAfter) -> tuple[str, ...]:
    """Return the plain sentences that stand before everything else."""
    line = next((line for line in found.lines if line.before.count or line.after.count), None)
    if line is None:
        line = next(iter(found.lines), None)
    if line is None:
        return ()
    if found.after_days < EARLY:
        early = _("Follow-up has lasted %(days)s: too short to compare with before.") % {"days": days(found.after_days)}
        return (early, _before(line)) if line.before.days else (early,)
    if not line.before.days:
        after = {"days": days(line.after.days), "after": counted(line.what, line.after.count)}
        return (_("It is not known what happened before."), _("After (%(days)s): %(after)s.") % after)
    return _both(line)


def _both(line: Line) -> tuple[str, ...]:
    whole = SPAN.days
    if line.before.days == whole and line.after.days == whole:
        after = _("Two years after: %(after)s.") % {"after": counted(line.what, line.after.count)}
        return (_("Two years before: %(before)s.") % {"before": counted(line.what, line.before.count)}, after)
    return tuple(
        sentence % {"days": days(side.days), "counted": counted(line.what, side.count), "year": yearly(side)}
        for sentence, side in (
            (_("Before (%(days)s): %(counted)s, %(year)s a year."), line.before),
            (_("After (%(days)s): %(counted)s, %(year)s a year."), line.after),
        )
    )


def _before(line: Line) -> str:
    values = {"days": days(line.before.days), "before": counted(line.what, line.before.count)}
    return _("Before (%(days)s): %(before)s.") % values
