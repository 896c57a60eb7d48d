"""
Typesets a template and plain values as PDF/UA-1.

The values reach the template as JSON and never as markup, so that no typed text is ever read as a command. Fonts are
those that the wheel of Typst carries; nothing is fetched. A picture without alternative text stops the typesetting.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import typst

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# No date of its own, so that the same values give the same bytes; the letter says its date in its text.
_FRAME = """
#set document(title: sys.inputs.title, date: none)
#set text(lang: sys.inputs.language)
#include "/{name}"
"""


class CannotTypeset(ValueError):
    """A template is wrong: it lacks an alternative text, a value or a bracket. A fault of ours, never of who reads."""


def render(*, template: Path, values: Mapping[str, object], language: str, title: str) -> bytes:
    """
    Typeset a template as a tagged PDF.

    :param template: a `.typ` file; it may import its neighbours, and reads `json(bytes(sys.inputs.values))`.
    :param values: what JSON can hold: texts, numbers, lists, mappings.
    :param language: as `nb`, for screen readers and hyphenation.
    :param title: shown by readers instead of a file's name; tells of no person, as it stands in windows and lists.
    :raises CannotTypeset: if the template is wrong, or a picture lacks its alternative text.
    """
    if not title.strip() or not language.strip():
        raise CannotTypeset(f"{template.name} is given no title or no language.")
    inputs = {"values": json.dumps(dict(values), ensure_ascii=False), "title": title, "language": language}
    compiler = typst.Compiler(root=str(template.parent), font_paths=_fonts(), ignore_system_fonts=True)
    try:
        made = compiler.compile(
            _FRAME.format(name=template.name).encode(),
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as fault:
        raise CannotTypeset(f"{template.name}: {fault.message} {' '.join(fault.hints)}".strip()) from fault
    if not isinstance(made, bytes):
        raise CannotTypeset(f"{template.name} gave no single document.")
    return made


@cache
def _fonts() -> typst.Fonts:
    """Read the fonts of the wheel once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
