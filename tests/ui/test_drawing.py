"""Components drawn from plain steps say exactly what django-cotton's own tag says."""

from __future__ import annotations

import re

import pytest
from django.template import Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override
from django_cotton.templatetags._component import CottonComponentNode

from samhold.ui import gallery
from samhold.ui.components import ComponentNode, part_of
from samhold.ui.plain import Scope

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
