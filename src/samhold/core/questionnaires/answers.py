"""Reads answers as they were typed, and says of each question what is wrong with its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from samhold.core.questionnaires import faults
from samhold.core.questionnaires.conditions import asked
from samhold.core.questionnaires.definition import Item, ItemKind, Value
from samhold.core.questionnaires.faults import Fault

if TYPE_CHECKING:
    from samhold.core.questionnaires.definition import Definition

Typed = Mapping[str, Sequence[str]]
"""Answers as they are typed and kept: texts by link id. A choice is its key, yes is "true", a day is 2026-05-17."""

LONGEST_TEXT = 10_000
LONGEST_LINE = 500
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """
    What the answers come to.

    :param values: the answers that hold, read, of the questions that are asked.
    :param faults: what is wrong with the others, at most one a question.
    :param missing: required questions that are asked and not answered.
    :param asked: the link ids of all items that are asked.
    """

    values: Mapping[str, tuple[Value, ...]]
    faults: tuple[Fault, ...]
    missing: tuple[str, ...]
    asked: frozenset[str]

    @property
    def is_complete(self) -> bool:
        """Whether nothing is wrong and nothing is missing."""
        return not self.faults and not self.missing

    @property
    def all_faults(self) -> tuple[Fault, ...]:
        """What is wrong, and what is missing."""
        unanswered = (Fault(link_id=link_id, sentence=faults.NOT_ANSWERED) for link_id in self.missing)
        return (*self.faults, *unanswered)

    def kept(self) -> dict[str, list[str]]:
        """Return the answers that hold, as they are kept."""
        return {link_id: [as_typed(value) for value in values] for link_id, values in self.values.items()}


class _Wrong(Exception):
    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = {name: str(value) for name, value in values.items()}


def judge(definition: Definition, typed: Typed) -> Judged:
    """Read every answer, and say which are wrong and which are missing; blank ones are no answers."""
    items = definition.by_link_id()
    values: dict[str, tuple[Value, ...]] = {}
    wrong: dict[str, Fault] = {}
    for link_id, written in typed.items():
        given = tuple(one.strip() for one in written if one.strip())
        if not given:
            continue
        try:
            values[link_id] = _read_all(items.get(link_id), given)
        except _Wrong as found:
            wrong[link_id] = Fault(link_id=link_id, sentence=found.sentence, values=found.values)
    shown = asked(definition, values)
    return Judged(
        values={item.link_id: values[item.link_id] for item in _questions(definition, shown) if item.link_id in values},
        faults=tuple(fault for link_id, fault in wrong.items() if link_id in shown or link_id not in items),
        missing=tuple(
            item.link_id
            for item in _questions(definition, shown)
            if item.is_required and item.link_id not in values and item.link_id not in wrong
        ),
        asked=shown,
    )


def read_value(item: Item, written: str) -> Value:
    """
    Return one answer, read.

    :raises ValueError: if it is none that the question takes; its text is the sentence.
    """
    try:
        return _read(item, written.strip())
    except _Wrong as found:
        raise ValueError(found.sentence % found.values) from None


def as_typed(value: Value) -> str:
    """Return an answer as it is kept."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _questions(definition: Definition, shown: frozenset[str]) -> list[Item]:
    return [item for item in definition.questions() if item.link_id in shown]


def _read_all(item: Item | None, given: tuple[str, ...]) -> tuple[Value, ...]:
    if item is None or not item.is_question:
        raise _Wrong(faults.UNKNOWN_QUESTION)
    if not item.repeats and len(given) > 1:
        raise _Wrong(faults.MORE_THAN_ONE)
    limits = item.limits
    if limits.most is not None and len(given) > limits.most:
        raise _Wrong(faults.TOO_MANY_ANSWERS, most=limits.most)
    if limits.fewest is not None and len(given) < limits.fewest:
        raise _Wrong(faults.TOO_FEW_ANSWERS, fewest=limits.fewest)
    return tuple(dict.fromkeys(_read(item, one) for one in given))


def _read(item: Item, written: str) -> Value:
    if item.kind is ItemKind.BOOLEAN:
        if written not in {"true", "false"}:
            raise _Wrong(faults.NOT_YES_OR_NO)
        return written == "true"
    if item.options:
        if all(option.key != written for option in item.options):
            raise _Wrong(faults.NOT_AN_OPTION)
        return _read_free(item, written) if item.kind is not ItemKind.CHOICE else written
    return _read_free(item, written)


def _read_free(item: Item, written: str) -> Value:
    value: Value
    if item.kind is ItemKind.INTEGER:
        value = _whole(written)
    elif item.kind is ItemKind.DECIMAL:
        value = _decimal(item, written)
    elif item.kind is ItemKind.DATE:
        value = _day(written)
    else:
        return _text(item, written)
    _keep_within(item, value)
    return value


def _whole(written: str) -> int:
    digits = written.removeprefix("-").removeprefix(MINUS)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 15):  # noqa: PLR2004 -- no scale needs more
        raise _Wrong(faults.NOT_A_WHOLE_NUMBER)
    return int(digits) if digits == written else -int(digits)


def _decimal(item: Item, written: str) -> Decimal:
    try:
        value = Decimal(written.replace(",", ".").replace(MINUS, "-"))
    except InvalidOperation:
        raise _Wrong(faults.NOT_A_NUMBER) from None
    if not value.is_finite() or len(written) > 20:  # noqa: PLR2004 -- no scale needs more
        raise _Wrong(faults.NOT_A_NUMBER)
    places = item.limits.places
    exponent = value.as_tuple().exponent
    if places is not None and isinstance(exponent, int) and -exponent > places:
        raise _Wrong(faults.TOO_MANY_PLACES, places=places)
    return value


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise _Wrong(faults.NOT_A_DAY) from None


def _text(item: Item, written: str) -> str:
    longest = item.limits.longest or (LONGEST_LINE if item.kind is ItemKind.STRING else LONGEST_TEXT)
    if len(written) > longest:
        raise _Wrong(faults.TOO_LONG, longest=longest)
    if item.limits.shortest is not None and len(written) < item.limits.shortest:
        raise _Wrong(faults.TOO_SHORT, shortest=item.limits.shortest)
    return written


def _keep_within(item: Item, value: int | Decimal | date) -> None:
    minimum, maximum = item.limits.minimum, item.limits.maximum
    if minimum is not None and _is_before(value, minimum):
        raise _Wrong(faults.TOO_LOW, minimum=minimum)
    if maximum is not None and _is_before(maximum, value):
        raise _Wrong(faults.TOO_HIGH, maximum=maximum)


def _is_before(one: int | Decimal | date, other: int | Decimal | date) -> bool:
    if isinstance(one, date) or isinstance(other, date):
        return isinstance(one, date) and isinstance(other, date) and one < other
    return Decimal(one) < Decimal(other)
