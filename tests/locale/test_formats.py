"""Days, times and numbers are written as the language writes them, by the 24-hour clock."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.utils import formats, translation

PACKAGE = Path(__file__).parents[2] / "src/samhold"
MOMENT = datetime(2026, 11, 21, 14, 5)  # noqa: DTZ001 -- as it stands on the page, in local time


@pytest.mark.parametrize(
    ("language", "form", "expected"),
    [
        ("nb", "DATE_FORMAT", "21. november 2026"),
        ("nn", "DATE_FORMAT", "21. november 2026"),
        ("en", "DATE_FORMAT", "21 November 2026"),
        ("nb", "TIME_FORMAT", "14:05"),
        ("nn", "TIME_FORMAT", "14:05"),
        ("en", "TIME_FORMAT", "14:05"),
        ("nb", "DATETIME_FORMAT", "21. november 2026 kl. 14:05"),
        ("nn", "DATETIME_FORMAT", "21. november 2026 kl. 14:05"),
        ("en", "DATETIME_FORMAT", "21 November 2026, 14:05"),
        ("nb", "MONTH_DAY_FORMAT", "21. november"),
        ("nn", "MONTH_DAY_FORMAT", "21. november"),
        ("en", "MONTH_DAY_FORMAT", "21 November"),
        ("nb", "SHORT_DATE_FORMAT", "21.11.2026"),
        ("nn", "SHORT_DATE_FORMAT", "21.11.2026"),
        ("en", "SHORT_DATE_FORMAT", "21/11/2026"),
        ("nb", "l", "lørdag"),
        ("nn", "l", "laurdag"),
        ("en", "l", "Saturday"),
    ],
)
def test_moment_is_written_as_the_language_does(language, form, expected):
    with translation.override(language):
        assert formats.date_format(MOMENT, form) == expected


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_week_begins_on_monday(language):
    with translation.override(language):
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("typed", ["2026-11-21", "21.11.2026", "21/11/2026"])
def test_day_is_understood_with_the_day_first(language, typed):
    with translation.override(language):
        assert forms.DateField().clean(typed) == date(2026, 11, 21)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("typed", ["14:05", "14.05"])
def test_time_is_understood_with_a_dot_or_a_colon(language, typed):
    with translation.override(language):
        assert forms.TimeField().clean(typed) == time(14, 5)


@pytest.mark.parametrize(("language", "expected"), [("nb", "61,5"), ("nn", "61,5"), ("en", "61.5")])
def test_decimal_sign_is_the_languages(language, expected):
    with translation.override(language):
        assert Template("{{ degrees }}").render(Context({"degrees": 61.5})) == expected


def test_no_page_writes_the_order_of_a_date_itself():
    """Named formats (`DATE_FORMAT`, `MONTH_DAY_FORMAT`, `DATETIME_FORMAT`) follow the language; "j. F Y" does not."""
    sources = [*PACKAGE.glob("sites/**/*.html"), *PACKAGE.glob("ui/**/*.html"), *PACKAGE.glob("sites/**/*.py")]
    wrong = [str(path) for path in sources if re.search(r"[\"' ][jd]\.? ?[FMm][\"' ]", path.read_text("utf-8"))]

    assert wrong == []
