"""Which items are asked, given what has been answered (FHIR's enableWhen and enableBehavior)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from samhold.core.questionnaires.definition import Operator, Value

if TYPE_CHECKING:
    from samhold.core.questionnaires.definition import Condition, Definition, Item

Values = Mapping[str, Sequence[Value]]


def asked(definition: Definition, values: Values) -> frozenset[str]:
    """
    Return the link ids of the items that are asked.

    An item under one that is not asked is not asked, and the answer to a question that is not asked counts as none.
    """
    above = {item.link_id: path for item, path in definition.every()}
    items = definition.by_link_id()
    known: dict[str, bool] = {}

    def is_asked(link_id: str) -> bool:
        if link_id not in known:
            own = all(holds_for(one) for one in (*above[link_id], items[link_id]))
            known[link_id] = own
        return known[link_id]

    def holds_for(item: Item) -> bool:
        if not item.conditions:
            return True
        outcomes = (
            holds(condition, values.get(condition.link_id, ()) if is_asked(condition.link_id) else ())
            for condition in item.conditions
        )
        return all(outcomes) if item.needs_all else any(outcomes)

    return frozenset(link_id for link_id in items if is_asked(link_id))


def holds(condition: Condition, answers: Sequence[Value]) -> bool:
    """Tell whether a condition holds for the answers to its question: for one of them, if there are several."""
    if condition.operator is Operator.EXISTS:
        return bool(answers) is (condition.answer is True)
    return any(_compares(condition.operator, answer, condition.answer) for answer in answers)


def _compares(operator: Operator, answer: Value, wanted: Value) -> bool:
    if operator in {Operator.EQUAL, Operator.NOT_EQUAL}:
        return _same(answer, wanted) is (operator is Operator.EQUAL)
    order = _order(answer, wanted)
    if order is None:
        return False
    return {
        Operator.GREATER: order > 0,
        Operator.LESS: order < 0,
        Operator.AT_LEAST: order >= 0,
        Operator.AT_MOST: order <= 0,
    }[operator]


def _same(answer: Value, wanted: Value) -> bool:
    """Compare a yes with a yes, a number with a number, and everything else as it is stored."""
    if isinstance(answer, bool) or isinstance(wanted, bool):
        return answer is wanted
    order = _order(answer, wanted)
    return str(answer) == str(wanted) if order is None else order == 0


def _order(answer: Value, wanted: Value) -> int | None:
    """Return whether the answer lies before (-1), at (0) or after (1) what is wanted; nothing if they have no order."""
    if isinstance(answer, date) and isinstance(wanted, date):
        return (answer > wanted) - (answer < wanted)
    if _is_number(answer) and _is_number(wanted):
        mine, theirs = Decimal(str(answer)), Decimal(str(wanted))
        return (mine > theirs) - (mine < theirs)
    return None


def _is_number(value: Value) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)
