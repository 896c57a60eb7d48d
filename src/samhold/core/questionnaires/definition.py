"""A questionnaire as plain values: its questions, their kinds, their choices, and when each is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from samhold.core.questionnaires.texts import NO_TEXT, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

Value = str | bool | int | Decimal | date
"""An answer, read: the key of a choice or a text, yes or no, a number, a day."""


class ItemKind(StrEnum):
    """The kinds of items that can be shown and answered, by FHIR's names."""

    GROUP = "group"
    DISPLAY = "display"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    STRING = "string"
    TEXT = "text"


class Operator(StrEnum):
    """How a condition compares, by FHIR's signs."""

    EXISTS = "exists"
    EQUAL = "="
    NOT_EQUAL = "!="
    GREATER = ">"
    LESS = "<"
    AT_LEAST = ">="
    AT_MOST = "<="


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """
    One choice.

    :param key: what is stored when it is chosen: its code, or its own text, number or day.
    :param ordinal: what it counts in a score, if it does.
    """

    key: str
    label: Text
    ordinal: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A question is asked only if another question is answered so."""

    link_id: str
    operator: Operator
    answer: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an answer must keep within; `None` is no limit."""

    minimum: Decimal | date | None = None
    maximum: Decimal | date | None = None
    step: Decimal | None = None
    places: int | None = None
    shortest: int | None = None
    longest: int | None = None
    fewest: int | None = None
    most: int | None = None


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """
    A question, a heading with questions under it, or a text to read.

    :param needs_all: every condition must hold; else one is enough.
    :param control: how it asks to be shown, in FHIR's word ("slider", "drop-down").
    :param low_label: what the lowest end of the scale means; `high_label` the highest.
    """

    link_id: str
    kind: ItemKind
    text: Text = NO_TEXT
    prefix: str = ""
    is_required: bool = False
    repeats: bool = False
    is_hidden: bool = False
    is_read_only: bool = False
    limits: Limits = NO_LIMITS
    options: tuple[Option, ...] = ()
    conditions: tuple[Condition, ...] = ()
    needs_all: bool = False
    control: str = ""
    low_label: Text = NO_TEXT
    high_label: Text = NO_TEXT
    unit: Text = NO_TEXT
    initial: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()

    @property
    def is_question(self) -> bool:
        """Whether it can be answered."""
        return self.kind not in {ItemKind.GROUP, ItemKind.DISPLAY} and not (self.is_hidden or self.is_read_only)

    def option(self, key: str) -> Option | None:
        """Return the choice with a key, if there is one."""
        return next((option for option in self.options if option.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A questionnaire in one version; `url` and `version` name it for ever."""

    url: str
    version: str
    name: str
    title: Text
    items: tuple[Item, ...]
    status: str = "active"
    description: Text = NO_TEXT
    copyright: Text = NO_TEXT
    lacks_texts: bool = False

    def every(self) -> Iterator[tuple[Item, tuple[Item, ...]]]:
        """Give every item in the order in which it is shown, with the items it stands under."""
        yield from _under(self.items, ())

    def questions(self) -> tuple[Item, ...]:
        """Return what can be answered, in the order in which it is asked."""
        return tuple(item for item, _above in self.every() if item.is_question)

    def by_link_id(self) -> dict[str, Item]:
        """Return every item by its link id."""
        return {item.link_id: item for item, _above in self.every()}


def _under(items: tuple[Item, ...], above: tuple[Item, ...]) -> Iterator[tuple[Item, tuple[Item, ...]]]:
    for item in items:
        yield item, above
        yield from _under(item.items, (*above, item))
