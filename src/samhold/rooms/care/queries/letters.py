"""The letter of a decision, as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.foundation.errors import NotAvailable
from samhold.rooms.care import letters

if TYPE_CHECKING:
    from samhold.rooms.care.models import Decision

LANGUAGES = letters.LANGUAGES


def letter_of(*, decision: Decision, language: str) -> bytes:
    """
    Return the letter of a decision that came through the door, in `nb`, `nn` or `en`.

    :raises NotAvailable: if nothing is decided yet.
    """
    if not decision.letter:
        raise NotAvailable
    return letters.typeset(decision, language=language)
