"""The questionnaires that come with the product, as files: `definitions/NAME.json` and `NAME.scoring.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from samhold.core.questionnaires import BadDefinition, Definition, Fault, Scoring, parse, parse_scoring
from samhold.core.questionnaires.extensions import as_object, as_text
from samhold.rooms.access.enums import Category
from samhold.rooms.questionnaires.enums import KNOWLEDGE

FOLDER = Path(__file__).parent / "definitions"
SCORING_ENDING = ".scoring.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """
    A questionnaire and how it is scored, read from their files.

    :param scoring_text: the scoring as its file has it.
    :param owner: who made the questionnaire.
    """

    definition: Definition
    scoring: Scoring
    category: Category
    scoring_text: str = ""
    owner: str = ""


@cache
def shipped() -> tuple[Opened, ...]:
    """Return the questionnaires that come with the product, by title."""
    files = (file for file in FOLDER.glob("*.json") if not file.name.endswith(SCORING_ENDING))
    found = (opened(file.read_text(encoding="utf-8"), _beside(file)) for file in files)
    return tuple(sorted(found, key=lambda one: one.definition.title.plain))


def shipped_file(name: str) -> Path | None:
    """Return the file of a questionnaire that comes with the product, by its name; nothing if there is none."""
    return next((file for file in FOLDER.glob("*.json") if file.name == f"{name}.json"), None)


def known(url: str) -> Opened | None:
    """Return the questionnaire that comes with the product under an address, if one does."""
    return next((one for one in shipped() if one.definition.url == url), None)


def opened(content: str, scoring: str) -> Opened:
    """
    Read a questionnaire and its scoring; an empty scoring is none.

    :raises BadDefinition: if one of them cannot be read, or they do not fit.
    """
    definition = parse(content)
    if not scoring:
        return Opened(definition=definition, scoring=Scoring(), category=Category.FEEDBACK)
    scored = parse_scoring(scoring, definition)
    stated = as_object(json.loads(scoring))
    category = as_text(stated.get("category")) or Category.FEEDBACK
    if category not in KNOWLEDGE:
        raise BadDefinition(Fault(link_id="", sentence=f'"category" of the scoring is one of {", ".join(KNOWLEDGE)}.'))
    return Opened(
        definition=definition,
        scoring=scored,
        category=Category(category),
        scoring_text=scoring,
        owner=as_text(stated.get("owner")),
    )


def _beside(file: Path) -> str:
    scoring = file.with_name(file.stem + SCORING_ENDING)
    return scoring.read_text(encoding="utf-8") if scoring.exists() else ""
