"""Bars in pairs are SVG that a browser reads, lengths that may be compared, and words beside every colour."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from django.utils import translation

from samhold.ui.bars import NUMBERS, SHORTEST, WIDTH, WORDS, Bar, Bars, Group, Pair

WHOLE = WIDTH - WORDS - NUMBERS


def pair(before, after, label="Bed days"):
    bars = {"before": Bar(name="Before", value=before, shown="b"), "after": Bar(name="After", value=after, shown="a")}
    return Pair(label=label, **bars)


def drawn(*groups):
    made = tuple(Group(heading="Days", pairs=pairs) for pairs in groups)
    return ET.fromstring(Bars(title="T", description="It fell.", groups=made).svg)  # noqa: S314 -- our own drawing


def lengths(drawing):
    return [float(bar.get("width")) for bar in drawing.findall("rect")]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_lengths_have_decimal_points_and_are_of_one_scale_in_a_group(language):
    with translation.override(language):
        found = lengths(drawn((pair(64, 12), pair(32, 0))))

    assert found == pytest.approx([WHOLE, WHOLE * 12 / 64, WHOLE / 2, SHORTEST], abs=0.06)


def test_another_unit_has_its_own_scale():
    assert lengths(drawn((pair(64, 32),), (pair(2, 1),))) == pytest.approx([WHOLE, WHOLE / 2] * 2, abs=0.06)


def test_what_is_not_known_has_words_and_no_bar():
    drawing = drawn((pair(None, 3),))

    assert (len(drawing.findall("rect")), "b" in [text.text for text in drawing.findall("text")]) == (1, True)


def test_everything_stands_inside_and_has_a_name():
    drawing = drawn((pair(5, 3), pair(1, 1)), (pair(1, 2),))

    height = float(drawing.get("viewBox").split()[3])
    assert all(float(bar.get("y")) + float(bar.get("height")) <= height for bar in drawing.findall("rect"))
    assert (drawing.get("role"), drawing.get("aria-label")) == ("img", "T. It fell.")


def test_words_are_no_markup():
    assert [text.text for text in drawn((pair(1, 1, label="<b>"),)).findall("text")][1] == "<b>"
