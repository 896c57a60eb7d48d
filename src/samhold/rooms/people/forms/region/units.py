"""Judges the sheet of units, and of the organisations they belong to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samhold.rooms.people.forms.region.reading import Draft
from samhold.rooms.people.workbook.rows import OrganisationProfile, Pair, UnitKey, UnitRow
from samhold.rooms.people.workbook.sheets import ROADS, UNITS
from samhold.rooms.people.workbook.words import near

if TYPE_CHECKING:
    from samhold.rooms.people.forms.region.context import Context

PROFILE = tuple(one.name for one in fields(OrganisationProfile))
OWN = ("service", "zone", "phone", "place", "serves")
VERY_NEAR = 0.85


@dataclass(slots=True)
class _Profiles:
    """What the rows say of each organisation together."""

    said: dict[str, dict[str, object]] = field(default_factory=lambda: defaultdict(dict))
    lines: dict[str, Draft] = field(default_factory=dict)


def judge(context: Context) -> tuple[Pair[UnitRow], ...]:
    """Return the units with what is stored of each; faults are noted in the context."""
    drafts = context.reading.lines(UNITS)
    stored = {row.key: row for row in context.stored.units}
    for row in context.stored.units:
        bare = replace(row, id=None, name="", service=None, zone="", phone="", place="", serves=())
        stored.setdefault(bare.key, bare)
    context.organisations |= {draft.text("organisation") for draft in drafts} | set(context.known.organisations)
    context.organisations.discard("")
    profiles = _profiles(context, drafts)
    context.units |= {UnitKey(draft.text("organisation"), draft.text("name")) for draft in drafts} | set(stored)
    pairs: dict[UnitKey, Pair[UnitRow]] = {}
    for draft in drafts:
        before = stored.get(_key(draft))
        row = _row(draft, before, profiles)
        context.judge_phone(UNITS, row.line, row.phone, before.phone if before else "")
        if _judge_row(context, draft, row, pairs):
            pairs[row.key] = Pair(row, stored.get(row.key))
    for pair in pairs.values():
        _judge_right(context, pair)
    context.units = {unit for unit in context.units if unit.name}
    return tuple(pairs.values())


def _key(draft: Draft) -> UnitKey:
    return UnitKey(draft.text("organisation"), draft.text("name"))


def _profiles(context: Context, drafts: list[Draft]) -> dict[str, OrganisationProfile]:
    """Return what the rows say of each organisation; what they leave out is as stored."""
    found = _Profiles()
    for draft in drafts:
        organisation = draft.text("organisation")
        found.lines.setdefault(organisation, draft)
        for name in PROFILE:
            value = draft.values.get(name)
            if value in {None, ""}:
                continue
            if found.said[organisation].setdefault(name, value) != value:
                rule = _("Another row says something else of the same organisation.")
                context.reading.fault(UNITS, draft.line, name, value=value, rule=rule)
    stored = {row.organisation: row.profile for row in context.stored.units}
    profiles = {
        organisation: replace(stored.get(organisation, OrganisationProfile()), **found.said[organisation])  # type: ignore[arg-type]
        for organisation in found.lines
    }
    _judge_numbers(context, profiles, found.lines)
    return profiles


def _judge_numbers(context: Context, profiles: dict[str, OrganisationProfile], lines: dict[str, Draft]) -> None:
    taken = {facts.number: name for name, facts in context.known.organisations.items() if facts.number}
    for organisation, profile in profiles.items():
        draft = lines[organisation]
        if not profile.kind.has_number(profile.number) and "number" not in draft.broken:
            rule = _("A municipality number has four digits; the number of another organisation has nine.")
            context.reading.fault(UNITS, draft.line, "number", value=profile.number, rule=rule)
        owner = taken.setdefault(profile.number, organisation) if profile.number else organisation
        if owner != organisation:
            rule = _("Another organisation has this number.")
            context.reading.fault(UNITS, draft.line, "number", value=profile.number, rule=rule, suggestion=owner)


def _row(draft: Draft, stored: UnitRow | None, profiles: dict[str, OrganisationProfile]) -> UnitRow:
    empty = {"service": None, "zone": "", "phone": "", "place": "", "serves": ()}
    values = {name: getattr(stored, name) if stored else empty[name] for name in OWN}
    values |= {name: draft.values[name] for name in OWN if draft.has(name)}
    organisation = draft.text("organisation")
    return UnitRow(
        line=draft.line,
        organisation=organisation,
        profile=profiles.get(organisation, OrganisationProfile()),
        name=draft.text("name"),
        **values,  # type: ignore[arg-type] # read by the kinds of the columns
    )


def _judge_row(context: Context, draft: Draft, row: UnitRow, before: dict[UnitKey, Pair[UnitRow]]) -> bool:
    """Note what is wrong with a row, and say whether it can be taken on."""
    if {"organisation", "name"} & draft.broken:
        return False
    if row.key in before:
        rule = _("The same service stands in row %(line)s.") % {"line": before[row.key].row.line}
        context.reading.fault(UNITS, draft.line, "name", value=row.name or row.organisation, rule=rule)
        return False
    if not row.name and (row.service or row.zone or row.phone or row.place or row.serves):
        context.reading.fault(UNITS, draft.line, "name", value="", rule=_("Write the name of the service."))
    if row.name and row.service is None and "service" not in draft.broken:
        context.reading.fault(UNITS, draft.line, "service", value="", rule=_("Write what kind of service it is."))
    _judge_serves(context, row)
    _judge_place(context, row, "place", row.place)
    _judge_place(context, row, "centre", row.profile.centre)
    return True


def _judge_serves(context: Context, row: UnitRow) -> None:
    for guest in row.serves:
        if guest == row.organisation:
            rule = _("A service serves its own organisation without an agreement.")
            context.reading.fault(UNITS, row.line, "serves", value=guest, rule=rule)
        elif guest not in context.organisations:
            rule = _("No organisation has this name: not on the sheet of services, and not in Samhold.")
            hint = context.reading.hint(guest, context.organisations)
            context.reading.fault(UNITS, row.line, "serves", value=guest, rule=rule, suggestion=hint)


def _judge_place(context: Context, row: UnitRow, name: str, place: str) -> None:
    """A place that no road names may be new; one that is almost a place we know is a slip."""
    roads = context.reading.lines(ROADS)
    places = context.known.places | {draft.text(end) for draft in roads for end in ("start", "end")}
    if not place or place in places:
        return
    likely = near(place, tuple(places), VERY_NEAR)
    if likely:
        rule = _("No road goes to a place of this name, but to one like it.")
        context.reading.fault(UNITS, row.line, name, value=place, rule=rule, suggestion=likely)


def _judge_right(context: Context, pair: Pair[UnitRow]) -> None:
    row = pair.row
    if pair.is_new or pair.is_changed:
        if context.refuse_elsewhere(UNITS, row.line, "organisation", row.organisation):
            return
        before = pair.stored.serves if pair.stored else ()
        for guest in set(row.serves) ^ set(before):
            context.refuse_elsewhere(UNITS, row.line, "serves", guest)
