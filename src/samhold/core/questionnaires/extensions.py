"""FHIR's extensions that a questionnaire may carry, read from plain JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from samhold.core.questionnaires.texts import Text

Json = Mapping[str, object]

_HL7: Final = "http://hl7.org/fhir/StructureDefinition/"
ORDINAL_VALUE: Final = f"{_HL7}ordinalValue"
MIN_VALUE: Final = f"{_HL7}minValue"
MAX_VALUE: Final = f"{_HL7}maxValue"
MIN_LENGTH: Final = f"{_HL7}minLength"
MAX_PLACES: Final = f"{_HL7}maxDecimalPlaces"
MIN_OCCURS: Final = f"{_HL7}questionnaire-minOccurs"
MAX_OCCURS: Final = f"{_HL7}questionnaire-maxOccurs"
ITEM_CONTROL: Final = f"{_HL7}questionnaire-itemControl"
SLIDER_STEP: Final = f"{_HL7}questionnaire-sliderStepValue"
HIDDEN: Final = f"{_HL7}questionnaire-hidden"
UNIT: Final = f"{_HL7}questionnaire-unit"
TRANSLATION: Final = f"{_HL7}translation"
LACKS_TEXTS: Final = "https://samhold.example/fhir/StructureDefinition/texts-not-included"
"""Marks a definition that ships as structure only: its texts belong to somebody else."""


def as_object(value: object) -> Json:
    """Return a JSON object; an empty one for anything else."""
    return value if isinstance(value, Mapping) else {}


def as_list(value: object) -> Sequence[object]:
    """Return a JSON list; an empty one for anything else."""
    return value if isinstance(value, list | tuple) else ()


def as_text(value: object) -> str:
    """Return a JSON text; an empty one for anything else."""
    return value if isinstance(value, str) else ""


def value_of(holder: Json) -> object:
    """Return what stands in a `value[x]`, whatever its type; nothing if there is none."""
    return next((value for name, value in holder.items() if name.startswith("value")), None)


def extension(holder: Json, url: str) -> object:
    """Return the value of an extension; nothing if the element does not carry it."""
    found = (as_object(one) for one in as_list(holder.get("extension")))
    return next((value_of(one) for one in found if one.get("url") == url), None)


def number(value: object) -> Decimal | None:
    """Return a JSON number exactly; nothing for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def whole(value: object) -> int | None:
    """Return a JSON whole number; nothing for what is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def code_of(concept: object) -> str:
    """Return the first code of a codeable concept."""
    codings = as_list(as_object(concept).get("coding"))
    return as_text(as_object(codings[0]).get("code")) if codings else ""


def text_of(holder: Json, name: str) -> Text:
    """Return a text with its translations, which stand in the extensions of `_name`."""
    translations: list[tuple[str, str]] = []
    for one in as_list(as_object(holder.get(f"_{name}")).get("extension")):
        if as_object(one).get("url") != TRANSLATION:
            continue
        parts = {as_object(part).get("url"): value_of(as_object(part)) for part in as_list(as_object(one)["extension"])}
        translations.append((as_text(parts.get("lang")), as_text(parts.get("content"))))
    return Text(plain=as_text(holder.get(name)), translations=tuple(translations))
