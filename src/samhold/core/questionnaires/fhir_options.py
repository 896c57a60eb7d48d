"""Reads the choices of a question, and what is answered before anybody has answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.core.questionnaires import extensions as fhir
from samhold.core.questionnaires.definition import Option
from samhold.core.questionnaires.extensions import as_list, as_object, as_text, text_of
from samhold.core.questionnaires.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samhold.core.questionnaires.extensions import Json


def key_of(value: object) -> str:
    """Return what is stored for a value of a file: a choice's code, a number, a day or a text as written."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    found = fhir.number(value)
    if found is not None:
        return str(found)
    coding = as_object(value)
    return as_text(coding.get("code")) or as_text(coding.get("display"))


def options_of(content: Json, contained: dict[str, Json]) -> tuple[Option, ...]:
    """Return the choices of a question, from the question itself or from a list that the file contains."""
    stated = [_option(as_object(one)) for one in as_list(content.get("answerOption"))]
    reference = as_text(content.get("answerValueSet"))
    if not stated and reference.startswith("#"):
        stated = [_of_concept(one) for one in _concepts(contained.get(reference[1:], {}))]
    unique = {option.key: option for option in reversed(stated) if option.key}
    return tuple(reversed(unique.values()))


def first_answers(content: Json) -> tuple[str, ...]:
    """Return what is answered before anybody has answered."""
    stated = [key_of(fhir.value_of(as_object(one))) for one in as_list(content.get("initial"))]
    options = (as_object(one) for one in as_list(content.get("answerOption")))
    chosen = [key_of(fhir.value_of(one)) for one in options if one.get("initialSelected") is True]
    return tuple(key for key in stated or chosen if key)


def _option(content: Json) -> Option:
    value = fhir.value_of(content)
    coding = as_object(value)
    ordinal = fhir.number(fhir.extension(coding, fhir.ORDINAL_VALUE))
    if ordinal is None:
        ordinal = fhir.number(fhir.extension(content, fhir.ORDINAL_VALUE))
    key = key_of(value)
    return Option(key=key, label=text_of(coding, "display") or Text(plain=key), ordinal=ordinal)


def _of_concept(concept: Json) -> Option:
    key = as_text(concept.get("code"))
    ordinal = fhir.number(fhir.extension(concept, fhir.ORDINAL_VALUE))
    return Option(key=key, label=text_of(concept, "display") or Text(plain=key), ordinal=ordinal)


def _concepts(value_set: Json) -> Iterator[Json]:
    expanded = as_list(as_object(value_set.get("expansion")).get("contains"))
    yield from (as_object(one) for one in expanded)
    if not expanded:
        for part in as_list(as_object(value_set.get("compose")).get("include")):
            yield from (as_object(one) for one in as_list(as_object(part).get("concept")))
