from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from samhold.infrastructure.documents import CannotTypeset, render
from tests.architecture.source import PACKAGE

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = """
#let values = json(bytes(sys.inputs.values))
= #values.heading
#values.text

#table(columns: 2, table.header[Service][Hours], ..values.rows.flatten())
"""
PICTURE = "#figure(rect(width: 20pt, height: 20pt), caption: none{alt})"
WORDS = {"heading": "Vedtak", "text": '#read("/etc/passwd") *fet* $x$ <a> @b \\', "rows": [["Støtte", "2,5"]]}


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "plain.typ"
    path.write_text(PLAIN, encoding="utf-8")
    return path


def _read(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


def test_document_has_title_language_tags_and_says_it_is_accessible(template: Path) -> None:
    made = _read(render(template=template, values=WORDS, language="nn", title="Vedtak om teneste"))

    root = made.trailer["/Root"]
    assert made.metadata is not None
    assert made.metadata.title == "Vedtak om teneste"
    assert root["/Lang"].lower().startswith("nn")
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 -- a PDF's own boolean
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 -- a PDF's own boolean
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_typed_text_stands_as_it_was_typed_and_is_never_markup(template: Path) -> None:
    made = _read(render(template=template, values=WORDS, language="nb", title="Vedtak"))

    words = " ".join(made.pages[0].extract_text().split())

    assert '#read("/etc/passwd") *fet* $x$ <a> @b \\' in words
    assert "Støtte" in words
    assert "2,5" in words


def test_same_values_give_the_same_document(template: Path) -> None:
    first, second = (render(template=template, values=WORDS, language="nb", title="Vedtak") for _ in range(2))

    assert first == second


def test_fonts_travel_in_the_document(template: Path) -> None:
    made = _read(render(template=template, values=WORDS, language="nb", title="Vedtak"))

    fonts = [font.get_object() for font in made.pages[0]["/Resources"]["/Font"].values()]
    parts = [part.get_object() for font in fonts for part in font.get("/DescendantFonts", [font])]

    assert parts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(part["/FontDescriptor"]) for part in parts)


def test_picture_without_alternative_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "picture.typ"
    path.write_text(PICTURE.format(alt=""), encoding="utf-8")

    with pytest.raises(CannotTypeset, match=r"picture\.typ.*alt"):
        render(template=path, values={}, language="nb", title="Bilde")


def test_picture_with_alternative_text_carries_it(tmp_path: Path) -> None:
    path = tmp_path / "picture.typ"
    path.write_text(PICTURE.format(alt=', alt: "A square"'), encoding="utf-8")

    made = render(template=path, values={}, language="nb", title="Bilde")

    assert "/Alt" in str([item.get_object() for item in _tags(_read(made))])


@pytest.mark.parametrize(("language", "title"), [("nb", " "), ("", "Vedtak")])
def test_document_without_title_or_language_is_refused(template: Path, language: str, title: str) -> None:
    with pytest.raises(CannotTypeset, match="no title or no language"):
        render(template=template, values=WORDS, language=language, title=title)


def test_template_that_lacks_a_value_names_itself(template: Path) -> None:
    with pytest.raises(CannotTypeset, match=r"plain\.typ"):
        render(template=template, values={}, language="nb", title="Vedtak")


def test_no_template_of_ours_fetches_a_package() -> None:
    assert [path.name for path in PACKAGE.glob("**/*.typ") if "@preview" in path.read_text(encoding="utf-8")] == []


def _tags(made: PdfReader) -> list[object]:
    found: list[object] = []
    waiting = [made.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        item = waiting.pop().get_object()
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            found.append(item)
            waiting.extend([item["/K"]] if "/K" in item else [])
    return found
