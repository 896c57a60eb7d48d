"""Draws the widgets of forms without templates: the same markup as Django's own, in a tenth of the time."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, TypedDict

from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

from samhold.ui.plain import Scope, written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest


class _Widget(TypedDict, total=False):
    """What Django's widgets give their templates."""

    name: str
    type: str
    value: object
    label: object
    attrs: dict[str, object]
    wrap_label: bool
    template_name: str
    optgroups: list[tuple[object, list[_Widget], int]]


class QuickWidgets(TemplatesSetting):
    """The renderer of forms: draws the common widgets itself, and leaves the others to their templates."""

    def render(self, template_name: str, context: Mapping[str, object], request: HttpRequest | None = None) -> str:
        """Draw a widget, or whatever else the template draws."""
        draw = _DRAWN.get(template_name)
        if draw is None:
            return super().render(template_name, dict(context), request)
        return draw(context["widget"])  # type: ignore[arg-type]


def _text(value: object) -> str:
    return value if isinstance(value, SafeString) else escape(str(value))


def _attributes(widget: _Widget) -> str:
    return "".join(
        [
            f" {_text(name)}" if value is True else f' {_text(name)}="{_text(value)}"'
            for name, value in widget["attrs"].items()
            if value is not False
        ]
    )


def _input(widget: _Widget) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    return f'<input type="{_text(widget["type"])}" name="{_text(widget["name"])}"{value}{_attributes(widget)}>'


def _choice(widget: _Widget) -> str:
    drawn = _input(widget)
    if not widget.get("wrap_label"):
        return drawn
    own = widget["attrs"].get("id")
    named = f' for="{written(own, Scope())}"' if own else ""
    return f"<label{named}>{drawn}\n {written(widget['label'], Scope())}</label>"


def _textarea(widget: _Widget) -> str:
    value = written(widget["value"], Scope()) if widget["value"] else ""
    return f'<textarea name="{_text(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>'


def _option(widget: _Widget) -> str:
    label = written(widget["label"], Scope())
    return f'<option value="{_text(widget["value"])}"{_attributes(widget)}>{label}</option>'


def _select(widget: _Widget) -> str:
    drawn = [f'<select name="{_text(widget["name"])}"{_attributes(widget)}>']
    for group, options, _number in widget["optgroups"]:
        if group:
            drawn.append(f'\n  <optgroup label="{written(group, Scope())}">')
        drawn += [f"\n  {_option(option)}\n" for option in options]
        if group:
            drawn.append("\n  </optgroup>")
    return "".join([*drawn, "\n</select>"])


_INPUTS = (
    *("checkbox", "color", "date", "datetime", "email", "file", "hidden", "input"),
    *("number", "password", "search", "tel", "text", "time", "url"),
)
_DRAWN: dict[str, Callable[[_Widget], str]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in _INPUTS},
    "django/forms/widgets/checkbox_option.html": _choice,
    "django/forms/widgets/radio_option.html": _choice,
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/textarea.html": _textarea,
}
