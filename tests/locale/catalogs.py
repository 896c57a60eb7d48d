"""The catalogs, what the source says, and measures of a text; for the tests beside it."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("nb", "nn")

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w*}")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:…]+(?:\s|$)|\n")
_QUOTED = re.compile(r"[“«].*?[”»]")
LONG = 6


@cache
def collector() -> ModuleType:
    """Return `scripts/messages.py`, which collects the messages."""
    spec = importlib.util.spec_from_file_location("collect_messages", ROOT / "scripts/messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def collected() -> Catalog:
    """Return what the source says now, read anew; no catalog is written."""
    return collector()._collect()


@cache
def catalog(language: str) -> Catalog:
    """Return a catalog as it stands in the source tree."""
    path = ROOT / "src/samhold/locale" / language / "LC_MESSAGES/django.po"
    with path.open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


def messages(of: Catalog) -> list[Message]:
    """Return the messages without the header."""
    return [message for message in of if message.id]


def keys(of: Catalog) -> set[tuple[str | None, str | tuple[str, ...]]]:
    """Return what tells messages apart."""
    return {(message.context, _frozen(message.id)) for message in messages(of)}


def pairs(language: str) -> Iterator[tuple[str, str]]:
    """Return each form of each message beside its translation."""
    for message in messages(catalog(language)):
        yield from zip(forms(message.id), forms(message.string), strict=True)


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Return a text as its forms: one, or singular and plural."""
    return (text,) if isinstance(text, str) else tuple(text)


def words(text: str) -> list[str]:
    """Return the words that are ours: no placeholders, and nothing that is quoted."""
    return [word.casefold() for word in WORD.findall(_QUOTED.sub(" ", PLACEHOLDER.sub(" ", text)))]


def lix(texts: list[str]) -> float:
    """Return the readability of texts by Björnsson: words in a sentence, and long words in a hundred."""
    said = [WORD.findall(PLACEHOLDER.sub("Navn", text)) for text in texts]
    every = [word for text in said for word in text]
    sentences = sum(max(1, sum(1 for part in _SENTENCE_END.split(text) if WORD.search(part))) for text in texts)
    return len(every) / sentences + 100 * sum(len(word) > LONG for word in every) / len(every)


def _frozen(text: str | tuple[str, ...] | list[str]) -> str | tuple[str, ...]:
    return text if isinstance(text, str) else tuple(text)
