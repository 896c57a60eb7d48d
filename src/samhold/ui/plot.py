"""
A plot over time as SVG, drawn on the server: points, cut-off lines, and marks for changes that are more than chance.

Numbers are written by Python, never by a template, since Django localises them and SVG takes a decimal point only. The
same numbers stand as a table beside the plot: the page gives it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

WIDTH, HEIGHT = 400, 250
LEFT, RIGHT, TOP, BOTTOM = 40, 44, 22, 34
MOST_LABELLED = 8
"""With more points than this, only the first, the last and the marked ones carry their number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """
    One value.

    :param at: where it stands in time, on any even scale such as the number of the day.
    :param shown: the value as it is written, and `day` its time, in the reader's language.
    :param is_marked: it changed by more than chance since the point before.
    """

    at: float
    value: float
    shown: str
    day: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line across the plot, such as a cut-off: `shown` is written at its end, `label` in the list under the plot."""

    value: float
    shown: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """
    What is drawn.

    :param title: what the plot is of.
    :param description: what it shows, in a sentence, for those who do not see it.
    :param ticks: the values written at the left edge, and how.
    """

    title: str
    description: str
    points: tuple[Point, ...]
    minimum: float
    maximum: float
    lines: tuple[Line, ...] = ()
    ticks: tuple[tuple[float, str], ...] = ()

    @property
    def svg(self) -> SafeString:
        """The drawing."""
        return format_html(
            '<svg class="plot-drawing" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}{}{}</svg>',
            WIDTH,
            HEIGHT,
            f"{self.title}. {self.description}",
            self._frame(),
            self._cut_offs(),
            self._path(),
            self._marks(),
            self._days(),
        )

    def _x(self, at: float) -> str:
        first, last = self.points[0].at, self.points[-1].at
        share = 0.5 if last == first else (at - first) / (last - first)
        return written(LEFT + 14 + share * (WIDTH - LEFT - RIGHT - 28))

    def _y(self, value: float, *, above: float = 0) -> str:
        share = (value - self.minimum) / (self.maximum - self.minimum)
        return written(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM) - above)

    def _frame(self) -> SafeString:
        rows = ((LEFT, self._y(value), WIDTH - RIGHT, LEFT - 6, self._y(value, above=-4), t) for value, t in self.ticks)
        return format_html_join(
            "",
            '<line class="plot-grid" x1="{0}" y1="{1}" x2="{2}" y2="{1}"></line>'
            '<text class="plot-tick" x="{3}" y="{4}" text-anchor="end">{5}</text>',
            rows,
        )

    def _cut_offs(self) -> SafeString:
        """Draw the lines; their numbers change columns, so that two that lie close can both be read."""
        ordered = sorted(self.lines, key=lambda line: line.value)
        columns = (WIDTH - RIGHT + 5, WIDTH - RIGHT + 25)
        rows = (
            (LEFT, self._y(line.value), WIDTH - RIGHT, columns[place % 2], self._y(line.value, above=-4), line.shown)
            for place, line in enumerate(ordered)
        )
        return format_html_join(
            "",
            '<line class="plot-cut-off" x1="{0}" y1="{1}" x2="{2}" y2="{1}"></line>'
            '<text class="plot-label" x="{3}" y="{4}">{5}</text>',
            rows,
        )

    def _path(self) -> SafeString:
        joined = " ".join(f"{self._x(point.at)},{self._y(point.value)}" for point in self.points)
        return format_html('<polyline class="plot-path" points="{}"></polyline>', joined)

    def _marks(self) -> SafeString:
        return format_html_join("", "{}", ((self._mark(point),) for point in self.points))

    def _mark(self, point: Point) -> SafeString:
        x, y = self._x(point.at), self._y(point.value)
        shape = (
            format_html('<path class="plot-mark" d="M{} {}m0 -8l8 8l-8 8l-8 -8z"></path>', x, y)
            if point.is_marked
            else format_html('<circle class="plot-point" cx="{}" cy="{}" r="4.5"></circle>', x, y)
        )
        if len(self.points) > MOST_LABELLED and not (point.is_marked or point in (self.points[0], self.points[-1])):
            return shape
        above = self._y(point.value, above=11)
        return format_html('{}<text class="plot-value" x="{}" y="{}">{}</text>', shape, x, above, point.shown)

    def _days(self) -> SafeString:
        ends: Sequence[tuple[Point, str]] = [(self.points[0], "start"), (self.points[-1], "end")]
        ends = ends if len(self.points) > 1 else [(self.points[0], "middle")]
        places = {"start": written(LEFT), "end": written(WIDTH - RIGHT), "middle": self._x(self.points[0].at)}
        rows = ((places[anchor], HEIGHT - 10, anchor, point.day) for point, anchor in ends)
        return format_html_join("", '<text class="plot-tick" x="{}" y="{}" text-anchor="{}">{}</text>', rows)


def written(number: float) -> str:
    """Return a number as SVG takes it: a decimal point, one decimal."""
    return f"{number:.1f}"
