"""What answers came to, as it is read: numbers in the language's own writing, bands as plain sentences, changes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samhold.core.questionnaires import Direction, ItemKind, Sex, rounded
from samhold.rooms.questionnaires.forms.words import said, written_day, written_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django_stubs_ext import StrOrPromise

    from samhold.core.questionnaires import Change, Definition, Item, Scale, Score, Value

NO_NUMBER = "\N{EN DASH}"
OF_SEX: dict[Sex, StrOrPromise] = {Sex.MALE: gettext_lazy("For men"), Sex.FEMALE: gettext_lazy("For women")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A number of one administration, as it is read; `sentences` say what it means, most often one."""

    title: str
    number: str
    out_of: str
    sentences: tuple[str, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question and what was answered, as they are read."""

    text: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """A published cut-off of a scale, for a line across its plot: where, as written, and what it means for whom."""

    at: Fraction
    shown: str
    label: str


def result(score: Score) -> Result:
    """Return a score as it is read."""
    scale = score.scale
    ends = [written_number(rounded(end, 0)) for end in (scale.minimum, scale.maximum)]
    return Result(
        title=said(scale.title),
        number=number(score),
        out_of=_("from %(lowest)s to %(highest)s") % {"lowest": ends[0], "highest": ends[1]},
        sentences=_sentences(score),
        sources=tuple(dict.fromkeys(band.source for band in score.bands().values() if band.source)),
    )


def number(score: Score) -> str:
    """Return a score as the language writes it; a dash where there is none."""
    return NO_NUMBER if score.shown is None else written_number(score.shown)


def _sentences(score: Score) -> tuple[str, ...]:
    if score.value is None:
        return (_("Too few questions are answered for a number."),)
    same = score.band()
    if same is not None:
        return (said(same.sentence),)
    return tuple(f"{OF_SEX[sex]}: {said(band.sentence)}" for sex, band in score.bands().items())


def cut_offs(scale: Scale) -> tuple[CutOff, ...]:
    """Return the published cut-offs of a scale as lines, with for whom each is where they differ."""
    found: list[CutOff] = []
    for band in scale.bands:
        if not band.is_cut_off:
            continue
        by_place: dict[Fraction, list[Sex]] = {}
        for sex, place in band.starts_at.items():
            by_place.setdefault(place, []).append(sex)
        found += [_cut_off(scale, at, sexes, said(band.label)) for at, sexes in by_place.items()]
    return tuple(sorted(found, key=lambda line: line.at))


def _cut_off(scale: Scale, at: Fraction, sexes: Sequence[Sex], label: str) -> CutOff:
    shown = written_number(rounded(at, scale.decimals))
    whom = "" if len(sexes) == len(Sex) else f", {str(OF_SEX[sexes[0]]).lower()}"
    return CutOff(at=at, shown=shown, label=f"{shown}: {label}{whom}")


def change_sentence(change: Change) -> str:
    """Return how a score changed, in a plain sentence that says whether it is more than chance."""
    scale = change.later.scale
    size = written_number(abs(rounded(change.difference, scale.decimals)))
    if change.direction is Direction.SAME:
        return _("The same as the time before.")
    if change.is_reliable:
        said_so = {
            Direction.BETTER: _("Better by %(size)s since the time before. That is more than chance."),
            Direction.WORSE: _("Worse by %(size)s since the time before. That is more than chance."),
        }
    elif change.is_reliable is None:
        said_so = {
            Direction.BETTER: _("Better by %(size)s since the time before. Nobody has shown how much is chance."),
            Direction.WORSE: _("Worse by %(size)s since the time before. Nobody has shown how much is chance."),
        }
    else:
        said_so = {
            Direction.BETTER: _("Better by %(size)s since the time before. It may be chance."),
            Direction.WORSE: _("Worse by %(size)s since the time before. It may be chance."),
        }
    return said_so[change.direction] % {"size": size}


def change_words(change: Change) -> str:
    """Return how a score changed, in a few words: for a table."""
    if change.direction is Direction.SAME:
        return _("The same")
    short = {Direction.BETTER: _("Better by %(size)s"), Direction.WORSE: _("Worse by %(size)s")}[change.direction]
    size = written_number(abs(rounded(change.difference, change.later.scale.decimals)))
    told = short % {"size": size}
    return f"{told}, {_('more than chance')}" if change.is_reliable else told


def answered(definition: Definition, values: Mapping[str, Sequence[Value]]) -> tuple[Answered, ...]:
    """Return the questions that were answered and the answers, in the order of the questionnaire."""
    return tuple(
        Answered(text=said(item.text), answer=", ".join(_in_words(item, value) for value in values[item.link_id]))
        for item in definition.questions()
        if item.link_id in values
    )


def _in_words(item: Item, value: Value) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if item.kind is ItemKind.CHOICE:
        option = item.option(str(value))
        return str(value) if option is None else said(option.label)
    if isinstance(value, int | Decimal):
        unit = said(item.unit)
        return f"{written_number(value)} {unit}".strip()
    return value if isinstance(value, str) else written_day(value)
