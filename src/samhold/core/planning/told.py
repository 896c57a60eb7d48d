"""Tells a score in one stable line, for people and for scripts."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from samhold.core.planning.model import TICKS_OF_A_MINUTE

if TYPE_CHECKING:
    from fractions import Fraction

    from samhold.core.planning.model import Weights
    from samhold.core.planning.plan import Score


def line(score: Score, weights: Weights) -> str:
    """
    Return `cost=… distance=… tardiness=… max_tardiness=…`, with three decimals each, and overtime if there is any.

    The cost is the published one, which knows no overtime.
    """
    times = {"distance": score.travel, "tardiness": score.late, "max_tardiness": score.worst_late}
    times |= {"overtime": score.overtime} if score.overtime else {}
    rest = " ".join(f"{name}={minutes(ticks)}" for name, ticks in times.items())
    return f"cost={decimals(published_cost(score, weights))} {rest}"


def published_cost(score: Score, weights: Weights) -> Fraction:
    """Return the cost as published values count it, by travel and lateness alone."""
    return replace(score, overtime=0, unfair=0, faces=0, new_faces=0, changes=0).cost(weights)


def minutes(ticks: int) -> str:
    """Write ticks as minutes with three decimals, exactly."""
    return f"{Decimal(ticks) / TICKS_OF_A_MINUTE:.3f}"


def decimals(number: Fraction) -> str:
    """Write a fraction with three decimals."""
    value = Decimal(number.numerator) / Decimal(number.denominator)
    return str(value.quantize(Decimal("0.001"), rounding=ROUND_HALF_EVEN))
