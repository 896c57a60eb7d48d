"""
Takes the template of a component apart, once, into plain steps that need no context stack.

A page has about a hundred components, and most of what they draw depends on nothing but their own attributes. A node
is *plain* when every name that it asks for is the component's own: then it can be drawn from a `Scope`, which is a
dictionary, and a step does it with as little of the template machinery as gives the same text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from operator import itemgetter

from django.core.exceptions import ObjectDoesNotExist
from django.template import Node, Template  # noqa: TC002 -- types of what is taken apart here
from django.template.base import FilterExpression, TextNode, Variable, VariableNode, render_value_in_context
from django.template.defaulttags import CommentNode, ForNode, IfNode, LoadNode, TemplateLiteral, WithNode
from django.template.library import SimpleNode
from django.template.smartif import TokenBase
from django.templatetags.i18n import TranslateNode
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django_cotton.templatetags._vars import CottonVarsNode


class Scope(dict[str, object]):
    """The names that a component knows, with as much of a context as Django's expressions ask for."""

    autoescape = True
    use_l10n = None
    use_tz = None
    template_name = None

    def __init__(self, template: Template | None = None, **names: object) -> None:
        super().__init__(names)
        self.template = template

    def wider(self, names: dict[str, object]) -> Scope:
        """Return the same scope with more names."""
        return Scope(self.template, **{**self, **names})


Step = Callable[[Scope], str]
Names = frozenset[str]


def written(value: object, scope: Scope) -> str:
    """Write a value as `{{ value }}` does."""
    if type(value) is SafeString:
        return value
    if type(value) is str:
        return escape(value)
    return render_value_in_context(value, scope)  # type: ignore[arg-type]


def joined(steps: Iterable[str | Step], scope: Scope) -> SafeString:
    """Draw steps one after the other."""
    return SafeString("".join([step if isinstance(step, str) else step(scope) for step in steps]))


def steps_of(nodes: Iterable[Node], names: Names) -> tuple[str | Step, ...] | None:
    """Return the steps that draw nodes; nothing when one of them is not plain."""
    steps: list[str | Step] = []
    for node in nodes:
        step = step_of(node, names)
        if step is None:
            return None
        if isinstance(step, str) and steps and isinstance(steps[-1], str):
            steps[-1] += step
        else:
            steps.append(step)
    return tuple(steps)


def step_of(node: Node, names: Names) -> str | Step | None:
    """Return the step that draws a node; nothing when the node is not plain."""
    if isinstance(node, TextNode):
        return str(node.s)
    if isinstance(node, (CottonVarsNode, LoadNode, CommentNode)):
        return ""
    if hasattr(node, "step"):  # a component inside a component knows its own
        found: Step | None = node.step(names)
        return found
    maker = _MAKERS.get(type(node))
    return maker(node, names) if maker else None


def is_own(expression: object, names: Names) -> bool:
    """Tell whether an expression asks only for names of the component's own."""
    if isinstance(expression, Variable):
        return expression.lookups is None or expression.lookups[0] in names
    if not isinstance(expression, FilterExpression):
        return not isinstance(expression, TokenBase)
    asked = [argument for _filter, arguments in expression.filters for is_var, argument in arguments if is_var]
    return is_own(expression.var, names) and all(is_own(argument, names) for argument in asked)


def _lookups_of(expression: object) -> tuple[str, ...]:
    """Return the names in an expression that is nothing but names, as `("line", "time")`; nothing for another."""
    if not isinstance(expression, FilterExpression):
        return ()
    variable = expression.var
    is_simple = not expression.filters and isinstance(variable, Variable) and not variable.translate
    return tuple(variable.lookups or ()) if is_simple else ()


def _name_of(expression: object) -> str:
    lookups = _lookups_of(expression)
    return lookups[0] if len(lookups) == 1 else ""


def value_of(expression: FilterExpression) -> Callable[[Scope], object]:
    """
    Return what works an expression out, in a scope or in a page's context.

    Nearly all are attributes of plain objects. Django tries each as a key and an index first; these are read at once,
    and whatever is not as plain is left to it.
    """
    lookups = _lookups_of(expression)
    if not lookups:
        return expression.resolve  # type: ignore[return-value]
    first, others = lookups[0], lookups[1:]

    def value(scope: Scope) -> object:
        try:
            found = scope[first]
            for name in others:
                if callable(found) or hasattr(found, "__getitem__"):
                    return expression.resolve(scope)  # type: ignore[arg-type]
                found = getattr(found, name)
        except (KeyError, AttributeError, ObjectDoesNotExist):
            return expression.resolve(scope)  # type: ignore[arg-type]
        return expression.resolve(scope) if callable(found) else found  # type: ignore[arg-type]

    return value


def _variable(node: VariableNode, names: Names) -> Step | None:
    expression = node.filter_expression
    if not is_own(expression, names):
        return None
    name = _name_of(expression)
    if name:
        return lambda scope: written(scope[name], scope)
    value = value_of(expression)
    return lambda scope: written(value(scope), scope)


def _translate(node: TranslateNode, _names: Names) -> Step | None:
    """Look a constant text up once in each language."""
    expression, about = node.filter_expression, node.message_context
    is_constant = expression.var.literal is not None and not expression.filters and not node.asvar
    if not is_constant or (about is not None and not is_own(about, frozenset())):
        return None
    known: dict[str | None, str] = {}

    def step(scope: Scope) -> str:
        language = get_language()
        if language not in known:
            known[language] = node.render(scope)  # type: ignore[arg-type]
        return known[language]

    return step


def _simple_tag(node: SimpleNode, names: Names) -> Step | None:
    is_known = not node.takes_context and node.target_var is None
    asked = [*node.args, *node.kwargs.values()]
    if not is_known or not all(is_own(expression, names) for expression in asked):
        return None
    func = node.func
    given = [value_of(argument) for argument in node.args]
    named = [(name, value_of(argument)) for name, argument in node.kwargs.items()]

    def step(scope: Scope) -> str:
        return conditional_escape(func(*[one(scope) for one in given], **{name: one(scope) for name, one in named}))

    return step


def _condition(condition: TokenBase | None, names: Names) -> Callable[[Scope], object] | None:
    """Return what tells whether a condition holds; nothing when it asks for a name that is not the component's."""
    if condition is None:
        return lambda _scope: True
    if isinstance(condition, TemplateLiteral):
        name = _name_of(condition.value)
        own = is_own(condition.value, names)
        return (itemgetter(name) if name else condition.eval) if own else None
    sides = [side for side in (condition.first, condition.second) if side is not None]
    evaluate: Callable[[Scope], object] = condition.eval  # type: ignore[attr-defined]
    return evaluate if all(_condition(side, names) for side in sides) else None


def _if(node: IfNode, names: Names) -> Step | None:
    branches = []
    for condition, nodes in node.conditions_nodelists:
        holds, steps = _condition(condition, names), steps_of(nodes, names)
        if holds is None or steps is None:
            return None
        branches.append((holds, steps))

    def step(scope: Scope) -> str:
        for holds, steps in branches:
            if holds(scope):
                return joined(steps, scope)
        return ""

    return step


def _with(node: WithNode, names: Names) -> Step | None:
    inner = steps_of(node.nodelist, names | frozenset(node.extra_context))
    if inner is None or not all(is_own(expression, names) for expression in node.extra_context.values()):
        return None
    steps = inner
    named = node.extra_context.items()
    return lambda scope: joined(steps, scope.wider({name: value.resolve(scope) for name, value in named}))


def _for(node: ForNode, names: Names) -> Step | None:
    is_simple = len(node.loopvars) == 1 and not node.nodelist_empty and not node.is_reversed
    inner = steps_of(node.nodelist_loop, names | {node.loopvars[0]} - {"forloop"})  # type: ignore[arg-type]
    if not is_simple or inner is None or not is_own(node.sequence, names):
        return None
    name, steps, sequence = node.loopvars[0], inner, node.sequence

    def step(scope: Scope) -> str:
        values = sequence.resolve(scope, ignore_failures=True)  # type: ignore[arg-type, union-attr]
        return "".join([joined(steps, scope.wider({name: value})) for value in values or ()])

    return step


_MAKERS: dict[type[Node], Callable[..., Step | None]] = {
    VariableNode: _variable,
    TranslateNode: _translate,
    SimpleNode: _simple_tag,
    IfNode: _if,
    WithNode: _with,
    ForNode: _for,
}
