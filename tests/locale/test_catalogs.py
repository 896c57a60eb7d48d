"""Bokmål and nynorsk say everything that the source says, with the same placeholders."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import allauth
import django
import pytest
from django.conf import settings

from tests.locale.catalogs import (
    LANGUAGES,
    PLACEHOLDER,
    catalog,
    collected,
    collector,
    forms,
    keys,
    messages,
    pairs,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGLISH_TOO = {"med", "til", "fra"}  # stand in English texts as names of columns in a workbook
NORWEGIAN = {
    *("og", "ikke", "ikkje", "av", "som", "på", "til", "fra", "frå", "med", "hvem", "kven", "hva", "kva", "bruker"),
    *("lagre", "velg", "vel", "du", "deg", "jeg", "eg", "eller", "er", "har", "kan", "skal", "denne", "dette", "ny"),
} - ENGLISH_TOO


def test_source_has_many_messages():
    assert len(keys(collected())) > 500


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_holds_what_the_source_says_and_nothing_else(language):
    held, said = keys(catalog(language)), keys(collected())

    assert sorted(map(str, said - held)) == [], "run make messages, and translate"
    assert sorted(map(str, held - said)) == [], "run make messages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_is_as_the_collector_writes_it(language):
    assert collector()._update(language, collected(), only_check=True), "run make messages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language):
    empty = [message.id for message in messages(catalog(language)) if not all(forms(message.string))]
    fuzzy = [message.id for message in messages(catalog(language)) if message.fuzzy]

    assert empty == []
    assert fuzzy == []
    assert dict(catalog(language).obsolete) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_of_a_translation_are_those_of_the_message(language):
    wrong = [
        (text, translated)
        for text, translated in pairs(language)
        if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(translated))
    ]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_unnamed_placeholders_stand_at_most_once(language):
    """Two of them could not change places in another language."""
    wrong = [text for text, _translated in pairs(language) if len(re.findall(r"%[sd]|{}", text)) > 1]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translation_has_the_signs_of_norwegian(language):
    straight = [translated for _text, translated in pairs(language) if re.search(r"[\"“”]", translated)]
    spaced = [translated for _text, translated in pairs(language) if re.search(r"[^\S\n]{2}|^\s|\s$", translated)]

    assert straight == [], "«these» are the quotes"
    assert spaced == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentence_is_translated_by_a_sentence(language):
    wrong = [
        (text, translated)
        for text, translated in pairs(language)
        if text.rstrip().endswith((".", "!", "?")) and not translated.rstrip().endswith((".", "!", "?"))
        if not PLACEHOLDER.search(text[-20:])
    ]

    assert wrong == []


def test_no_message_is_norwegian_in_the_source():
    """Names may be Norwegian: they have a capital letter."""
    norwegian = [
        text
        for message in messages(collected())
        for text in forms(message.id)
        if NORWEGIAN & set(words(text)) or re.search(r"\b[a-zæøå]*[æøå]", text)
    ]

    assert norwegian == []


def test_words_of_an_example_are_ours_alone():
    assert words("Add it in “Avtale med” of %(unit)s, e-mail {name}.") == ["add", "it", "in", "of", "e-mail"]


def test_borrowed_sentence_is_still_said_by_its_package():
    said = set(
        _said_by(Path(django.__file__).parent, "forms", "core/validators.py", "db/models/fields", "contrib/auth")
    )
    said |= set(_said_by(Path(allauth.__file__).parent, "account", "mfa", "socialaccount/adapter.py", "templates"))
    borrowed = [
        text
        for message in messages(collected())
        if [name for name, _line in message.locations if name.endswith("ui/borrowed.py")]
        for text in forms(message.id)
    ]

    assert len(borrowed) > 50
    assert [text for text in borrowed if text not in said] == []


def _said_by(package: Path, *parts: str) -> Iterator[str]:
    """Read what a package says, from its own source."""
    for part in parts:
        place = package / part
        paths = (
            [place] if place.is_file() else [*place.glob("**/*.py"), *place.glob("**/*.html"), *place.glob("**/*.txt")]
        )
        for path in paths:
            read = collector()._from_python if path.suffix == ".py" else collector()._from_template
            for text, _context in read(path):
                yield from forms(text)


def test_languages_of_the_settings_have_catalogs():
    assert {code for code, _name in settings.LANGUAGES} == {*LANGUAGES, "en"}
