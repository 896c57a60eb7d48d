"""Tells whether two names are nearly the same: heard alike, or with a letter or two mistyped."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from samhold.core.names.folding import folded

_SOUNDS: Final = tuple(
    (re.compile(heard), letters)
    for heard, letters in (
        ("ch|ck|c|q", "k"),
        ("ph", "f"),
        ("x", "ks"),
        ("z", "s"),
        ("w", "v"),
        ("(?<=[dgklrt])h", ""),
        ("ei|ey|ai|ay", "e"),
        ("[jy]", "i"),
        (r"(.)\1+", r"\1"),
    )
)
SHORT, LONG = 4, 8
"""Below `SHORT` letters a name must sound the same; from `LONG` on, two letters may be wrong, else one."""


def is_near(words: str, name: str) -> bool:
    """
    Say whether each word that was typed nearly begins a word of a name.

    :param words: folded, as typed, perhaps not to the end.
    :param name: folded.
    """
    typed, parts = words.split(), name.split()
    return bool(typed) and all(any(_begins_nearly(word, part) for part in parts) for word in typed)


def is_same_or_near(one: str, other: str) -> bool:
    """Say whether two whole names may be one person's: each word of the one with fewer is nearly in the other."""
    first, second = folded(one).split(), folded(other).split()
    few, many = sorted((first, second), key=len)
    return bool(few) and all(any(_is_word_near(word, part) for part in many) for word in few)


@lru_cache(maxsize=20_000)
def _begins_nearly(word: str, part: str) -> bool:
    if part.startswith(word) or _is_word_near(word, part):
        return True
    size = len(word)
    return size >= SHORT and any(_is_word_near(word, part[:end]) for end in (size - 1, size, size + 1))


@lru_cache(maxsize=20_000)
def _is_word_near(word: str, part: str) -> bool:
    heard, other = _sound(word), _sound(part)
    shortest = min(len(heard), len(other))
    most = 0 if shortest < SHORT else 1 if shortest < LONG else 2
    return heard == other or (abs(len(heard) - len(other)) <= most and _distance(heard, other) <= most)


@lru_cache(maxsize=20_000)
def _sound(word: str) -> str:
    for heard, letters in _SOUNDS:
        word = heard.sub(letters, word)
    return word


def _distance(one: str, other: str) -> int:
    """Count letters left out, added, changed, or two beside each other swapped."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        earlier, before, row = before, row, [place]
        for at, sign in enumerate(other, 1):
            cost = min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (letter != sign))
            is_swapped = place > 1 and at > 1 and letter == other[at - 2] and sign == one[place - 2]
            row.append(min(cost, earlier[at - 2] + 1) if is_swapped else cost)
    return row[-1]
