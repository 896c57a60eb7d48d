"""Texts that a spreadsheet program would run as a formula are written with an apostrophe before them."""

from __future__ import annotations

import unicodedata
from typing import Final

# What starts a formula in one program or another; full-width signs count as their narrow kin.
_SIGNS: Final = frozenset("=+-@＝＋－＠")  # noqa: RUF001 -- just those are meant
_CONTROLS: Final = frozenset("\t\r\n")
_MARK: Final = "'"


def guarded(text: str) -> str:
    """Write a text so that no program runs it; `unguarded` gives it back."""
    return f"{_MARK}{text}" if _is_risky(text) else text


def unguarded(text: str) -> str:
    """Read a text that `guarded` may have written."""
    return text[1:] if text.startswith(_MARK) and _is_risky(text) else text


def _is_risky(text: str) -> bool:
    bare = text.lstrip(_MARK)
    visible = next((letter for letter in bare if not _is_invisible(letter)), "")
    return visible in _SIGNS or bare[:1] in _CONTROLS


def _is_invisible(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) == "Cf"
