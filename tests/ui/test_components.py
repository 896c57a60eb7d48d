"""Every component stands on its own, and the gallery shows them all."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from samhold.ui import gallery

UI = Path(gallery.__file__).parent
COMPONENTS = sorted((UI / "templates/cotton").glob("*.html"))


def draw(source: str, request=None, **context) -> str:
    request = request or RequestFactory().get("/")
    return engines["django"].from_string(CottonCompiler().process(source)).render(context, request)


ABOUT_FORMS = {"field", "field_error", "optional", "error_summary", "form"}


@pytest.mark.parametrize(
    "path", [path for path in COMPONENTS if path.stem not in ABOUT_FORMS], ids=lambda path: path.stem
)
def test_component_without_attributes_draws(path):
    tag = path.stem.replace("_", "-")
    drawn = draw(f"<c-{tag} />")

    assert "<c-" not in drawn


@pytest.mark.parametrize("name", list(gallery.ExampleForm.base_fields))
def test_field_of_every_kind_has_label_and_control(name):
    drawn = draw('<c-field :field="field" />', field=gallery.ExampleForm()[name])

    assert f'name="{name}"' in drawn
    assert str(gallery.ExampleForm.base_fields[name].label) in drawn


def test_field_with_error_is_described_by_it():
    form = gallery.ExampleForm({"minutes": "900"})

    drawn = draw('<c-field :field="field" />', field=form["minutes"])

    assert 'aria-describedby="id_minutes-error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'id="id_minutes-error"' in drawn


def test_form_with_errors_lists_each_with_a_link_to_its_field():
    form = gallery.ExampleForm({"kind": "WAKING"})

    drawn = draw('<c-form :form="form" submit="Save" />', form=form)

    assert re.findall(r'href="#(id_\w+)"', drawn) == ["id_meeting", "id_text", "id_day", "id_minutes", "id_place"]


def test_form_sent_once_keeps_its_key_when_it_comes_back():
    request = RequestFactory().post("/", {"mutation_key": "018f0000-0000-7000-8000-000000000001"})

    drawn = draw("<c-key />", request)

    assert 'value="018f0000-0000-7000-8000-000000000001"' in drawn


def test_form_with_forged_key_gets_a_new_one():
    request = RequestFactory().post("/", {"mutation_key": '"><script>'})

    drawn = draw("<c-key />", request)

    assert "script" not in drawn


def test_text_from_people_becomes_no_element():
    drawn = draw('<c-card title="{{ text }}"><c-tag>{{ text }}</c-tag></c-card>', text="<b>Ola</b>")

    assert "<b>" not in drawn


@pytest.mark.parametrize("language", ["nb", "en"])
def test_progress_in_every_language_keeps_decimal_points(language):
    from django.utils import translation

    with translation.override(language):
        drawn = draw('<c-progress label="x" :value="value" max="3" />', value=1.5)

    assert 'value="1.5"' in drawn


def test_icons_are_those_the_gallery_shows():
    sprite = ET.parse(UI / "static/ui/icons.svg")  # noqa: S314 -- our own file

    assert {symbol.get("id") for symbol in sprite.getroot()} == set(gallery.ICONS)


def test_gallery_uses_every_component():
    shown = "".join(path.read_text() for path in (UI / "templates").rglob("*.html") if path.parent.name != "cotton")
    inside = "".join(path.read_text() for path in COMPONENTS)

    missing = [path.stem for path in COMPONENTS if f"<c-{path.stem.replace('_', '-')}" not in shown + inside]

    assert missing == []


@pytest.mark.parametrize(("name", "expected"), [("Testperson Ola Haugen", "TH"), ("Åse", "Å"), ("", "")])
def test_initials_of_a_name_are_first_and_last(name, expected):
    assert draw("{% load samhold_ui %}{{ name|initials }}", name=name) == expected


def test_tel_of_a_written_number_keeps_digits_and_plus():
    assert draw("{% load samhold_ui %}{{ number|tel }}", number="+47 61 00-00 01") == "tel:+4761000001"


def test_text_with_signs_is_escaped_once():
    drawn = draw('<c-card title="{{ text }}">{{ text }}</c-card>', text="Berg & Sønn's")

    assert drawn.count("Berg &amp; Sønn&#x27;s") == 2
