"""A plot is SVG that a browser reads: decimal points in every language, and nothing of people's as markup."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from django.utils import translation

from samhold.ui.plot import Line, Plot, Point


def plot(*values, **changes):
    points = tuple(Point(at=number * 30, value=value, shown=f"{value}", day="1") for number, value in enumerate(values))
    first = {"title": "Score", "description": "It fell.", "points": points, "minimum": 0, "maximum": 40}
    return Plot(**first | changes)


def drawn(one):
    return ET.fromstring(one.svg)  # noqa: S314 -- our own drawing


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_plot_has_decimal_points_in_every_language(language):
    with translation.override(language):
        circles = drawn(plot(10.25, 20, 33)).findall("circle")

    places = [(float(circle.get("cx")), float(circle.get("cy"))) for circle in circles]
    assert places == [(54.0, 166.3), (198.0, 119.0), (342.0, 56.0)]


def test_point_that_stands_alone_is_in_the_middle():
    assert drawn(plot(20)).find("circle").get("cx") == "198.0"


def test_change_that_is_more_than_chance_has_another_shape():
    points = (Point(at=0, value=1, shown="1", day="1"), Point(at=1, value=9, shown="9", day="2", is_marked=True))

    found = drawn(plot(points=points))

    assert (len(found.findall("circle")), len(found.findall("path"))) == (1, 1)


def test_cut_offs_are_lines_whose_numbers_stand_in_two_columns():
    found = drawn(plot(3, lines=(Line(value=8, shown="8", label="Men"), Line(value=6, shown="6", label="Women"))))

    numbers = [(text.text, text.get("x")) for text in found.findall("text[@class='plot-label']")]
    assert numbers == [("6", "361"), ("8", "381")]


def test_many_points_carry_the_numbers_of_the_ends_only():
    found = drawn(plot(*range(1, 12)))

    assert [text.text for text in found.findall("text[@class='plot-value']")] == ["1", "11"]


def test_text_in_a_plot_becomes_no_element():
    svg = plot(3, title='<b>"x"', lines=(Line(value=1, shown="<i>", label=""),)).svg

    assert "<b>" not in svg
    assert "<i>" not in svg
    assert ET.fromstring(svg).get("aria-label") == '<b>"x". It fell.'  # noqa: S314 -- our own drawing
