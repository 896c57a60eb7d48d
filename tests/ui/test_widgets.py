"""The widgets that are drawn without templates say exactly what Django's templates say."""

from __future__ import annotations

from datetime import date, time

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from samhold.ui.widgets import QuickWidgets

CHOICES = [("", "-"), (1, gettext_lazy("Yes")), ("<2>", "Two & <more>"), (3000, 4000)]
GROUPED = [("Group & more", [("a", "A"), ("b", "B")]), ("c", "C")]
ATTRS = {"id": "x", "class": "a & b", "required": True, "disabled": False, "max": 12000, "title": mark_safe("&amp;")}


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.TextInput(), 'Kari "K" <Testdal>'),
        (forms.TextInput(), None),
        (forms.NumberInput(), 12000.5),
        (forms.EmailInput(), ""),
        (forms.URLInput(), "https://demo.example/?a=1&b=2"),
        (forms.PasswordInput(), "secret"),
        (forms.HiddenInput(), "1"),
        (forms.DateInput(), date(2026, 11, 21)),
        (forms.TimeInput(), time(14, 32)),
        (forms.CheckboxInput(), True),
        (forms.CheckboxInput(), False),
        (forms.Textarea(), "<b>\nlines & more\n"),
        (forms.Textarea(), None),
        (forms.Select(choices=CHOICES), "<2>"),
        (forms.Select(choices=GROUPED), "b"),
        (forms.SelectMultiple(choices=GROUPED), ["a", "c"]),
        (forms.RadioSelect(choices=CHOICES), 1),
        (forms.CheckboxSelectMultiple(choices=GROUPED), ["b"]),
        (forms.ClearableFileInput(), None),
    ],
    ids=lambda value: type(value).__name__,
)
def test_widget_drawn_as_the_template_does(widget: forms.Widget, value: object, language: str) -> None:
    with override(language):
        drawn = widget.render("field", value, attrs=ATTRS, renderer=QuickWidgets())

        assert drawn == widget.render("field", value, attrs=ATTRS, renderer=TemplatesSetting())


def test_choice_of_a_group_drawn_as_the_template_does() -> None:
    class Choose(forms.Form):
        one = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect)

    quick, plain = (
        Choose(initial={"one": 1}, renderer=QuickWidgets()),
        Choose(initial={"one": 1}, renderer=TemplatesSetting()),
    )

    assert [c.tag() for c in quick["one"].subwidgets] == [c.tag() for c in plain["one"].subwidgets]
    assert [c.tag(wrap_label=True) for c in quick["one"].subwidgets] == [
        c.tag(wrap_label=True) for c in plain["one"].subwidgets
    ]
