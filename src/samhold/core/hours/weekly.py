"""Hours a week, from hours that were granted by the week or by the month."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import Final

HOURS_OF_A_WEEK: Final = 168
WEEKS_OF_A_MONTH: Final = 4
"""A month is reported as four weeks, not 4.33 (Norwegian Directorate of Health, IPLOS)."""

_CENT: Final = Decimal("0.01")


class Per(Enum):
    """What hours are granted by."""

    WEEK = "WEEK"
    MONTH = "MONTH"


def weekly(hours: Decimal, *, per: Per) -> Decimal:
    """
    Return hours a week, to a hundredth.

    :raises ValueError: if a week has not so many hours, or it is none at all.
    """
    found = hours / WEEKS_OF_A_MONTH if per is Per.MONTH else hours
    found = found.quantize(_CENT, rounding=ROUND_HALF_UP)
    if not 0 < found <= HOURS_OF_A_WEEK:
        raise ValueError(f"{found} hours do not fit in a week")
    return found
