"""
Reads a FHIR R4 Questionnaire, as plain JSON, into a definition; says everything that is wrong at once.

What a questionnaire of other kinds needs (attachments, quantities, references, repeated groups) is refused in words: a
question that cannot be shown must not vanish from a form.
"""

from __future__ import annotations

import json
from collections import Counter

from samhold.core.questionnaires.definition import Definition, Item
from samhold.core.questionnaires.extensions import LACKS_TEXTS, Json, as_list, as_object, as_text, extension, text_of
from samhold.core.questionnaires.faults import BadDefinition, Fault
from samhold.core.questionnaires.fhir_items import Reading, read_item

LARGEST_FILE = 1_000_000
MOST_ITEMS = 500


def parse(source: str | bytes) -> Definition:
    """
    Return the definition that a JSON text holds.

    :raises BadDefinition: if it is no JSON, no Questionnaire, or none that can be answered.
    """
    if len(source) > LARGEST_FILE:
        raise BadDefinition(Fault(link_id="", sentence="The file is too large: a questionnaire has at most 1 MB."))
    try:
        content = json.loads(source)
    except (ValueError, RecursionError):
        raise BadDefinition(Fault(link_id="", sentence="The file is not JSON. Save it as UTF-8 JSON.")) from None
    return read(as_object(content))


def read(content: Json) -> Definition:
    """
    Return the definition that a Questionnaire resource holds.

    :raises BadDefinition: if it is no Questionnaire, or none that can be answered.
    """
    if content.get("resourceType") != "Questionnaire":
        raise BadDefinition(Fault(link_id="", sentence="The file is not a FHIR Questionnaire (resourceType)."))
    reading = Reading(contained=_contained(content))
    _refuse_modifiers(reading, content)
    items = tuple(read_item(reading, as_object(one)) for one in as_list(content.get("item")))
    definition = Definition(
        url=as_text(content.get("url")),
        version=as_text(content.get("version")),
        name=as_text(content.get("name")),
        title=text_of(content, "title"),
        status=as_text(content.get("status")),
        description=text_of(content, "description"),
        copyright=text_of(content, "copyright"),
        lacks_texts=extension(content, LACKS_TEXTS) is True,
        items=items,
    )
    faults = (*reading.faults, *_faults_of_whole(definition))
    if faults:
        raise BadDefinition(*faults)
    return definition


def _contained(content: Json) -> dict[str, Json]:
    resources = (as_object(one) for one in as_list(content.get("contained")))
    return {as_text(one.get("id")): one for one in resources if one.get("resourceType") == "ValueSet"}


def _refuse_modifiers(reading: Reading, content: Json) -> None:
    if content.get("modifierExtension") or content.get("implicitRules"):
        reading.fault("", "The questionnaire says it may only be used by those who know an extension we do not know.")


def _faults_of_whole(definition: Definition) -> tuple[Fault, ...]:
    found = [item for item, _above in definition.every()]
    wrong: list[tuple[str, str]] = []
    if not definition.url:
        wrong.append(("", "The questionnaire has no url: it is the name that answers are kept under."))
    if not definition.version:
        wrong.append(("", "The questionnaire has no version: answers must say which one they are of."))
    if not definition.questions():
        wrong.append(("", "The questionnaire has no question that can be answered."))
    if len(found) > MOST_ITEMS:
        wrong.append(("", f"The questionnaire has {len(found)} items; at most {MOST_ITEMS} can be shown."))
    wrong += [(link, "Two items have this linkId.") for link, n in Counter(i.link_id for i in found).items() if n > 1]
    wrong += _faults_of_conditions(definition)
    return tuple(Fault(link_id=link_id, sentence=sentence) for link_id, sentence in wrong)


def _faults_of_conditions(definition: Definition) -> list[tuple[str, str]]:
    items = definition.by_link_id()
    wrong = [
        (item.link_id, f"enableWhen asks about {condition.link_id!r}, which is no question here.")
        for item, _above in definition.every()
        for condition in item.conditions
        if condition.link_id not in items or not items[condition.link_id].is_question
    ]
    above = {item.link_id: [one.link_id for one in path] for item, path in definition.every()}
    wrong += [(link_id, "enableWhen goes in a ring.") for link_id in items if _is_in_ring(link_id, items, above)]
    return wrong


def _is_in_ring(start: str, items: dict[str, Item], above: dict[str, list[str]]) -> bool:
    """Tell whether an item's being asked depends on itself, through conditions and what it stands under."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        link_id = waiting.pop()
        item = items.get(link_id)
        if item is None:
            continue
        needed = [condition.link_id for condition in item.conditions] + above[link_id]
        if start in needed:
            return True
        waiting += [one for one in needed if one not in seen]
        seen.update(needed)
    return False
