"""Reads the items of a FHIR R4 Questionnaire: kinds, choices, conditions, limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from samhold.core.questionnaires import extensions as fhir
from samhold.core.questionnaires.definition import Condition, Item, ItemKind, Limits, Operator, Value
from samhold.core.questionnaires.extensions import Json, as_list, as_object, as_text, text_of
from samhold.core.questionnaires.faults import Fault
from samhold.core.questionnaires.fhir_options import first_answers, key_of, options_of
from samhold.core.questionnaires.texts import Text

if TYPE_CHECKING:
    from decimal import Decimal

DEEPEST = 10


@dataclass(slots=True)
class Reading:
    """What is known and found while a file is read."""

    contained: dict[str, Json]
    faults: list[Fault] = field(default_factory=list)

    def fault(self, link_id: str, sentence: str) -> None:
        """Note that something is wrong."""
        self.faults.append(Fault(link_id=link_id, sentence=sentence))


def read_item(reading: Reading, content: Json, depth: int = 1) -> Item:
    """Return an item and those under it; what is wrong is noted in the reading."""
    link_id = as_text(content.get("linkId"))
    kind = _kind(reading, link_id, as_text(content.get("type")))
    low, high, below = _below(reading, content, depth, link_id)
    options = options_of(content, reading.contained)
    _note_faults(reading, content, kind, has_options=bool(options))
    return Item(
        link_id=link_id,
        kind=kind,
        text=text_of(content, "text"),
        prefix=as_text(content.get("prefix")),
        is_required=content.get("required") is True,
        repeats=content.get("repeats") is True and kind is not ItemKind.GROUP,
        is_hidden=fhir.extension(content, fhir.HIDDEN) is True,
        is_read_only=content.get("readOnly") is True,
        limits=_limits(content),
        options=options,
        conditions=_conditions(reading, link_id, content),
        needs_all=content.get("enableBehavior") == "all",
        control=fhir.code_of(fhir.extension(content, fhir.ITEM_CONTROL)),
        low_label=low,
        high_label=high,
        unit=_unit(content),
        initial=first_answers(content),
        items=below,
    )


def _kind(reading: Reading, link_id: str, written: str) -> ItemKind:
    try:
        return ItemKind(written)
    except ValueError:
        reading.fault(link_id, f"Questions of type {written or '(none)'} cannot be shown.")
        return ItemKind.DISPLAY


def _note_faults(reading: Reading, content: Json, kind: ItemKind, *, has_options: bool) -> None:
    link_id = as_text(content.get("linkId"))
    wrong = (
        (not link_id, f"An item of type {kind} has no linkId."),
        (content.get("modifierExtension"), "The item carries a modifierExtension that we do not know."),
        (
            kind is ItemKind.CHOICE and not has_options,
            "The question has no choices in the file. Put them in answerOption or a contained list.",
        ),
        (
            kind is ItemKind.GROUP and content.get("repeats") is True,
            "A group that repeats cannot be shown. Ask its questions once, or let them repeat.",
        ),
    )
    for is_wrong, sentence in wrong:
        if is_wrong:
            reading.fault(link_id, sentence)


def _below(reading: Reading, content: Json, depth: int, link_id: str) -> tuple[Text, Text, tuple[Item, ...]]:
    """Return the labels at the ends of a scale, which FHIR writes as texts under the question, and the other items."""
    if depth >= DEEPEST and content.get("item"):
        reading.fault(link_id, f"Items stand more than {DEEPEST} deep.")
        return Text(), Text(), ()
    items = tuple(read_item(reading, as_object(one), depth + 1) for one in as_list(content.get("item")))
    ends = {item.control: item.text for item in items if item.kind is ItemKind.DISPLAY}
    rest = tuple(item for item in items if item.control not in {"lower", "upper"})
    return ends.get("lower", Text()), ends.get("upper", Text()), rest


def _limits(content: Json) -> Limits:
    def number(url: str) -> Decimal | None:
        return fhir.number(fhir.extension(content, url))

    def whole(url: str) -> int | None:
        return fhir.whole(fhir.extension(content, url))

    minimum, maximum = number(fhir.MIN_VALUE), number(fhir.MAX_VALUE)
    return Limits(
        minimum=_day(fhir.extension(content, fhir.MIN_VALUE)) if minimum is None else minimum,
        maximum=_day(fhir.extension(content, fhir.MAX_VALUE)) if maximum is None else maximum,
        step=number(fhir.SLIDER_STEP),
        places=whole(fhir.MAX_PLACES),
        shortest=whole(fhir.MIN_LENGTH),
        longest=fhir.whole(content.get("maxLength")),
        fewest=whole(fhir.MIN_OCCURS),
        most=whole(fhir.MAX_OCCURS),
    )


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(as_text(value))
    except ValueError:
        return None


def _unit(content: Json) -> Text:
    coding = as_object(fhir.extension(content, fhir.UNIT))
    return text_of(coding, "display") or Text(plain=as_text(coding.get("code")))


def _conditions(reading: Reading, link_id: str, content: Json) -> tuple[Condition, ...]:
    found: list[Condition] = []
    for one in (as_object(each) for each in as_list(content.get("enableWhen"))):
        answer = _answer(one)
        try:
            operator = Operator(as_text(one.get("operator")))
        except ValueError:
            operator, answer = Operator.EXISTS, None
        if answer is None:
            reading.fault(link_id, "enableWhen compares in a way that we do not know.")
            continue
        found.append(Condition(link_id=as_text(one.get("question")), operator=operator, answer=answer))
    return tuple(found)


def _answer(condition: Json) -> Value | None:
    """Return what a condition compares with; nothing for a type that no question here has."""
    for name, value in condition.items():
        if name == "answerBoolean" and isinstance(value, bool):
            return value
        if name in {"answerInteger", "answerDecimal"}:
            return fhir.number(value)
        if name == "answerDate":
            return _day(value)
        if name in {"answerString", "answerCoding"}:
            return key_of(value) or None
    return None
