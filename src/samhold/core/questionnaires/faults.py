"""What is wrong with a definition or an answer: a sentence, and the question that it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def gettext_noop(text: str) -> str:
    """Mark a sentence for the catalogs; whoever shows it translates it."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """
    One thing that is wrong.

    :param link_id: the question it concerns; empty for the whole.
    :param sentence: what is wrong and what to do, in English, with `%(name)s` places for `values`.
    """

    link_id: str
    sentence: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.sentence % self.values if self.values else self.sentence


class BadDefinition(ValueError):
    """Say why a file is no questionnaire that can be answered."""

    def __init__(self, *faults: Fault) -> None:
        """Carry every fault that was found."""
        self.faults = faults
        super().__init__("; ".join(f"{fault.link_id}: {fault}" if fault.link_id else str(fault) for fault in faults))


UNKNOWN_QUESTION = gettext_noop("This question is not in the questionnaire. Open the page again.")
NOT_AN_OPTION = gettext_noop("This answer is not one of the choices. Choose one of those that are shown.")
NOT_YES_OR_NO = gettext_noop("Answer yes or no.")
NOT_A_WHOLE_NUMBER = gettext_noop("Write a whole number, such as 3.")
NOT_A_NUMBER = gettext_noop("Write a number, such as 3.5.")
NOT_A_DAY = gettext_noop("Write a day that exists, such as 2026-05-17.")
TOO_LOW = gettext_noop("The answer is outside its scale. Choose %(minimum)s or higher.")
TOO_HIGH = gettext_noop("The answer is outside its scale. Choose %(maximum)s or lower.")
TOO_MANY_PLACES = gettext_noop("Write at most %(places)s decimals.")
TOO_LONG = gettext_noop("Write at most %(longest)s characters.")
TOO_SHORT = gettext_noop("Write at least %(shortest)s characters.")
MORE_THAN_ONE = gettext_noop("Give one answer only.")
TOO_MANY_ANSWERS = gettext_noop("Give at most %(most)s answers.")
TOO_FEW_ANSWERS = gettext_noop("Give at least %(fewest)s answers.")
NOT_ANSWERED = gettext_noop("This question must be answered.")
