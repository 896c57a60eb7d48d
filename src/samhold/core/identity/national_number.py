"""The value object of a national identity number; it never shows itself by accident."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Final

from samhold.core.identity import control_digits
from samhold.foundation.errors import DomainError

LENGTH: Final = 11
# What people type or paste between the digits.
_SEPARATORS: Final = re.compile(r"[\s\u00a0\u202f.\-\u2013]+")
_D_DAYS: Final = 40
_H_MONTHS: Final = 40
# Synthetic persons: the health network's add 65 to the month, Skatteetaten's (Tenor) 80.
_SYNTHETIC_MONTHS: Final = (65, 80)
_FH_STARTS: Final = ("8", "9")


class Kind(StrEnum):
    """Who gives a number, and for what."""

    NATIONAL = "NATIONAL"
    D_NUMBER = "D_NUMBER"
    H_NUMBER = "H_NUMBER"
    FH_NUMBER = "FH_NUMBER"


class Flaw(Enum):
    """Why a text is no number."""

    LENGTH = "A national identity number has 11 digits."
    DATE = "The first six digits of the national identity number are not a date."
    CONTROL_DIGITS = "The control digits of the national identity number do not fit; a digit may be mistyped."


class NotANationalNumber(DomainError):
    """Say why a text is no national identity number, without repeating the text."""

    def __init__(self, flaw: Flaw) -> None:
        """Name the flaw."""
        super().__init__()
        self.flaw = flaw
        self.message = flaw.value


@dataclass(frozen=True, slots=True, repr=False)
class NationalNumber:
    """
    A number whose date and control digits are right; make one with `parse`.

    Showing it shows nothing; `reveal` gives the digits where they are needed.
    """

    _digits: str

    def __post_init__(self) -> None:
        """Refuse what is no number."""
        flaw = _flaw(self._digits)
        if flaw is not None:
            raise NotANationalNumber(flaw)

    @classmethod
    def parse(cls, text: str) -> NationalNumber:
        """
        Read a number as people write it, with or without spaces.

        :raises NotANationalNumber: if it is none.
        """
        return cls(_SEPARATORS.sub("", text))

    @classmethod
    def is_valid(cls, text: str) -> bool:
        """Tell whether a text is a number."""
        return _flaw(_SEPARATORS.sub("", text)) is None

    def __repr__(self) -> str:
        return "NationalNumber(***********)"

    def __str__(self) -> str:
        return "***********"

    def reveal(self) -> str:
        """Give the eleven digits, for storing encrypted, comparing by blind index, and for eyes that may see them."""
        return self._digits

    @property
    def kind(self) -> Kind:
        """Tell whose number it is."""
        return _read(self._digits).kind

    @property
    def is_synthetic(self) -> bool:
        """Tell whether it belongs to a synthetic person; always `False` for an FH-number, which does not tell."""
        return _read(self._digits).is_synthetic

    @property
    def birth_date(self) -> date | None:
        """
        Propose the day of birth, where the number tells it.

        A proposal for a field of its own, never the source: numbers from 2032 do not tell the century, and one in four
        of them looks as if it did.
        """
        read = _read(self._digits)
        if read.kind is Kind.FH_NUMBER or control_digits.first_remainder(self._digits) != 0:
            return None
        century = _century(int(self._digits[4:6]), int(self._digits[6:9]))
        if century is None:
            return None
        return _date_or_none(century + int(self._digits[4:6]), read.month, read.day)


@dataclass(frozen=True, slots=True)
class _Reading:
    kind: Kind
    is_synthetic: bool
    day: int
    month: int


def _read(digits: str) -> _Reading:
    day, month = int(digits[:2]), int(digits[2:4])
    if digits.startswith(_FH_STARTS):
        return _Reading(Kind.FH_NUMBER, is_synthetic=False, day=0, month=0)
    is_d_number = day > _D_DAYS
    added = next((months for months in reversed(_SYNTHETIC_MONTHS) if month > months), 0)
    is_h_number = not added and month > _H_MONTHS
    kind = Kind.D_NUMBER if is_d_number else Kind.H_NUMBER if is_h_number else Kind.NATIONAL
    return _Reading(
        kind,
        is_synthetic=bool(added),
        day=day - _D_DAYS * is_d_number,
        month=month - added - _H_MONTHS * is_h_number,
    )


def _flaw(digits: str) -> Flaw | None:
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdecimal()):
        return Flaw.LENGTH
    read = _read(digits)
    if read.kind is not Kind.FH_NUMBER and _date_or_none(_any_year(int(digits[4:6])), read.month, read.day) is None:
        return Flaw.DATE
    return None if control_digits.are_right(digits) else Flaw.CONTROL_DIGITS


def _any_year(two_digits: int) -> int:
    """Give a year that has a 29 February whenever some century's would: the official rule counts years as 20yy."""
    return 2000 + two_digits


def _century(two_digits: int, individual: int) -> int | None:
    """Tell the century from the individual number, by the rule of 1964."""
    ranges = (
        (0, 499, 0, 99, 1900),
        (500, 749, 54, 99, 1800),
        (500, 999, 0, 39, 2000),
        (900, 999, 40, 99, 1900),
    )
    for first, last, oldest, youngest, century in ranges:
        if first <= individual <= last and oldest <= two_digits <= youngest:
            return century
    return None


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
