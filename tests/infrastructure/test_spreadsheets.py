"""Workbooks: read as if hostile, written so that they harm nobody."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from samhold.foundation.errors import BadInput
from samhold.infrastructure.spreadsheets import (
    Caps,
    Columns,
    Sheet,
    Workbook,
    match_columns,
    read_workbook,
    write_csv,
    write_workbook,
)
from samhold.infrastructure.spreadsheets.formulas import guarded, unguarded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAYLOADS = [
    start + rest
    for start in ("=", "+", "-", "@", "\t=", "\r", "\n", " =", "\u00a0=", "＝", "＋", "－", "＠", "\u200b=", "'=")  # noqa: RUF001 -- just those are meant
    for rest in ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x.example","y")', "SUM(A1)")
]
# XML turns a carriage return into a line feed.
plain = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20) | st.sampled_from(
    [payload for payload in PAYLOADS if "\r" not in payload]
)
cells = st.none() | plain.filter(bool) | st.integers(-(2**40), 2**40) | st.booleans() | st.dates(date(1901, 1, 1))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Read refusals in English, as they stand in the source."""
    with translation.override("en"):
        yield


def workbook(*rows: tuple[object, ...], name: str = "Units") -> bytes:
    return write_workbook([Sheet(name=name, rows=rows)])


def changed(content: bytes, **parts: bytes) -> bytes:
    """Replace or add parts of an archive; `__` stands for a slash, `_dot_` for a dot."""
    target = io.BytesIO()
    names = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry not in names:
                new.writestr(entry, old.read(entry))
        for name, part in names.items():
            new.writestr(name, part)
    return target.getvalue()


def sheet_xml(body: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{space}"><sheetData>{body}</sheetData></worksheet>'.encode()


def refused(content: bytes, **caps: int) -> str:
    with pytest.raises(BadInput) as refusal:
        read_workbook(content, name="region.xlsx", caps=Caps(**caps))
    assert refusal.value.item == "region.xlsx"
    return str(refusal.value.mend)


@examples(max_examples=15, deadline=None)
@given(st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=5))
def test_workbook_written_reads_back(table: list[list[object]]) -> None:
    width = max(map(len, table))
    rows = tuple((*row, *[None] * (width - len(row)), "end") for row in table)

    read = read_workbook(write_workbook([Sheet(name="One", rows=rows), Sheet(name="Two")]))

    assert read == Workbook(sheets=(Sheet(name="One", rows=rows), Sheet(name="Two")))


def test_workbook_keeps_kinds_and_row_numbers() -> None:
    rows = (("Name", "Born", "Seen", "Number"), (), ("Vågå", date(1980, 5, 17), datetime(2026, 6, 1, 12, 30), 2.5))  # noqa: DTZ001 -- a workbook has no time zone

    (sheet,) = read_workbook(workbook(*rows)).sheets

    assert sheet.rows == (rows[0], (None, None, None, None), rows[2])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_formula_payloads_are_written_as_text(payload: str) -> None:
    content = workbook(("Header",), (payload,))

    cell = openpyxl.load_workbook(io.BytesIO(content))["Units"]["A2"]
    in_csv = write_csv(Sheet(name="Units", rows=((payload,),))).decode("utf-8-sig")

    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")
    assert in_csv.lstrip('"').startswith("'")
    assert unguarded(guarded(payload)) == payload


@given(st.text(max_size=8) | st.sampled_from(PAYLOADS))
def test_guarded_is_undone(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_text_longer_than_a_cell_is_refused_instead_of_cut() -> None:
    with pytest.raises(ValueError, match="32767"):
        workbook(("x" * 32_768,))


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_reads_as_it_is_written_in_norway(delimiter: str, encoding: str) -> None:
    content = delimiter.join(['"Navn, fullt; ja"', "Sted"]) + "\r\n" + delimiter.join(["Bjørg", "Vågå"]) + "\r\n\r\n"

    read = read_workbook(content.encode(encoding), name="personer.csv")

    assert read.sheets == (Sheet(name="personer", rows=(("Navn, fullt; ja", "Sted"), ("Bjørg", "Vågå"))),)


def test_csv_written_reads_back() -> None:
    rows = (("Name", "Text"), ("Å", "=1"), ("two\nlines", None))

    assert read_workbook(write_csv(Sheet(name="x", rows=rows)), name="x.csv").sheets[0].rows == rows


def test_folder_of_csv_files_reads_as_one_workbook(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("B\n1\n", encoding="utf-8")
    (tmp_path / "a.csv").write_text("A\n2\n", encoding="utf-8")

    assert [sheet.name for sheet in read_workbook(tmp_path).sheets] == ["a", "b"]


@pytest.mark.parametrize(
    ("content", "mend"),
    [
        ("A;B\n1;2".encode("utf-16"), "UTF-8"),
        (b"A;B\n\x00;2", "UTF-8"),
        (b"A;B\n\x81;2", "UTF-8"),
        (b'A;B\n"open;2', "line 2"),
        (b"A;B\n" + b"1;2\n" * 10, "too many rows"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "password"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"A" * 1001, "MB"),
    ],
)
def test_file_that_cannot_be_read_says_what_to_do(content: bytes, mend: str) -> None:
    assert mend in refused(content, rows=5, file_bytes=1000)


def test_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No such file"):
        read_workbook(tmp_path / "none.xlsx")


def test_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "large.csv").write_bytes(b"A" * 1001)

    with pytest.raises(BadInput, match=r"large\.csv"):
        read_workbook(tmp_path / "large.csv", caps=Caps(file_bytes=1000))


def test_archive_that_unpacks_to_too_much_is_refused() -> None:
    bomb = changed(workbook(("A",)), xl__media__a_dot_bin=b"\0" * 5_000_000)

    assert "unpacks" in refused(bomb)
    assert "unpacks" in refused(bomb, ratio=10_000, unpacked_bytes=1_000_000)
    assert "unpacks" in refused(workbook(("A",)), entries=3)


def test_archive_that_lies_about_its_sizes_is_refused() -> None:
    content = changed(workbook(("A",)), xl__media__a_dot_bin=b"x" * 300_000)
    true_size, false_size = (300_000).to_bytes(4, "little"), (10).to_bytes(4, "little")

    assert "damaged" in refused(content.replace(true_size, false_size))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_archive_with_entities_is_refused(encoding: str) -> None:
    evil = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'.encode(encoding)

    assert "declarations" in refused(changed(workbook(("A",)), xl__workbook_dot_xml=evil))


def test_archive_with_macros_is_refused() -> None:
    assert "macros" in refused(changed(workbook(("A",)), xl__vbaProject_dot_bin=b"x"))


def test_archive_with_a_password_is_refused() -> None:
    content = bytearray(workbook(("A",)))
    place = content.index(b"PK\x01\x02")
    content[place + 8] |= 1

    assert "password" in refused(bytes(content))


def test_archive_that_is_no_workbook_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("readme.txt", "hello")

    assert "no Excel workbook" in refused(target.getvalue())


@pytest.mark.parametrize(
    "body",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="XFD1"><v>1</v></c></row>',
        "<row r='9999999'><c t='n' r = 'A9999999'><v>1</v></c></row>",
        '<row r="1"><c r="&#65;1"><v>1</v></c></row>',
        '<row r="99999999999999"><c><v>1</v></c></row>',
    ],
)
def test_lone_cell_far_away_is_refused(body: str) -> None:
    content = changed(workbook(("A",)), xl__worksheets__sheet1_dot_xml=sheet_xml(body))

    assert refused(content)


def test_one_long_text_repeated_everywhere_is_refused_and_not_held_in_memory() -> None:
    text = b"x" * 1_000_000
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    strings = b'<?xml version="1.0"?><sst ' + space + b"><si><t>" + text + b"</t></si></sst>"
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 5001))
    content = changed(
        workbook(("A",)), xl__sharedStrings_dot_xml=strings, xl__worksheets__sheet1_dot_xml=sheet_xml(rows)
    )

    assert "cannot be read" in refused(content, ratio=10_000)


def test_sheet_that_is_no_markup_is_refused() -> None:
    assert refused(changed(workbook(("A",)), xl__workbook_dot_xml=b"<workbook"))


ALIASES = {"name": ("Navn", "Fullt navn"), "born": ("Født", "Fødselsdato"), "phone": ("Telefon", "Tlf.")}


def test_match_columns_finds_headers_in_any_dress() -> None:
    columns = match_columns((" NAVN: ", None, "fødsels-dato", "TLF", "Telefn", "Navn", "Xyz"), ALIASES)

    assert columns == Columns(
        places={"name": 0, "born": 2, "phone": 3},
        unknown=(("Telefn", "Telefon"), ("Xyz", "")),
        doubled=("Navn",),
    )
    assert columns.value(("Kari", None, "1980"), "born") == "1980"
    assert columns.value(("Kari",), "phone") is None


def test_match_columns_names_what_is_missing() -> None:
    assert match_columns(("name",), ALIASES) == Columns(places={"name": 0}, missing=("born", "phone"))
