"""National identity numbers: the official vectors, and properties."""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhold.core.identity import Flaw, Kind, NationalNumber, NotANationalNumber, synthetic
from samhold.core.identity.control_digits import append_to, are_right

DATA = Path(os.environ.get("SAMHOLD_DATA") or Path(__file__).parents[3] / "shared" / "data")
VECTORS = DATA / "identity" / "skatteetaten_foedselsnummer.csv"
digits = st.text("0123456789", min_size=11, max_size=11)
birth_dates = st.dates(date(1854, 1, 1), date(2039, 12, 31))
sequences = st.integers(0, 150)


def oracle(number: str) -> bool:
    """The official rule as it is published, digit by digit."""
    n = [int(digit) for digit in number]
    day = n[0] * 10 + n[1]
    month = n[2] * 10 + n[3]
    if n[0] < 8:
        day -= 40 if day > 40 else 0
        month -= 80 if month > 80 else 65 if month > 65 else 40 if month > 40 else 0
        lengths = [31, 29 if (n[4] * 10 + n[5]) % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        if not 1 <= month <= 12 or not 1 <= day <= lengths[month - 1]:
            return False
    first = 3 * n[0] + 7 * n[1] + 6 * n[2] + n[3] + 8 * n[4] + 9 * n[5] + 4 * n[6] + 5 * n[7] + 2 * n[8] + n[9]
    second = 5 * n[0] + 4 * n[1] + 3 * n[2] + 2 * n[3] + 7 * n[4] + 6 * n[5] + 5 * n[6] + 4 * n[7] + 3 * n[8]
    second += 2 * n[9] + n[10]
    return first % 11 < 4 and second % 11 == 0


@pytest.mark.skipif(not VECTORS.exists(), reason="Public test data is missing: set SAMHOLD_DATA")
def test_parse_agrees_with_every_official_vector() -> None:
    with VECTORS.open(encoding="utf-8") as file:
        rows = list(csv.reader(file, delimiter=";"))

    read = [(number, NationalNumber.is_valid(number)) for number, *_rest in rows]
    assert read == [(number, valid == "true") for number, _synthetic, valid, _note in rows]
    for number, is_synthetic, valid, note in rows:
        if valid == "true":
            parsed = NationalNumber.parse(number)
            assert parsed.is_synthetic is (is_synthetic == "true")
            assert parsed.kind is (Kind.D_NUMBER if "D-nummer" in note else Kind.NATIONAL)
    assert len(rows) == 10


@given(digits)
def test_is_valid_agrees_with_the_published_rule(number: str) -> None:
    assert NationalNumber.is_valid(number) is oracle(number)


@given(birth_dates, sequences)
def test_synthetic_tells_its_birth_date_and_that_it_is_synthetic(birth_date: date, sequence: int) -> None:
    made = synthetic(birth_date, sequence)

    assert (made.kind, made.is_synthetic, made.birth_date) == (Kind.NATIONAL, True, birth_date)
    assert oracle(made.reveal())
    assert made == synthetic(birth_date, sequence) != synthetic(birth_date, sequence + 1)


@given(birth_dates, sequences, st.integers(0, 10), st.integers(1, 9))
def test_one_mistyped_digit_is_found(birth_date: date, sequence: int, place: int, by: int) -> None:
    right = synthetic(birth_date, sequence).reveal()

    wrong = right[:place] + str((int(right[place]) + by) % 10) + right[place + 1 :]

    assert not NationalNumber.is_valid(wrong)


@given(birth_dates, sequences, st.integers(0, 9))
def test_two_swapped_neighbours_are_found(birth_date: date, sequence: int, place: int) -> None:
    right = synthetic(birth_date, sequence).reveal()

    swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]

    assert swapped == right or not NationalNumber.is_valid(swapped)


@given(birth_dates, sequences)
def test_number_never_shows_itself(birth_date: date, sequence: int) -> None:
    made = synthetic(birth_date, sequence)

    shown = f"{made} {made!r} {[made]} {(made,)}"

    assert not any(made.reveal()[start : start + 4] in shown for start in range(8))


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("", Flaw.LENGTH),
        ("1234567890", Flaw.LENGTH),
        ("123456789012", Flaw.LENGTH),
        ("1234567890a", Flaw.LENGTH),
        ("١٢٣٤٥٦٧٨٩٠١", Flaw.LENGTH),
        ("32018512345", Flaw.DATE),
        ("00010112345", Flaw.DATE),
        ("01130112345", Flaw.DATE),
        ("29020105729", Flaw.DATE),
        ("20036914712", Flaw.CONTROL_DIGITS),
    ],
)
def test_parse_of_what_is_no_number_names_the_flaw_and_not_the_text(text: str, flaw: Flaw) -> None:
    with pytest.raises(NotANationalNumber) as refusal:
        NationalNumber.parse(text)

    assert (refusal.value.flaw, str(refusal.value)) == (flaw, flaw.value)


@pytest.mark.parametrize("between", [" ", "-", "\u00a0", ".", "  \t"])
def test_parse_allows_what_people_write_between(between: str) -> None:
    plain = synthetic(date(1980, 5, 17), 3)
    number = plain.reveal()

    assert NationalNumber.parse(f" {number[:6]}{between}{number[6:]} ") == plain


@pytest.mark.parametrize(
    ("nine", "kind", "is_synthetic", "birth_date"),
    [
        ("010150001", Kind.NATIONAL, False, date(1950, 1, 1)),
        ("410150001", Kind.D_NUMBER, False, date(1950, 1, 1)),
        ("014150001", Kind.H_NUMBER, False, date(1950, 1, 1)),
        ("016650002", Kind.NATIONAL, True, date(1950, 1, 1)),
        ("418150003", Kind.D_NUMBER, True, date(1950, 1, 1)),
        ("010110900", Kind.NATIONAL, False, date(2010, 1, 1)),
        ("010160600", Kind.NATIONAL, False, date(1860, 1, 1)),
        ("010150751", Kind.NATIONAL, False, None),
        ("290200001", Kind.NATIONAL, False, None),
        ("290200700", Kind.NATIONAL, False, date(2000, 2, 29)),
        ("812345678", Kind.FH_NUMBER, False, None),
    ],
)
def test_number_tells_kind_and_birth_date(
    nine: str,
    kind: Kind,
    is_synthetic: bool,  # noqa: FBT001 -- parametrized
    birth_date: date | None,
) -> None:
    completed = append_to(nine)
    assert completed is not None

    number = NationalNumber(completed)

    assert (number.kind, number.is_synthetic, number.birth_date) == (kind, is_synthetic, birth_date)


def test_number_of_2032_tells_no_birth_date() -> None:
    assert NationalNumber.parse("30908299902").birth_date is None


@given(digits.map(lambda text: text[:9]))
def test_append_to_gives_right_digits_or_none(nine: str) -> None:
    completed = append_to(nine)

    assert completed is None or (completed.startswith(nine) and are_right(completed))


@pytest.mark.parametrize(
    ("birth_date", "sequence"),
    [(date(1853, 12, 31), 0), (date(2040, 1, 1), 0), (date(1980, 1, 1), -1), (date(1980, 1, 1), 500)],
)
def test_synthetic_outside_the_series_is_a_programming_error(birth_date: date, sequence: int) -> None:
    with pytest.raises(ValueError, match=r"no number|there is none"):
        synthetic(birth_date, sequence)
