"""Judges the sheet of persons: who they are, whose they are, and where they live."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from samhold.rooms.organisations.enums import OrganisationKind, WrittenForm
from samhold.rooms.people.details import index_of
from samhold.rooms.people.queries.region_known import taken_indexes
from samhold.rooms.people.workbook.rows import Pair, PersonKey, PersonRow
from samhold.rooms.people.workbook.sheets import PERSONS

if TYPE_CHECKING:
    from datetime import date, datetime

    from samhold.rooms.people.forms.region.context import Context
    from samhold.rooms.people.forms.region.reading import Draft
    from samhold.rooms.people.workbook.rows import UnitRow

KEY = {"organisation", "national_number", "given_name", "family_name", "birth_date"}
EMPTY: dict[str, object] = {"birth_date": None, "written_form": WrittenForm.BOKMAL, "phone": "", "contact_wish": ""}


def judge(context: Context, units: tuple[Pair[UnitRow], ...]) -> tuple[Pair[PersonRow], ...]:
    """Return the persons with what is stored of each; faults are noted in the context."""
    stored = {row.key: row for row in context.stored.persons}
    kinds = {name: facts.kind for name, facts in context.known.organisations.items()}
    kinds |= {pair.row.organisation: pair.row.profile.kind for pair in units}
    pairs: dict[PersonKey, Pair[PersonRow]] = {}
    for draft in context.reading.lines(PERSONS):
        known = context.require_organisation(PERSONS, draft, "organisation")
        if not known or KEY & draft.broken or not _has_name(context, draft):
            continue
        before = stored.get(_key(draft))
        row = _row(context, draft, before, kinds)
        if _judge_row(context, draft, row, pairs):
            pairs[row.key] = Pair(row, before)
    _judge_new(context, pairs, units)
    return tuple(pairs.values())


def _key(draft: Draft) -> PersonKey:
    organisation, number = draft.text("organisation"), draft.text("national_number")
    if number:
        return PersonKey(organisation, number)
    birth_date: date | None = draft.values.get("birth_date")  # type: ignore[assignment] # read as a day
    return PersonKey(organisation, "", draft.text("given_name"), draft.text("family_name"), birth_date)


def _has_name(context: Context, draft: Draft) -> bool:
    if draft.text("given_name") or draft.text("family_name"):
        return True
    rule = _("Write a given name or a family name.")
    context.reading.fault(PERSONS, draft.line, "family_name", value="", rule=rule)
    return False


def _row(context: Context, draft: Draft, stored: PersonRow | None, kinds: dict[str, OrganisationKind]) -> PersonRow:
    values = {name: getattr(stored, name) if stored else empty for name, empty in EMPTY.items()}
    values |= {name: draft.values[name] for name in EMPTY if draft.has(name)}
    municipality, address, since = _home(context, draft, stored, kinds)
    return PersonRow(
        line=draft.line,
        organisation=draft.text("organisation"),
        national_number=draft.text("national_number"),
        given_name=draft.text("given_name"),
        family_name=draft.text("family_name"),
        municipality=municipality,
        address=address,
        lives_there_from=since,
        **values,  # type: ignore[arg-type] # read by the kinds of the columns
    )


def _home(
    context: Context, draft: Draft, stored: PersonRow | None, kinds: dict[str, OrganisationKind]
) -> tuple[str, str, datetime | None]:
    """Return where the person lives: without such a column, as stored, else in the municipality that is theirs."""
    organisation = draft.text("organisation")
    at_home = organisation if kinds.get(organisation) == OrganisationKind.MUNICIPALITY else ""
    municipality = stored.municipality if stored else at_home
    municipality = draft.text("municipality") if draft.has("municipality") else municipality
    if not municipality:
        return "", "", None
    address = draft.text("address") if draft.has("address") else (stored.address if stored else "")
    since: datetime | None = draft.values.get("lives_there_from")  # type: ignore[assignment] # read as an instant
    if since is None:
        stays = stored is not None and stored.municipality == municipality
        since = stored.lives_there_from if stored and stays else context.today
    return municipality, address, since


def _judge_row(context: Context, draft: Draft, row: PersonRow, before: dict[PersonKey, Pair[PersonRow]]) -> bool:
    """Note what is wrong with a row, and say whether it can be taken on."""
    name, value, rule = "", "", ""
    if row.key in before:
        name = "national_number" if row.national_number else "family_name"
        value = getattr(row, name)
        rule = _("The same person stands in row %(line)s.") % {"line": before[row.key].row.line}
    elif row.birth_date is not None and row.birth_date > context.today.date():
        name, value, rule = "birth_date", str(row.birth_date), _("The date of birth has not come yet.")
    elif row.lives_there_from is not None and row.lives_there_from > context.now:
        name, value = "lives_there_from", f"{row.lives_there_from:%Y-%m-%d}"
        rule = _("Write down the move when it has taken place.")
    if rule:
        context.reading.fault(PERSONS, draft.line, name, value=value, rule=rule)
    lives = not draft.text("municipality") or context.require_organisation(PERSONS, draft, "municipality")
    return lives and not rule


def _judge_new(context: Context, pairs: dict[PersonKey, Pair[PersonRow]], units: tuple[Pair[UnitRow], ...]) -> None:
    news = _News(
        elsewhere={row.national_number: row for row in context.stored.persons if row.national_number},
        nameless={row.key[2:] for row in context.stored.persons if not row.national_number},
        taken=taken_indexes(index_of(pair.row.national_number) for pair in pairs.values() if pair.is_new),
        reachable=_reachable(context, units),
    )
    for pair in pairs.values():
        row, found = pair.row, ("", "")
        if pair.is_new:
            found = news.fault(context, row, pairs)
        elif pair.is_changed and pair.stored and pair.stored.id not in context.known.recordable:
            found = ("organisation", _("You may not change what is known of this person."))
        if found[1]:
            context.reading.fault(PERSONS, row.line, found[0], value=getattr(row, found[0]), rule=found[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class _News:
    """What may keep a person from being taken in."""

    elsewhere: dict[str, PersonRow]
    nameless: set[tuple[object, ...]]
    taken: dict[tuple[UUID, str], UUID]
    reachable: set[str]

    def fault(self, context: Context, row: PersonRow, pairs: dict[PersonKey, Pair[PersonRow]]) -> tuple[str, str]:
        """Return the field and the rule that a new person breaks; nothing if none."""
        other = self.elsewhere.get(row.national_number)
        facts = context.known.organisations.get(row.organisation)
        if row.organisation not in self.reachable:
            rule = _("Your unit has no agreement with this organisation. Add it in “Avtale med” of your unit.")
            return "organisation", rule
        hidden = self.taken.get((facts.id, index_of(row.national_number))) if facts else None
        if hidden:
            context.note_hidden(hidden)
            return "national_number", _("A person with this national number is registered already, hidden from you.")
        if other and other.key not in pairs:
            rule = _("The person is registered in %(organisation)s. If they moved, write it under “Bostedskommune”.")
            return "organisation", rule % {"organisation": other.organisation}
        if row.national_number and (row.given_name, row.family_name, row.birth_date) in self.nameless:
            rule = _("A person of this name and birth date is registered without a number. Add it on their page.")
            return "national_number", rule
        return "", ""


def _reachable(context: Context, units: tuple[Pair[UnitRow], ...]) -> set[str]:
    """Return the organisations in which the importer may take in persons, and sees them afterwards."""
    known = context.known
    reachable = {name for name, facts in known.organisations.items() if facts.sees_persons}
    reachable |= {unit.organisation for unit in known.own_units if known.may_set_up(unit.organisation)}
    reachable |= {guest for pair in units if pair.row.key in known.own_units for guest in pair.row.serves}
    if known.is_office:
        reachable |= {name for name in context.organisations if known.may_set_up(name)}
    return reachable
