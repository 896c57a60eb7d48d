"""
The tag behind `<c-…>`: django-cotton's own, which draws a component from plain steps where it can (`plain`).

It means the same as cotton's, and hands over to it for what it does not know (`<c-component is=…>`, `only`,
`:attrs=…`, defaults that are computed). One rule more: a `<c-slot>` stands in the same file as its component.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from django.template import Node, Template, TemplateDoesNotExist
from django.template.base import VariableNode
from django.template.loader import get_template
from django.templatetags.i18n import TranslateNode
from django.utils.safestring import SafeString
from django_cotton.templatetags import UnprocessableDynamicAttr
from django_cotton.templatetags._component import AttrKind, CottonComponentNode, PreparedAttr, cotton_component
from django_cotton.templatetags._slot import CottonSlotNode
from django_cotton.templatetags._vars import CottonVarsNode
from django_cotton.utils import ensure_quoted, get_cotton_data

from samhold.ui.plain import Names, Scope, Step, is_own, joined, step_of, steps_of, value_of, written

if TYPE_CHECKING:
    from django.template import Context
    from django.template.base import Parser, Token

_NOT_GIVEN = object()
Value = Callable[[Scope], object]
"""Works out a value; in a page it is given the page's context in place of a scope."""


class Part:
    """A component's template: its defaults, and the steps or nodes that draw it."""

    def __init__(self, template: Template) -> None:
        self.template = template
        declared = [node for node in template.nodelist if isinstance(node, CottonVarsNode)]
        prepared = [var for node in declared for var in node._prepared_vars]  # noqa: SLF001 -- cotton has no door to it
        self.is_known = all(var.kind == AttrKind.STATIC for var in prepared)
        self.defaults = {var.accessible_key: var.value for var in prepared}
        self.declared = {
            "is",
            *(var.exclude_key for var in prepared),
            *(n for node in declared for n in node.empty_vars),
        }
        names = frozenset({*self.defaults, "slot", "attrs"})
        steps = [(step_of(node, names), node) for node in template.nodelist]
        self.is_plain = all(step is not None for step, _node in steps)
        self.steps = steps_of(template.nodelist, names) or ()
        self.mixed = steps

    def draw(self, scope: Scope, context: Context | None) -> SafeString:
        """Draw the component; only a part that is not plain needs the context."""
        if self.is_plain or context is None:
            return joined(self.steps, scope)
        with context.render_context.push_state(self.template), context.push(scope):
            drawn = [
                str(node.render_annotated(context)) if step is None else step if isinstance(step, str) else step(scope)
                for step, node in self.mixed
            ]
        return SafeString("".join(drawn))


_PARTS: WeakKeyDictionary[Template, Part] = WeakKeyDictionary()


def part_of(template: Template) -> Part:
    """Take a component's template apart, once for each template that was loaded."""
    found = _PARTS.get(template)
    if found is None:
        found = _PARTS[template] = Part(template)
    return found


class ComponentNode(CottonComponentNode):  # type: ignore[misc]  # cotton has no types
    """A component where it stands in a page, or in another component."""

    @classmethod
    def like(cls, node: CottonComponentNode) -> ComponentNode:
        """Return the node that means the same as cotton's."""
        mine = cls.__new__(cls)
        mine.__dict__.update(vars(node))
        mine.found = None
        mine.has_slots = bool(node.nodelist.get_nodes_by_type(CottonSlotNode))
        mine.values = [(attr.key, attr.key.replace("-", "_"), _value(attr)) for attr in node._prepared_attrs]  # noqa: SLF001
        mine.is_cottons = (
            node.only or node.component_name == "component" or any(key == "attrs" for key, _name, _value in mine.values)
        )
        return mine

    found: Part | None
    has_slots: bool
    is_cottons: bool
    values: list[tuple[str, str, Value]]

    def part(self) -> Part:
        """Find the component's template: loaded when it is first drawn, as a template may name one that comes later."""
        if self.found is None:
            self.found = part_of(self._template())
        return self.found

    def _template(self) -> Template:
        tried = self._candidate_template_paths(self.component_name, None)
        for path in tried:
            try:
                found: Template = get_template(path).template  # type: ignore[attr-defined]
            except TemplateDoesNotExist:
                continue
            return found
        raise TemplateDoesNotExist(", ".join(tried))

    def render(self, context: Context) -> SafeString:
        """Draw the component in a page."""
        if self.is_cottons or not self.part().is_known:
            drawn: SafeString = super().render(context)
            return drawn
        given = self._given(context)  # type: ignore[arg-type]
        if not self.has_slots:
            return self.part().draw(self._scope(given, {}, self.nodelist.render(context)), context)
        stack = get_cotton_data(context)["stack"]
        slots: dict[str, SafeString] = {}
        stack.append({"key": self.component_name, "attrs": given, "slots": slots})
        slot = self.nodelist.render(context)
        stack.pop()
        return self.part().draw(self._scope(given, slots, slot), context)

    def step(self, names: Names) -> Step | None:
        """Return the step that draws this component inside another; nothing when it needs other names."""
        if self.is_cottons or self.has_slots or not (self.part().is_known and self.part().is_plain):
            return None
        slot = steps_of(self.nodelist, names)
        if slot is None or not all(_is_own(attr, names) for attr in self._prepared_attrs):
            return None
        return lambda scope: self.part().draw(self._scope(self._given(scope), {}, joined(slot, scope)), None)

    def _given(self, scope: Scope) -> list[tuple[str, str, object]]:
        given = [(key, name, value(scope)) for key, name, value in self.values]
        return [item for item in given if item[2] is not _NOT_GIVEN]

    def _scope(self, given: list[tuple[str, str, object]], slots: dict[str, SafeString], slot: SafeString) -> Scope:
        part = self.part()
        scope = Scope(part.template)
        scope.update(part.defaults)
        scope.update(slots)
        scope.update({name: value for _key, name, value in given})
        others = [_attribute(key, value) for key, _name, value in given if key not in part.declared]
        scope["attrs"] = SafeString(" ".join(others))
        scope["slot"] = slot
        return scope


def _attribute(key: str, value: object) -> str:
    return key if value is True else f"{key}={ensure_quoted(value)}"


def _is_own(attr: PreparedAttr, names: Names) -> bool:
    """Tell whether an attribute's value asks only for names of the component in which it stands."""
    if attr.compiled is None:
        return True
    if attr.kind == AttrKind.ESCAPED:
        return steps_of(attr.compiled.nodelist, names) is not None
    prepared = attr.compiled
    return prepared._template is None and is_own(prepared._variable, names)  # noqa: SLF001 -- cotton has no door to it


def _value(attr: PreparedAttr) -> Value:
    """Return what works an attribute's value out, as cotton does."""
    prepared, constant = attr.compiled, attr.value
    if prepared is None:
        return lambda _scope: constant
    if attr.kind == AttrKind.ESCAPED:
        return _text(list(prepared.nodelist))
    instead = constant if attr.kind == AttrKind.UNQUOTED else _NOT_GIVEN

    def value(scope: Scope) -> object:
        try:
            return prepared.resolve(scope)
        except UnprocessableDynamicAttr:
            return instead

    return value


def _text(nodes: list[Node]) -> Value:
    """Return what writes the text of an attribute; most hold one expression or one translated text."""
    if len(nodes) == 1 and isinstance(nodes[0], VariableNode):
        value = value_of(nodes[0].filter_expression)
        return lambda scope: SafeString(written(value(scope), scope))
    if len(nodes) == 1 and isinstance(nodes[0], TranslateNode):
        step = step_of(nodes[0], frozenset())
        if step is not None and not isinstance(step, str):
            spoken = step
            return lambda scope: SafeString(spoken(scope))
    return lambda scope: SafeString("".join([node.render(scope) for node in nodes]))  # type: ignore[arg-type]


def component(parser: Parser, token: Token) -> ComponentNode:
    """Read `<c-…>`, which cotton's loader has turned into a tag."""
    return ComponentNode.like(cotton_component(parser, token))
