"""Folds names so that one spelling finds another: ø as o, æ as ae, å and aa as a, whatever the case and accents."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LETTERS: Final = str.maketrans(
    {"ø": "o", "æ": "ae", "ä": "ae", "đ": "d", "ð": "d", "ł": "l", "ŋ": "n", "ŧ": "t", "þ": "th"}
)
_PAIRS: Final = (("aa", "a"), ("oe", "o"))
_SILENT: Final = re.compile("['’`´]")  # noqa: RUF001 -- the apostrophes that people type
# Letters that sound alike at the start of a name; Kristin and Christin.
_ALIKE: Final = ("ckq", "sz", "vw", "ijy", "fp", "ae")


def folded(name: str) -> str:
    """Return a name in plain small letters, its words apart by one space; two spellings of one name become equal."""
    text = unicodedata.normalize("NFC", name.casefold()).translate(_LETTERS)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    words = re.sub(r"[\W_]+", " ", _SILENT.sub("", plain)).split()
    return " ".join(map(_paired, words))


def initials(word: str) -> tuple[str, ...]:
    """Return the letters with which a name that sounds like this folded word may begin."""
    first = word[:1]
    alike = next((letters for letters in _ALIKE if first and first in letters), first)
    return tuple(alike)


def _paired(word: str) -> str:
    for pair, letter in _PAIRS:
        word = word.replace(pair, letter)
    return word
