"""Reads the file beside a questionnaire that says how it is scored, and holds it against the questionnaire."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING

from samhold.core.questionnaires.change import smallest_reliable_change
from samhold.core.questionnaires.extensions import Json, as_list, as_object, as_text, number, whole
from samhold.core.questionnaires.faults import BadDefinition, Fault
from samhold.core.questionnaires.scoring import Band, Better, Method, Scale, Scoring, Sex, lowest_and_highest
from samhold.core.questionnaires.texts import Text

if TYPE_CHECKING:
    from samhold.core.questionnaires.definition import Definition


def parse_scoring(source: str | bytes, definition: Definition) -> Scoring:
    """
    Return how a questionnaire is scored.

    :raises BadDefinition: if the file cannot be read, or does not fit the questionnaire.
    """
    try:
        content = as_object(json.loads(source))
    except (ValueError, RecursionError):
        raise BadDefinition(_fault("The scoring is not JSON.")) from None
    return read_scoring(content, definition)


def read_scoring(content: Json, definition: Definition) -> Scoring:
    """
    Return how a questionnaire is scored, from plain JSON.

    :raises BadDefinition: if it does not fit the questionnaire.
    """
    scales = tuple(_scale(as_object(one)) for one in as_list(content.get("scales")))
    faults = tuple(fault for scale in scales for fault in _misfits(scale, definition))
    if faults:
        raise BadDefinition(*faults)
    return Scoring(scales=scales, is_validated=content.get("validated") is True)


def written_text(value: object) -> Text:
    """Return a text that stands as a string, or as an object of languages with English first among equals."""
    if isinstance(value, str):
        return Text(plain=value)
    languages = {name: as_text(one) for name, one in as_object(value).items()}
    plain = languages.get("en") or next(iter(languages.values()), "")
    return Text(plain=plain, translations=tuple(languages.items()))


def _fault(sentence: str, link_id: str = "") -> Fault:
    return Fault(link_id=link_id, sentence=sentence)


def _scale(content: Json) -> Scale:
    key = as_text(content.get("key"))
    ends = [number(one) for one in as_list(content.get("range"))]
    missing = as_object(content.get("missing"))
    not_asked = number(content.get("not_asked"))
    try:
        minimum, maximum = (Fraction(one) for one in ends if one is not None)
        return Scale(
            key=key,
            title=written_text(content.get("title")),
            method=Method(as_text(content.get("method"))),
            items=tuple(as_text(one) for one in as_list(content.get("items"))),
            minimum=minimum,
            maximum=maximum,
            decimals=whole(content.get("decimals")) or 0,
            better=Better(as_text(content.get("better")) or Better.LOWER),
            reversed_items=frozenset(as_text(one) for one in as_list(content.get("reversed"))),
            most_missing=whole(missing.get("most")) or 0,
            not_asked=None if not_asked is None else Fraction(not_asked),
            bands=tuple(_band(as_object(one)) for one in as_list(content.get("bands"))),
            reliable_change=_reliable_change(content.get("reliable_change")),
        )
    except ValueError as error:
        raise BadDefinition(_fault(f"Scale {key or '(no key)'} cannot be read: {error}.")) from None


def _band(content: Json) -> Band:
    return Band(
        starts_at=_by_sex(content.get("from")),
        label=written_text(content.get("label")),
        sentence=written_text(content.get("sentence")),
        is_cut_off=content.get("cut_off") is True,
        source=as_text(content.get("source")),
    )


def _by_sex(value: object) -> dict[Sex, Fraction]:
    same = number(value)
    found = {sex: same if same is not None else number(as_object(value).get(sex)) for sex in Sex}
    stated = {sex: Fraction(one) for sex, one in found.items() if one is not None}
    if len(stated) != len(Sex):
        raise ValueError('"from" of a band is a number, or one for "male" and one for "female"')
    return stated


def _reliable_change(value: object) -> Fraction | None:
    if value is None:
        return None
    stated = number(value)
    if stated is not None:
        return Fraction(stated)
    parts = as_object(value)
    deviation, reliability = number(parts.get("standard_deviation")), number(parts.get("reliability"))
    if deviation is None or reliability is None:
        raise ValueError('"reliable_change" is a number, or "standard_deviation" and "reliability"')
    return smallest_reliable_change(standard_deviation=float(deviation), reliability=float(reliability))


def _misfits(scale: Scale, definition: Definition) -> list[Fault]:
    items = definition.by_link_id()
    found = [
        _fault(f"Scale {scale.key} counts it, but there is no such question.", one)
        for one in scale.items
        if one not in items
    ]
    for link_id in scale.items:
        item = items.get(link_id)
        if item is None:
            continue
        if item.repeats:
            found.append(_fault(f"Scale {scale.key} counts it, but it may have several answers.", link_id))
        elif lowest_and_highest(item) is None:
            found.append(_fault(f"Scale {scale.key} counts it, but its answers have no numbers, or no ends.", link_id))
    strange = scale.reversed_items - set(scale.items)
    return found + [
        _fault(f"Scale {scale.key} turns it round without counting it.", link_id) for link_id in sorted(strange)
    ]
