"""The text bank: short, neutral, invented notes in both written forms, put together anew each time."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from samhold.rooms.care.enums import ContactOutcome

if TYPE_CHECKING:
    from random import Random

    from samhold.rooms.care.enums import ContactKind
    from samhold.rooms.organisations.enums import WrittenForm

_ENDS = 0.6


def note(*, kind: ContactKind, outcome: ContactOutcome, form: WrittenForm, chance: Random) -> str:
    """Return what a worker might have written about such a contact."""
    sentences = bank(form.value)
    if outcome is ContactOutcome.NOT_MET:
        return chance.choice(sentences["NOT_MET"])
    if outcome is not ContactOutcome.MET:
        return chance.choice(sentences["CANCELLED"])
    text = chance.choice(sentences[kind.value])
    return f"{text} {chance.choice(sentences['ENDING'])}" if chance.random() < _ENDS else text


@cache
def bank(form: str) -> dict[str, tuple[str, ...]]:
    """Return the sentences of a written form, by the kind of contact."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in (files("samhold.demo") / "notes" / f"{form}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line:
            found.setdefault(heading, []).append(line)
    return {key: tuple(sentences) for key, sentences in found.items()}
