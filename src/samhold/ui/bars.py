"""
Bars in pairs as SVG, drawn on the server: the same thing before and after, with the number at the end of each bar.

Bars of one group share a scale, so that their lengths may be compared; groups of another unit have their own. Before
and after differ by their words and by their pattern, never by colour alone. Numbers are written by Python, as
in `plot`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join

from samhold.ui.plot import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.safestring import SafeString

WIDTH = 320
WORDS, NUMBERS = 64, 70
"""How much of the width the words before the bars take, and the numbers behind them."""
HEADING, LABEL, BAR, GAP = 30, 22, 18, 4
SHORTEST = 2.0
"""A bar of nothing is a line that can still be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: `name` stands before it, `shown` behind it; without a value there is only `shown`."""

    name: str
    value: float | None
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The same thing twice."""

    label: str
    before: Bar
    after: Bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Pairs that share a scale, under a heading that says what is counted."""

    heading: str
    pairs: tuple[Pair, ...]

    @property
    def longest(self) -> float:
        """The value that takes the whole width."""
        return max((bar.value or 0 for pair in self.pairs for bar in (pair.before, pair.after)), default=0) or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """
    What is drawn.

    :param title: what it is of.
    :param description: what it shows, in a sentence or two, for those who do not see it.
    """

    title: str
    description: str
    groups: tuple[Group, ...]

    @property
    def svg(self) -> SafeString:
        """The drawing."""
        drawn = tuple(self._rows())
        height = (drawn[-1][0] if drawn else 0) + GAP
        return format_html(
            '<svg class="plot-drawing bars-drawing" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
            WIDTH,
            height,
            f"{self.title}. {self.description}",
            format_html_join("", "{}", ((part,) for _end, part in drawn)),
        )

    def _rows(self) -> Iterator[tuple[int, SafeString]]:
        """Give each part with where it ends, from the top."""
        top = 0
        for group in self.groups:
            top += HEADING
            yield top, format_html('<text class="plot-tick" x="0" y="{}">{}</text>', top - 10, group.heading)
            for pair in group.pairs:
                top += LABEL
                yield top, format_html('<text class="bars-label" x="0" y="{}">{}</text>', top - 7, pair.label)
                for name, bar in (("before", pair.before), ("after", pair.after)):
                    yield top + BAR + GAP, _bar(bar, name, top, group.longest)
                    top += BAR + GAP
                top += GAP


def _bar(bar: Bar, name: str, top: int, longest: float) -> SafeString:
    middle = written(top + BAR / 2 + 4)
    length = max(SHORTEST, (bar.value or 0) / longest * (WIDTH - WORDS - NUMBERS))
    rectangle = format_html(
        '<rect class="bars-{}" x="{}" y="{}" width="{}" height="{}"></rect>',
        name,
        WORDS,
        written(top + 1),
        written(length),
        BAR - 2,
    )
    return format_html(
        '<text class="plot-tick" x="0" y="{}">{}</text>{}<text class="bars-value" x="{}" y="{}">{}</text>',
        middle,
        bar.name,
        "" if bar.value is None else rectangle,
        written(WORDS + 6 + (0 if bar.value is None else length)),
        middle,
        bar.shown,
    )
