"""Tags and filters that the components need: controls of form fields, idempotency keys, initials."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import UUID

from django import template
from django.conf import settings
from django.template.defaulttags import URLNode, url
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info

from samhold.foundation.identifiers import new_id
from samhold.ui.addresses import address_with
from samhold.ui.components import component
from samhold.ui.messages import undo_address

if TYPE_CHECKING:
    from django.contrib.messages.storage.base import Message
    from django.forms import BoundField
    from django.template import Context
    from django.template.base import Parser, Token

register = template.Library()
register.tag("cotton", component)  # in place of django-cotton's own, which stands before it among the builtins

_PLAIN = {"textarea", "select"}


@register.simple_tag(takes_context=True)
def mutation_key(context: Context) -> str:
    """Give the idempotency key of a form: a new one, or the one already sent when the form comes back with errors."""
    request = context.get("request")
    sent = request.POST.get("mutation_key", "") if request is not None else ""
    try:
        return str(UUID(sent))
    except ValueError:
        return str(new_id())


@register.filter
def control_kind(field: BoundField) -> str:
    """Name the shape of a field's control: text, textarea, select, radio, checkbox, checkboxes or hidden."""
    widget = field.field.widget
    kind = str(getattr(widget, "input_type", "") or "textarea")
    if kind == "checkbox" and getattr(widget, "allow_multiple_selected", False):
        return "checkboxes"
    known = _PLAIN | {"radio", "checkbox", "hidden", "file"}
    return kind if kind in known else "text"


@register.simple_tag
def control(field: BoundField, *, help: str = "", bare: bool | str = False) -> SafeString:  # noqa: A002 -- the attribute's name in templates
    """
    Draw a field's own widget with the look's class and the ids of its help and its error.

    :param help: a help text of the page's own; the field's own counts too.
    :param bare: leave out the help and the placeholder that the form's author gave.
    """
    widget = field.field.widget
    if bare:
        field.field.help_text = ""
        widget.attrs.pop("placeholder", None)
    has_help = not bare and bool(help or field.help_text)
    described = [f"{field.id_for_label}-help"] if has_help else []
    described += [f"{field.auto_id}-error"] if field.errors else []
    drawn: dict[str, str | bool] = {"class": f"ds-input {widget.attrs.get('class', '')}".strip()}
    if described:
        drawn["aria-describedby"] = " ".join(described)
    if field.errors:
        drawn["aria-invalid"] = "true"
    return field.as_widget(attrs=drawn)


@register.simple_tag
def icon(name: str, *, size: int | str = 20, label: str = "", css: str = "") -> SafeString:
    """
    Draw an icon of the sprite; a page has dozens, so it is drawn without a template and remembered.

    :param label: what it says to those who do not see it; without one it says nothing, and text beside it must.
    """
    return _icon(str(name), str(size), str(label), str(css))


@lru_cache(maxsize=500)
def _icon(name: str, size: str, label: str, css: str) -> SafeString:
    spoken = format_html('role="img" aria-label="{}"', label) if label else format_html('aria-hidden="{}"', "true")
    return format_html(
        '<svg class="icon {}" width="{}" height="{}" focusable="false" {}><use href="{}#{}"></use></svg>',
        css, size, size, spoken, static("ui/icons.svg"), name,
    )  # fmt: skip


@register.filter
def initials(name: str) -> str:
    """Shorten a name to the first letters of its first and last word."""
    words = [word for word in str(name).split() if word[:1].isalpha()]
    return "".join(word[0] for word in dict.fromkeys([*words[:1], *words[-1:]])).upper()


@register.filter
def tel(number: str) -> str:
    """Turn a phone number as written into the address of a `tel:` link."""
    digits = "".join(sign for sign in str(number) if sign.isdigit() or sign == "+")
    return f"tel:{digits}"


@register.filter
def on_map(address: str) -> str:
    """Turn an address as written into the address of a page that shows it on a map."""
    return f"{settings.SAMHOLD_MAP}{quote(str(address))}"


@register.filter
def message_tone(level: str) -> str:
    """Turn Django's name of a message's level into the tone of a toast."""
    return {"error": "danger", "debug": "info"}.get(level, level)


@register.filter
def undo_url(message: Message) -> str:
    """Find the address that takes back what a message tells of; empty when it cannot be taken back."""
    return undo_address(message)


@register.simple_tag
def url_or_nothing(name: str) -> str:
    """Reverse a url by name; empty when this installation does not have it."""
    return address_with(name, ())


class AddressNode(URLNode):
    """Django's `{% url %}`, quick where nothing but ids is asked for."""

    def render(self, context: Context) -> str:
        """Write the address; an unknown one fails as Django's own does."""
        ids = [argument.resolve(context) for argument in self.args]
        if not self.kwargs and not self.asvar and all(isinstance(one, UUID) for one in ids):
            found = address_with(str(self.view_name.resolve(context)), ids)
            if found:
                return conditional_escape(found) if context.autoescape else found
        return super().render(context)


@register.tag("url")
def address_tag(parser: Parser, token: Token) -> AddressNode:
    """Read `{% url %}`, which stands in place of Django's."""
    node = url(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)


@register.simple_tag
def language_name() -> str:
    """Name the language of the page in that language."""
    return str(capfirst(get_language_info(get_language() or settings.LANGUAGE_CODE)["name_local"]))


@register.simple_tag
def same_for_all(name: str, **given: str) -> SafeString:
    """
    Draw a part of the page that is the same for everybody who reads in a language, and remember it.

    The part is drawn without the page's context, so that nothing of a reader or a person can stand in it.

    :param given: what else it depends on; of few values, and never about somebody.
    """
    draw = _part.__wrapped__ if settings.DEBUG else _part
    return draw(name, get_language(), tuple(given.items()))


@lru_cache(maxsize=100)
def _part(name: str, _language: str | None, given: tuple[tuple[str, str], ...]) -> SafeString:
    return SafeString(get_template(name).render(dict(given)))
