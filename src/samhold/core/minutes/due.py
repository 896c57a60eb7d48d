"""
Find the day by which something is to be done, in what people type.

"innen 3. desember", "før fredag", "by 3/12", "om to uker", "2026-12-03": bokmål, nynorsk and English at once. A day
without a year is the next such day. "Before" a day is the day before it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_MONTH_NAMES: Final = (
    ("januar", "january", "jan"),
    ("februar", "february", "feb"),
    ("mars", "march", "mar"),
    ("april", "apr"),
    ("mai", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("desember", "december", "des", "dec"),
)
_WEEKDAY_NAMES: Final = (
    ("mandag", "måndag", "monday"),
    ("tirsdag", "tysdag", "tuesday"),
    ("onsdag", "wednesday"),
    ("torsdag", "thursday"),
    ("fredag", "friday"),
    ("lørdag", "laurdag", "saturday"),
    ("søndag", "sundag", "sunday"),
)
_NUMBER_NAMES: Final = (
    ("en", "én", "ei", "et", "ein", "eit", "one", "a"),
    ("to", "two"),
    ("tre", "three"),
    ("fire", "four"),
    ("fem", "five"),
    ("seks", "six"),
)
_DAYS_IN: Final = {"d": 1, "u": 7, "v": 7, "w": 7}
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAY_NAMES) for name in names}
_NUMBERS = {name: number for number, names in enumerate(_NUMBER_NAMES, start=1) for name in names}
_NEAR = {"i dag": 0, "today": 0, "i morgen": 1, "i morgon": 1, "tomorrow": 1, "i overmorgen": 2, "i overmorgon": 2}
_THIS_CENTURY = 2000
_LEAP_YEARS_LIE_APART_AT_MOST = 8


def _any_of(words: dict[str, int]) -> str:
    return "|".join(word.replace(" ", r"\s") for word in sorted(words, key=len, reverse=True))


_DAY: Final = rf"""
    (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})
  | (?P<number>\d{{1,2}})\.?\s?(?P<month>{_any_of(_MONTHS)})\b\.?(?:\s(?P<year>\d{{4}})\b)?
  | (?P<month_first>{_any_of(_MONTHS)})\s(?P<number_last>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s(?P<year_last>\d{{4}})\b)?
  | (?<!kl\s)(?<!kl\.\s)(?P<day>\d{{1,2}})[./](?P<in_month>\d{{1,2}})(?:[./](?P<in_year>\d{{4}}|\d{{2}}))?(?![./]?\d)
  | (?:(?:på|on)\s)?(?P<next>(?:neste|next)\s)?(?P<weekday>{_any_of(_WEEKDAYS)})\b
  | (?P<near>{_any_of(_NEAR)})\b
  | (?:om|in)\s(?P<count>\d{{1,2}}|{_any_of(_NUMBERS)})\s
    (?P<unit>dag(?:er|ar)?|uke[rn]?|vek[ea]r?|måned(?:er)?|månad(?:er|ar)?|days?|weeks?|months?)\b
"""
_EXPRESSION: Final = re.compile(
    rf"(?<![\w.])(?:(?P<before>før|before)\s+|(?P<by>innen|innan|til|senest|seinast|by|within|frist:?)\s+)?"
    rf"(?:den\s|the\s)?(?:{_DAY})",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A day that was found, and where in the text its words begin and end."""

    day: date
    start: int
    end: int


def find_due(text: str, *, today: date) -> Due | None:
    """
    Return the day by which something is to be done; the last one with a "by" or "before", else the last day.

    :param today: the day on which it was typed.
    """
    found = [(match, day) for match in _EXPRESSION.finditer(text) if (day := _day_of(match, today)) is not None]
    if not found:
        return None
    match, day = next(((m, d) for m, d in reversed(found) if m["by"] or m["before"]), found[-1])
    if match["before"] and day > date.min:
        day -= timedelta(days=1)
    return Due(day=day, start=match.start(), end=match.end())


def _day_of(match: re.Match[str], today: date) -> date | None:
    for group, read in _READERS.items():
        if match[group]:
            return read(match, today)
    return None


def _iso(match: re.Match[str], today: date) -> date | None:
    del today
    try:
        return date.fromisoformat(match["iso"])
    except ValueError:
        return None


def _named(match: re.Match[str], today: date) -> date | None:
    return _read(match["number"], _MONTHS[match["month"].lower()], match["year"], today)


def _named_first(match: re.Match[str], today: date) -> date | None:
    return _read(match["number_last"], _MONTHS[match["month_first"].lower()], match["year_last"], today)


def _numbers(match: re.Match[str], today: date) -> date | None:
    return _read(match["day"], int(match["in_month"]), match["in_year"], today)


def _read(number: str, month: int, year: str | None, today: date) -> date | None:
    if year is not None:
        whole = int(year) + (_THIS_CENTURY if len(year) == 2 else 0)  # noqa: PLR2004 -- "26" is 2026
        return _made(whole, month, int(number))
    last = min(today.year + _LEAP_YEARS_LIE_APART_AT_MOST, MAXYEAR)
    days = (_made(whole, month, int(number)) for whole in range(today.year, last + 1))
    return next((day for day in days if day is not None and day >= today), None)


def _made(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _weekday(match: re.Match[str], today: date) -> date | None:
    wanted = _WEEKDAYS[match["weekday"].lower()]
    if match["next"]:
        return _later(today, 7 - today.weekday() + wanted)
    return _later(today, (wanted - today.weekday() - 1) % 7 + 1)


def _near(match: re.Match[str], today: date) -> date | None:
    return _later(today, _NEAR[match["near"].lower()])


def _counted(match: re.Match[str], today: date) -> date | None:
    count, unit = match["count"].lower(), match["unit"].lower()
    number = int(count) if count.isdigit() else _NUMBERS[count]
    if unit[0] in _DAYS_IN:
        return _later(today, number * _DAYS_IN[unit[0]])
    year, month = divmod(today.year * 12 + today.month - 1 + number, 12)
    if year > MAXYEAR:
        return None
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _later(today: date, days: int) -> date | None:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None


_READERS: dict[str, Callable[[re.Match[str], date], date | None]] = {
    "iso": _iso,
    "number": _named,
    "month_first": _named_first,
    "day": _numbers,
    "weekday": _weekday,
    "near": _near,
    "count": _counted,
}
