"""Judges the sheet of roads, and where their places lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samhold.rooms.people.workbook.rows import Pair, RoadRow
from samhold.rooms.people.workbook.sheets import ROADS

if TYPE_CHECKING:
    from samhold.rooms.people.forms.region.context import Context
    from samhold.rooms.people.forms.region.reading import Draft

POSITION = (("latitude", 90), ("longitude", 180))


def judge(context: Context) -> tuple[Pair[RoadRow], ...]:
    """Return the roads with what is stored of each; faults are noted in the context."""
    drafts = [draft for draft in context.reading.lines(ROADS) if not {"start", "end"} & draft.broken]
    positions = _positions(context, drafts)
    stored = {row.key: row for row in context.stored.roads}
    pairs: dict[tuple[str, str], Pair[RoadRow]] = {}
    for draft in drafts:
        key = (draft.text("start"), draft.text("end"))
        if _judge(context, draft, key, pairs):
            row = RoadRow(
                line=draft.line,
                start=key[0],
                end=key[1],
                kilometres=draft.values["kilometres"],  # type: ignore[arg-type] # read as a whole number
                minutes=draft.values["minutes"],  # type: ignore[arg-type] # read as a whole number
                latitude=positions.get((key[0], "latitude")),
                longitude=positions.get((key[0], "longitude")),
            )
            pairs[key] = Pair(row, stored.get(key))
    return tuple(pairs.values())


def _judge(context: Context, draft: Draft, key: tuple[str, str], before: dict[tuple[str, str], Pair[RoadRow]]) -> bool:
    """Note what is wrong with a row, and say whether it can be taken on."""
    rule, name = "", "end"
    if key[0] == key[1]:
        rule = _("A road goes from one place to another.")
    elif key in before:
        rule = _("The same road stands in row %(line)s.") % {"line": before[key].row.line}
    elif draft.values.get("minutes") == 0:
        rule, name = _("A road takes at least one minute."), "minutes"
    if rule:
        context.reading.fault(ROADS, draft.line, name, value=draft.values.get(name), rule=rule)
    return not rule and not {"kilometres", "minutes"} & draft.broken


def _positions(context: Context, drafts: list[Draft]) -> dict[tuple[str, str], float]:
    """Return the degrees of each place, as its rows say together; what they leave out is as stored."""
    columns = {name for draft in drafts for name, _most in POSITION if draft.has(name)}
    found: dict[tuple[str, str], float] = {}
    for draft in drafts:
        for name, most in POSITION:
            value = draft.values.get(name)
            if not isinstance(value, float):
                continue
            if abs(value) > most:
                rule = _("There are at most %(most)s degrees.") % {"most": most}
                context.reading.fault(ROADS, draft.line, name, value=value, rule=rule)
            elif found.setdefault((draft.text("start"), name), value) != value:
                rule = _("Another row says something else of the same place.")
                context.reading.fault(ROADS, draft.line, name, value=value, rule=rule)
    _judge_halves(context, drafts, found)
    return found if columns else _stored_positions(context)


def _stored_positions(context: Context) -> dict[tuple[str, str], float]:
    degrees = {(row.start, name): getattr(row, name) for row in context.stored.roads for name, _most in POSITION}
    return {place: value for place, value in degrees.items() if value is not None}


def _judge_halves(context: Context, drafts: list[Draft], found: dict[tuple[str, str], float]) -> None:
    for draft in drafts:
        place = draft.text("start")
        halves = [name for name, _most in POSITION if (place, name) in found]
        if len(halves) == 1 and not {"latitude", "longitude"} & draft.broken:
            other = "longitude" if halves == ["latitude"] else "latitude"
            rule = _("Write both latitude and longitude, or neither.")
            context.reading.fault(ROADS, draft.line, other, value="", rule=rule)
