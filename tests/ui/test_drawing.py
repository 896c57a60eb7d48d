"""Components drawn from plain steps say exactly what django-cotton's own tag says."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override
from django_cotton.templatetags._component import CottonComponentNode

from samhold.ui import gallery
from samhold.ui.components import ComponentNode, part_of
from samhold.ui.plain import Scope, value_of

KEYS = re.compile(r'name="(mutation_key|csrfmiddlewaretoken)" value="[^"]*"|"X-CSRFToken": "[^"]*"')


def _gallery() -> str:
    request = RequestFactory().get("/ui/")
    return KEYS.sub("", render_to_string("ui/gallery/index.html", gallery.examples(), request))


@pytest.mark.parametrize("language", ["nb", "en"])
def test_gallery_drawn_as_cotton_draws_it(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with override(language):
        drawn = _gallery()

        monkeypatch.setattr(ComponentNode, "render", CottonComponentNode.render)

        assert drawn == _gallery()


def test_constant_text_follows_the_language() -> None:
    part = part_of(Template('{% load i18n %}<p>{% translate "Cancel" %}</p>'))
    said = dict.fromkeys(("en", "nb"), "")

    for language in said:
        with override(language):
            said[language] = "".join(s if isinstance(s, str) else s(Scope()) for s in part.steps)

    assert said == {"en": "<p>Cancel</p>", "nb": "<p>Avbryt</p>"}


class _Line:
    """What a page may ask for an attribute of."""

    plain = "<text>"
    nested = SimpleNamespace(number=3)
    words: tuple[str, ...] = ("one", "two")
    by_key: dict[str, str] = {"plain": "by key"}

    def spoken(self) -> str:
        """Answer when called."""
        return "called"

    @property
    def missing(self) -> str:
        """Fail as a row does that points at nothing."""
        raise ObjectDoesNotExist


@pytest.mark.parametrize(
    "asked",
    [
        *("line.plain", "line.nested.number", "line.spoken", "line.missing", "line.words.1", "line.by_key.plain"),
        *("line.nothing", "nobody.name", "line", "line.spoken.upper", "line.plain|upper", "call", "call.real"),
    ],
)
def test_value_is_what_django_finds(asked: str) -> None:
    expression = Template(f"{{{{ {asked} }}}}").nodelist[0].filter_expression  # type: ignore[attr-defined]
    names: dict[str, object] = {"line": _Line(), "call": lambda: 4}
    context = Context(names)

    with context.bind_template(Template("")):
        found = [value_of(expression)(Scope(Template(""), **names)), value_of(expression)(context)]  # type: ignore[arg-type]

        assert found == [expression.resolve(context)] * 2
