"""Telephone numbers as people write them: what can be called, and what cannot."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 20
"""As wide as the columns."""

_WRITTEN: Final = re.compile(r"\(?\+?[\d ()./-]+")
_FEWEST_DIGITS, _MOST_DIGITS = 3, 15


def can_be_called(written: str) -> bool:
    """Say whether a text is a telephone number: digits with spaces, dashes or brackets between, and perhaps a plus."""
    number = written.strip()
    digits = sum(sign.isdecimal() for sign in number)
    is_written_so = number.isascii() and len(number) <= LONGEST and _WRITTEN.fullmatch(number) is not None
    return is_written_so and _FEWEST_DIGITS <= digits <= _MOST_DIGITS
