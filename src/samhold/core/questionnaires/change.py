"""Two administrations of one questionnaire beside each other: what changed, which way, and whether it is chance."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from samhold.core.questionnaires.definition import Value
from samhold.core.questionnaires.scoring import Better, Score

if TYPE_CHECKING:
    from samhold.core.questionnaires.answers import Judged

CONFIDENT = 1.96
"""How many standard errors a change must be to be more than chance, 19 times of 20."""


class Direction(StrEnum):
    """Which way a score went."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    How a score changed from an earlier administration to a later.

    :param is_reliable: it is more than chance; nothing where the scale does not say what that takes.
    """

    earlier: Score
    later: Score
    difference: Fraction
    direction: Direction
    is_reliable: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed between two administrations: the scores that both have, and the answers that differ."""

    changes: tuple[Change, ...]
    answers: Mapping[str, tuple[tuple[Value, ...], tuple[Value, ...]]]


def smallest_reliable_change(*, standard_deviation: float, reliability: float) -> Fraction:
    """
    Return the smallest change that is more than chance, after Jacobson and Truax (1991).

    :param reliability: of the scale, from 0 to 1 (test-retest or alpha).
    """
    if not (standard_deviation > 0 and 0 < reliability < 1):
        raise ValueError("the standard deviation is above nought, the reliability between nought and one")
    error = standard_deviation * math.sqrt(2 * (1 - reliability))
    return Fraction(CONFIDENT * error).limit_denominator(1_000_000)


def change(earlier: Score, later: Score) -> Change | None:
    """Return how a score changed; nothing if one of them has no value."""
    if earlier.value is None or later.value is None or earlier.scale.key != later.scale.key:
        return None
    difference = later.value - earlier.value
    needed = later.scale.reliable_change
    return Change(
        earlier=earlier,
        later=later,
        difference=difference,
        direction=_direction(difference, later.scale.better),
        is_reliable=None if needed is None else abs(difference) >= needed,
    )


def compare(
    earlier: tuple[Judged, tuple[Score, ...]],
    later: tuple[Judged, tuple[Score, ...]],
) -> Comparison:
    """Return what changed between two administrations of the same questionnaire."""
    before, after = earlier[0].values, later[0].values
    scores = {one.scale.key: one for one in earlier[1]}
    changes = (change(scores[one.scale.key], one) for one in later[1] if one.scale.key in scores)
    differing = {
        link_id: (before.get(link_id, ()), after.get(link_id, ()))
        for link_id in (*before, *(one for one in after if one not in before))
        if before.get(link_id, ()) != after.get(link_id, ())
    }
    return Comparison(changes=tuple(one for one in changes if one is not None), answers=differing)


def _direction(difference: Fraction, better: Better) -> Direction:
    if difference == 0:
        return Direction.SAME
    return Direction.BETTER if (difference > 0) is (better is Better.HIGHER) else Direction.WORSE
