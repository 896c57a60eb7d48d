"""
The view model of a questionnaire: plain values that a template draws without knowing FHIR.

Fields are named by their place (`q0`, `q1`), since a link id may hold anything.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samhold.core.questionnaires import Item, ItemKind, as_typed
from samhold.rooms.questionnaires.forms.words import said, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import QueryDict

    from samhold.core.questionnaires import Definition, Judged

MOST_STEPS = 20
"""A scale of more steps than this is asked for as a number."""

_SHAPES = {
    ItemKind.INTEGER: "number",
    ItemKind.DECIMAL: "number",
    ItemKind.DATE: "day",
    ItemKind.TEXT: "text",
    ItemKind.STRING: "line",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice, as it is drawn."""

    value: str
    label: str
    id: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """What an answer lies between, as it is drawn; `low` and `high` say what the ends of a scale mean."""

    minimum: str = ""
    maximum: str = ""
    step: str = ""
    low: str = ""
    high: str = ""
    unit: str = ""
    longest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    One question, or a text to read, as it is drawn.

    :param shape: what draws it: heading, scale, choices, several, number, day, line, text.
    :param is_asked: whether it is asked, as things are answered now.
    :param when: JSON of when it is asked, for the script; empty if always.
    """

    link_id: str
    name: str
    shape: str
    text: str
    ends: Ends
    prefix: str = ""
    choices: tuple[Choice, ...] = ()
    values: tuple[str, ...] = ()
    is_required: bool = False
    is_asked: bool = True
    error: str = ""
    when: str = ""

    @property
    def id(self) -> str:
        """The id of its field on the page."""
        return f"id_{self.name}"

    @property
    def value(self) -> str:
        """The answer as typed, where there is one."""
        return self.values[0] if self.values else ""

    @property
    def is_question(self) -> bool:
        """Whether it can be answered."""
        return self.shape != "heading"

    def without_error(self) -> Entry:
        """Return the same, before anything is told of what is wrong."""
        return replace(self, error="")


def names(definition: Definition) -> dict[str, str]:
    """Return the name of the field of each item, by link id."""
    return {item.link_id: f"q{place}" for place, (item, _above) in enumerate(definition.every())}


def typed(definition: Definition, sent: QueryDict) -> dict[str, list[str]]:
    """Return what was typed, by link id, of the questions that were on the page (`on_page` names them)."""
    named, on_page = names(definition), set(sent.getlist("on_page"))
    return {
        item.link_id: sent.getlist(named[item.link_id])
        for item in definition.questions()
        if named[item.link_id] in on_page or named[item.link_id] in sent
    }


def entries(definition: Definition, answers: Mapping[str, Sequence[str]], judged: Judged) -> tuple[Entry, ...]:
    """
    Return every question and text in its order, as answered; `is_asked` tells which are asked now.

    :param answers: as typed, so that a wrong answer is shown again with what is wrong.
    """
    named = names(definition)
    faults = {fault.link_id: sentence(fault) for fault in judged.all_faults}
    return tuple(
        _entry(item, above, named, answers.get(item.link_id, item.initial), judged, faults.get(item.link_id, ""))
        for item, above in definition.every()
        if item.is_question or (item.text and not item.is_hidden)
    )


def _entry(
    item: Item,
    above: tuple[Item, ...],
    named: Mapping[str, str],
    given: Sequence[str],
    judged: Judged,
    error: str,
) -> Entry:
    name = named[item.link_id]
    return Entry(
        link_id=item.link_id,
        name=name,
        shape=_shape(item),
        text=said(item.text),
        ends=_ends(item),
        prefix=item.prefix,
        choices=_choices(item, name, given),
        values=tuple(given),
        is_required=item.is_required,
        is_asked=item.link_id in judged.asked,
        error=error,
        when=_when((*above, item), named),
    )


def _shape(item: Item) -> str:
    if not item.is_question:
        return "heading"
    if item.control == "slider" and _steps(item):
        return "scale"
    if item.options or item.kind is ItemKind.BOOLEAN:
        return "several" if item.repeats else "choices"
    return _SHAPES[item.kind]


def _steps(item: Item) -> tuple[str, ...]:
    """Return the answers of a scale of few whole steps; none for another question."""
    low, high, step = item.limits.minimum, item.limits.maximum, item.limits.step or Decimal(1)
    if item.kind is not ItemKind.INTEGER or not (isinstance(low, Decimal) and isinstance(high, Decimal)):
        return ()
    if step < 1 or not 1 <= (high - low) / step <= MOST_STEPS:
        return ()
    return tuple(str(answer) for answer in range(int(low), int(high) + 1, int(step)))


def _choices(item: Item, name: str, given: Sequence[str]) -> tuple[Choice, ...]:
    if _shape(item) == "scale":
        labelled = [(answer, answer) for answer in _steps(item)]
    elif item.kind is ItemKind.BOOLEAN:
        labelled = [("true", _("Yes")), ("false", _("No"))]
    else:
        labelled = [(option.key, said(option.label)) for option in item.options]
    return tuple(
        Choice(value=value, label=label, id=f"id_{name}_{place}", is_chosen=value in given)
        for place, (value, label) in enumerate(labelled)
    )


def _ends(item: Item) -> Ends:
    limits = item.limits
    return Ends(
        minimum="" if limits.minimum is None else as_typed(limits.minimum),
        maximum="" if limits.maximum is None else as_typed(limits.maximum),
        step=str(limits.step or ("any" if item.kind is ItemKind.DECIMAL else 1)),
        low=said(item.low_label),
        high=said(item.high_label),
        unit=said(item.unit),
        longest=str(limits.longest or ""),
    )


def _when(path: Sequence[Item], named: Mapping[str, str]) -> str:
    """Return when an item is asked, as JSON: each of a list must hold, and within it all or any of its conditions."""
    groups = [
        {
            "all": item.needs_all,
            "of": [
                {"name": named[one.link_id], "operator": one.operator, "answer": as_typed(one.answer)}
                for one in item.conditions
            ],
        }
        for item in path
        if item.conditions
    ]
    return json.dumps(groups) if groups else ""
