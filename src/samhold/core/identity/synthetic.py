"""Numbers for synthetic persons, in the series that can belong to nobody (month + 80)."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from samhold.core.identity import control_digits
from samhold.core.identity.national_number import NationalNumber

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_INDIVIDUAL_NUMBERS: Final = {
    18: range(500, 750),
    19: range(500),
    20: range(500, 1000),
}
_FIRST_YEAR: Final = 1854
_LAST_YEAR: Final = 2039


def synthetic(birth_date: date, sequence: int) -> NationalNumber:
    """
    Make a synthetic number; the same arguments give the same number, other sequences of a day another.

    :param sequence: counts from 0 within one day; about 400 numbers exist for each day (200 before 1900).
    :raises ValueError: if the day lies outside 1854 to 2039, or has no such number.
    """
    found = next(islice(_numbers(birth_date), sequence, None), None) if sequence >= 0 else None
    if found is None:
        count = sum(1 for _number in _numbers(birth_date))
        raise ValueError(f"one day has {count} synthetic numbers; there is none of sequence {sequence}")
    return NationalNumber(found)


def _numbers(birth_date: date) -> Iterator[str]:
    if not _FIRST_YEAR <= birth_date.year <= _LAST_YEAR:
        raise ValueError(f"no number tells a birth in {birth_date.year}")
    start = f"{birth_date.day:02}{birth_date.month + 80:02}{birth_date.year % 100:02}"
    made = (control_digits.append_to(f"{start}{number:03}") for number in _INDIVIDUAL_NUMBERS[birth_date.year // 100])
    return (number for number in made if number is not None)
