"""The two control digits, by the rule of 1964 and by the relaxed rule of 2032 (Skatteetaten)."""

from __future__ import annotations

from typing import Final

FIRST_WEIGHTS: Final = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
SECOND_WEIGHTS: Final = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
# What the first weighted sum may leave: numbers of the kind in use since 1964 leave 0, those from 2032 also 1 to 3.
RELAXED_REMAINDERS: Final = frozenset({0, 1, 2, 3})


def first_remainder(digits: str) -> int:
    """Give what the first weighted sum, control digit included, leaves when divided by 11."""
    return _weighted(digits, FIRST_WEIGHTS) % 11


def second_remainder(digits: str) -> int:
    """Give what the second weighted sum, control digits included, leaves when divided by 11."""
    return _weighted(digits, SECOND_WEIGHTS) % 11


def are_right(digits: str) -> bool:
    """Tell whether eleven digits are right by either rule."""
    return first_remainder(digits) in RELAXED_REMAINDERS and second_remainder(digits) == 0


def append_to(nine: str) -> str | None:
    """Complete nine digits by the rule of 1964; nothing if no digit will do, which happens to one in six."""
    first = -_weighted(nine, FIRST_WEIGHTS) % 11
    if first > 9:  # noqa: PLR2004 -- no digit
        return None
    ten = f"{nine}{first}"
    second = -_weighted(ten, SECOND_WEIGHTS) % 11
    return None if second > 9 else f"{ten}{second}"  # noqa: PLR2004 -- no digit


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False))
