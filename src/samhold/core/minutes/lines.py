"""
Read minutes line by line: which lines are actions, which are decisions, and who is to do what.

A line is an action when it begins with "Tiltak:" (or "Oppgåve:", "Action:" …) or with "@" and a name. It is a decision
when it begins with "Vedtak:" (or "Avgjerd:", "Decision:" …). Everything else is talk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from samhold.core.minutes.due import find_due

if TYPE_CHECKING:
    from collections.abc import Iterable

_ACTION_WORDS: Final = "tiltak|oppgave|oppgåve|gjøremål|gjeremål|action|task"
_DECISION_WORDS: Final = "vedtak|beslutning|beslutta|besluttet|avgjerd|avgjort|enighet|semje|decision|agreed"
_LINE: Final = re.compile(
    rf"\s*(?:[-*•]\s*)?(?:(?P<action>{_ACTION_WORDS})\s*\d*\s*:|(?P<decision>{_DECISION_WORDS})\s*\d*\s*:|(?P<name>@))"
    r"\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[\w'\u2019-]+")
_ELSEWHERE: Final = re.compile(
    r"@|\((?=[^()]*\)\s*\.?\s*$)|\b(?:ansvar(?:lig|leg)?|responsible|owner)\b", re.IGNORECASE
)
_AROUND: Final = " \t,.;:\u2013-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """
    Somebody who can be meant.

    :param key: what the caller knows them by.
    :param also: other words for them, such as what they do ("coordinator").
    """

    key: str
    name: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedAction:
    """
    Something that is to be done.

    :param line: the number of the line it stands on, from one.
    :param owner: the key of who is meant; empty when nobody, or more than one, fits.
    """

    line: int
    text: str
    owner: str
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDecision:
    """Something that was decided, and the number of its line."""

    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What the minutes hold besides talk, in the order of the lines."""

    actions: tuple[ParsedAction, ...]
    decisions: tuple[ParsedDecision, ...]


def parse(text: str, *, candidates: Iterable[Candidate] = (), today: date) -> Parsed:
    """
    Return the actions and the decisions that minutes hold; any text can be read.

    :param candidates: who can be meant as the one who does it.
    :param today: the day of the meeting, from which "on Friday" counts.
    """
    known = tuple((candidate.key, _names_of(candidate)) for candidate in candidates)
    actions: list[ParsedAction] = []
    decisions: list[ParsedDecision] = []
    for number, line in enumerate(text.splitlines(), start=1):
        found = _LINE.fullmatch(line.rstrip())
        if found is None or not found["rest"].strip(_AROUND):
            continue
        if found["decision"]:
            decisions.append(ParsedDecision(line=number, text=found["rest"].strip()))
        else:
            actions.append(_action(number, found["rest"].strip(), known, today))
    return Parsed(actions=tuple(actions), decisions=tuple(decisions))


_Names = frozenset[tuple[str, ...]]
_Known = tuple[tuple[str, _Names], ...]


def _action(number: int, rest: str, known: _Known, today: date) -> ParsedAction:
    due = find_due(rest, today=today)
    kept = rest
    if due is not None and not rest[due.end :].strip(_AROUND):
        kept = rest[: due.start].strip(_AROUND) or rest
    return ParsedAction(line=number, text=kept, owner=_owner(rest, known), due=None if due is None else due.day)


def _owner(rest: str, known: _Known) -> str:
    """Return who is named first in the line, or else behind an "@", a "responsible" or in the last brackets."""
    places = [0, *(match.end() for match in _ELSEWHERE.finditer(rest))]
    return next((key for place in places if (key := _named(rest[place:], known))), "")


def _named(text: str, known: _Known) -> str:
    """Return whose name the text begins with: the longest that fits, nobody if two fit equally."""
    words = tuple(word.casefold() for word in _WORD.findall(text))
    fits = {key: max((len(name) for name in names if words[: len(name)] == name), default=0) for key, names in known}
    longest = max(fits.values(), default=0)
    best = [key for key, length in fits.items() if length == longest]
    return best[0] if longest and len(best) == 1 else ""


def _names_of(candidate: Candidate) -> _Names:
    """Return every way to say who it is: any words of the name that follow each other, and the other words."""
    words = tuple(word.casefold() for word in _WORD.findall(candidate.name))
    parts = {words[start:end] for start in range(len(words)) for end in range(start + 1, len(words) + 1)}
    others = {tuple(word.casefold() for word in _WORD.findall(other)) for other in candidate.also}
    return frozenset(name for name in parts | others if name)
