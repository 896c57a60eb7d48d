"""
What answers come to: a sum or a mean of the scored answers, with a rule for the missing ones, read by its bands.

Arithmetic is exact (fractions), so that a score never lands beside its cut-off; only what is shown is rounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from samhold.core.questionnaires.definition import ItemKind
from samhold.core.questionnaires.texts import Text

if TYPE_CHECKING:
    from samhold.core.questionnaires.answers import Judged
    from samhold.core.questionnaires.definition import Definition, Item, Value


class Method(StrEnum):
    """How the answers become one number."""

    SUM = "sum"
    MEAN = "mean"


class Sex(StrEnum):
    """Whom a published cut-off is for."""

    MALE = "male"
    FEMALE = "female"


class Better(StrEnum):
    """Which way a scale gets better."""

    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """
    A stretch of a scale, from where it begins until the next: what a score in it means, in a plain sentence.

    :param starts_at: where it begins, for each sex.
    :param is_cut_off: somebody published that a score from here on means something; drawn as a line.
    :param source: who published it.
    """

    starts_at: Mapping[Sex, Fraction]
    label: Text
    sentence: Text
    is_cut_off: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """
    One number of a questionnaire.

    :param items: the questions that count.
    :param reversed_items: those of them that count backwards.
    :param most_missing: with more unanswered questions than this there is no score; the others' mean stands in.
    :param not_asked: what a question counts that was not asked, since another answer made it needless.
    :param reliable_change: the smallest change that is more than chance; nothing where none is known.
    """

    key: str
    title: Text
    method: Method
    items: tuple[str, ...]
    minimum: Fraction
    maximum: Fraction
    decimals: int = 0
    better: Better = Better.LOWER
    reversed_items: frozenset[str] = frozenset()
    most_missing: int = 0
    not_asked: Fraction | None = None
    bands: tuple[Band, ...] = ()
    reliable_change: Fraction | None = None

    def __post_init__(self) -> None:
        """Refuse a scale that holds nothing."""
        if not self.items or self.minimum >= self.maximum:
            raise ValueError(f"scale {self.key}: it needs questions, and a highest score above the lowest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """The numbers of a questionnaire, the main one first; `is_validated` if somebody has shown that they measure."""

    scales: tuple[Scale, ...] = ()
    is_validated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A number of one administration; `value` is nothing when too much is missing."""

    scale: Scale
    value: Fraction | None
    missing: int = 0

    @property
    def shown(self) -> Decimal | None:
        """The number as it is shown: rounded half up to the decimals of the scale."""
        return None if self.value is None else rounded(self.value, self.scale.decimals)

    def bands(self) -> dict[Sex, Band]:
        """Return the band that the score lies in, for each sex; empty where there is no score or no band."""
        value = self.value
        if value is None:
            return {}
        found = {sex: [band for band in self.scale.bands if band.starts_at[sex] <= value] for sex in Sex}
        return {sex: max(bands, key=lambda band: band.starts_at[sex]) for sex, bands in found.items() if bands}

    def band(self, sex: Sex | None = None) -> Band | None:
        """Return the band, if it is known: for a sex, or when it is the same for both."""
        bands = self.bands()
        if sex is not None:
            return bands.get(sex)
        found = list(bands.values())
        return found[0] if found and all(band == found[0] for band in found) else None


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Return a fraction as a decimal, rounded half up."""
    places = Decimal(1).scaleb(-decimals)
    with_guard = Decimal(value.numerator) / Decimal(value.denominator)
    return with_guard.quantize(places, rounding=ROUND_HALF_UP)


def score(definition: Definition, scoring: Scoring, judged: Judged) -> tuple[Score, ...]:
    """Return the score on each scale, the main one first."""
    items = definition.by_link_id()
    return tuple(_score(scale, items, judged) for scale in scoring.scales)


def points(item: Item, value: Value) -> Fraction | None:
    """Return what an answer counts: its choice's ordinal value, the number itself, one for yes; nothing for a text."""
    if item.kind is ItemKind.CHOICE:
        option = item.option(str(value))
        return None if option is None or option.ordinal is None else Fraction(option.ordinal)
    if isinstance(value, int | Decimal):
        return Fraction(value)
    return None


def lowest_and_highest(item: Item) -> tuple[Fraction, Fraction] | None:
    """Return the least and the most that a question can count; nothing if it has no such ends."""
    if item.kind is ItemKind.BOOLEAN:
        return Fraction(0), Fraction(1)
    if item.kind is ItemKind.CHOICE:
        ordinals = [Fraction(option.ordinal) for option in item.options if option.ordinal is not None]
        return (min(ordinals), max(ordinals)) if len(ordinals) == len(item.options) else None
    minimum, maximum = item.limits.minimum, item.limits.maximum
    if isinstance(minimum, Decimal) and isinstance(maximum, Decimal):
        return Fraction(minimum), Fraction(maximum)
    return None


def _score(scale: Scale, items: Mapping[str, Item], judged: Judged) -> Score:
    counted: list[Fraction] = []
    for link_id in scale.items:
        found = _counted(scale, items[link_id], judged)
        if found is not None:
            counted.append(found)
    missing = len(scale.items) - len(counted)
    if missing > scale.most_missing or not counted:
        return Score(scale=scale, value=None, missing=missing)
    mean = sum(counted, Fraction(0)) / len(counted)
    value = mean if scale.method is Method.MEAN else mean * len(scale.items)
    return Score(scale=scale, value=value, missing=missing)


def _counted(scale: Scale, item: Item, judged: Judged) -> Fraction | None:
    values = judged.values.get(item.link_id, ())
    if not values:
        return None if item.link_id in judged.asked else scale.not_asked
    found = points(item, values[0])
    ends = lowest_and_highest(item)
    if found is None or item.link_id not in scale.reversed_items or ends is None:
        return found
    return ends[0] + ends[1] - found
