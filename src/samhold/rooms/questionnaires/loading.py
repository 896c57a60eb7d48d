"""What may be loaded: a file that can be answered, with its texts, that fits its scoring; and why another may not."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from samhold.core.questionnaires import BadDefinition, Definition
from samhold.foundation.errors import DomainError
from samhold.rooms.questionnaires.licences import Licence
from samhold.rooms.questionnaires.shipped import Opened, known, opened


class NotAQuestionnaire(DomainError):
    """The file cannot be answered."""

    message = _("The file is no questionnaire that can be answered: %(faults)s")


class TextsStillMissing(DomainError):
    """It is the structure, as it came."""

    message = _(
        "The file has no texts yet. Write the texts of the questions and the answers into it, and take out the "
        "extension “texts-not-included”."
    )


class AnotherStructure(DomainError):
    """The questions, or what they count, are not those that the scoring was made for."""

    message = _(
        "Question %(link_id)s is not as its scoring knows it. Change the texts only, or give the file a new address."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewQuestionnaire:
    """A questionnaire with its texts, its scoring (empty: that of the same address, or none), and the licence."""

    content: str
    licence: Licence
    scoring: str = ""


def read_new(questionnaire: NewQuestionnaire) -> Opened:
    """
    Return what a file holds, if it may be loaded.

    :raises NotAQuestionnaire: if it cannot be read, shown or scored; says each fault.
    :raises TextsStillMissing: if the texts are not in it.
    :raises AnotherStructure: if a known questionnaire has other questions or numbers than its scoring.
    """
    try:
        found = opened(questionnaire.content, questionnaire.scoring)
        own = known(found.definition.url)
        if own is not None and not questionnaire.scoring:
            found = opened(questionnaire.content, own.scoring_text)
    except BadDefinition as wrong:
        raise NotAQuestionnaire(faults=str(wrong)) from None
    if found.definition.lacks_texts:
        raise TextsStillMissing
    if own is not None:
        _require_same_structure(found.definition, own.definition)
    return found


def _require_same_structure(new: Definition, own: Definition) -> None:
    counted, wanted = _structure(new), _structure(own)
    differing = next(
        (link_id for link_id in {**wanted, **counted} if counted.get(link_id) != wanted.get(link_id)), None
    )
    if differing is not None:
        raise AnotherStructure(link_id=differing)


def _structure(definition: Definition) -> dict[str, object]:
    return {
        item.link_id: (item.kind, item.repeats, [(option.key, option.ordinal) for option in item.options])
        for item in definition.questions()
    }
