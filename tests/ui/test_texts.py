"""Every text that a reader sees goes through translation: no template has bare words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src/samhold"
# The gallery is for those who build pages; its examples would only fill the catalogs.
TEMPLATES = sorted(
    path for path in SOURCE.rglob("templates/**/*.html") if "gallery" not in path.parts and path.stat().st_size
)
NAMES = {
    "Samhold",
    "Ctrl",
    "Datatilsynet",
    "K",
    "KPR",
    "PDF",
    "min",
    "Uu",
    "tilsynet",
}  # names and signs that are the same in every language
_READ_ALOUD = (
    *("title", "label", "aria-label", "placeholder", "alt", "text", "lead", "eyebrow", "submit", "caption", "help"),
    *("meta", "term", "message", "back_label", "icon_only"),
)
_CLASSES = re.compile(r"{%\s*block\s+(?:\w*class|size)\s*%}.*?{%\s*endblock[^%]*%}", re.DOTALL)
_TRANSLATED = re.compile(r"{%\s*(blocktranslate|comment)\b.*?{%\s*end\1\s*%}", re.DOTALL)
_TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->|<!doctype[^>]*>", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = re.compile(rf"\s(?<!:)({'|'.join(_READ_ALOUD)})=\"([^\"]*)\"")
_ELEMENT = re.compile(r"<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>", re.DOTALL)  # an attribute may hold a ">"
_WORD = re.compile(r"[^\W\d_]{2,}")


def bare_words(source: str) -> list[str]:
    """List the words of a template that are in no translate tag."""
    source = _CLASSES.sub(" ", _TRANSLATED.sub(" ", source))
    source = _UNSEEN.sub(" ", _TAGS.sub("", source))
    attributes = " ".join(value for _, value in _ATTRIBUTE.findall(source))
    text = re.sub(r"&\w+;", " ", _ELEMENT.sub(" ", source))
    return [word for word in _WORD.findall(f"{text} {attributes}") if word not in NAMES]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_template_has_no_bare_words(path):
    assert bare_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<p>{% translate "Save" %}</p>', []),
        ("<p>Save</p>", ["Save"]),
        ('<c-card title="Save" />', ["Save"]),
        ("<c-card title=\"{% translate 'Save' %}\" />", []),
        ("{% blocktranslate %}Saved by {{ name }}{% endblocktranslate %}", []),
        ('<a href="/somewhere" class="words here">{{ name }}</a>', []),
        ("{% if a > b %}<p>{{ x }}</p>{% endif %}", []),
    ],
)
def test_bare_words_of_an_example_are_found(source, expected):
    assert bare_words(source) == expected
