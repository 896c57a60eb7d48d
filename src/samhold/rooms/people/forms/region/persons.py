"""Judges the sheet of persons: who they are, whose they are, and where they live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from samhold.rooms.organisations.enums import OrganisationKind, WrittenForm
from samhold.rooms.people.details import index_of
from samhold.rooms.people.forms.region.owners import Owners
from samhold.rooms.people.queries.region_known import taken_indexes
from samhold.rooms.people.workbook.rows import Pair, PersonRow
from samhold.rooms.people.workbook.sheets import PERSONS

if TYPE_CHECKING:
    from collections.abc import Hashable
    from datetime import datetime

    from samhold.rooms.people.forms.region.context import Context
    from samhold.rooms.people.forms.region.reading import Draft
    from samhold.rooms.people.workbook.rows import UnitRow

KEY = {"mark", "organisation", "national_number", "given_name", "family_name", "birth_date"}
EMPTY: dict[str, object] = {"birth_date": None, "written_form": WrittenForm.BOKMAL, "phone": "", "contact_wish": ""}


def judge(context: Context, units: tuple[Pair[UnitRow], ...]) -> tuple[Pair[PersonRow], ...]:
    """Return the persons with what is stored of each; faults are noted in the context."""
    drafts = context.reading.lines(PERSONS)
    owners = Owners(context.stored.persons, drafts)
    kinds = {name: facts.kind for name, facts in context.known.organisations.items()}
    kinds |= {pair.row.organisation: pair.row.profile.kind for pair in units}
    pairs: dict[str, Pair[PersonRow]] = {}
    seen: dict[Hashable, int] = {}
    for draft in drafts:
        known = context.require_organisation(PERSONS, draft, "organisation")
        if not known or KEY & draft.broken or not _has_name(context, draft):
            continue
        found = owners.of(draft)
        if not _is_clear(context, draft, found):
            continue
        before = found[0] if found else None
        row = _row(context, draft, before, kinds)
        context.judge_phone(PERSONS, row.line, row.phone, before.phone if before else "")
        if _judge_row(context, draft, row, seen) and _judge_home(context, draft, Pair(row, before), kinds):
            pairs[row.key] = Pair(row, before)
    _judge_new(context, pairs, units)
    return tuple(pairs.values())


def _is_clear(context: Context, draft: Draft, found: tuple[PersonRow, ...]) -> bool:
    """Say whether it is clear whom a row is about, and stays in the same organisation; note a fault otherwise."""
    if len(found) > 1:
        rule = _("Several persons have this name and birth date. Take their keys from an exported workbook.")
        context.reading.fault(PERSONS, draft.line, "mark", value=draft.text("mark"), rule=rule)
    elif found and found[0].organisation != draft.text("organisation"):
        rule, value = _elsewhere(found[0].organisation), draft.text("organisation")
        context.reading.fault(PERSONS, draft.line, "organisation", value=value, rule=rule)
        return False
    return len(found) <= 1


def _elsewhere(organisation: str) -> str:
    rule = _("The person is registered in %(organisation)s. If they moved, write it under “Bostedskommune”.")
    return rule % {"organisation": organisation}


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
        mark=stored.mark if stored else f"row {draft.line}",
        organisation=draft.text("organisation"),
        # An empty cell leaves the number that is known, as an empty field on the person's page does.
        national_number=draft.text("national_number") or (stored.national_number if stored else ""),
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


def _judge_row(context: Context, draft: Draft, row: PersonRow, seen: dict[Hashable, int]) -> bool:
    """Note what is wrong with a row, and say whether it can be taken on."""
    name, value, rule = "", "", ""
    first = min(seen.setdefault(sign, draft.line) for sign in _signs(draft, row))
    if first != draft.line:
        name = "national_number" if row.national_number else "family_name"
        value = getattr(row, name)
        rule = _("The same person stands in row %(line)s.") % {"line": first}
    elif row.birth_date is not None and row.birth_date > context.today.date():
        name, value, rule = "birth_date", str(row.birth_date), _("The date of birth has not come yet.")
    elif row.lives_there_from is not None and row.lives_there_from > context.now:
        name, value = "lives_there_from", f"{row.lives_there_from:%Y-%m-%d}"
        rule = _("Write down the move when it has taken place.")
    if rule:
        context.reading.fault(PERSONS, draft.line, name, value=value, rule=rule)
    return not rule


def _signs(draft: Draft, row: PersonRow) -> tuple[Hashable, ...]:
    """Return what no other row may have: the person and the number; a name only where no key tells two apart."""
    mark = draft.text("mark")
    by_name = row.natural_key if row.national_number or not mark else row.key
    return (row.key, ("mark", mark or row.key), by_name)


def _judge_home(context: Context, draft: Draft, pair: Pair[PersonRow], kinds: dict[str, OrganisationKind]) -> bool:
    """Note a fault if nobody can live there, and say whether it can be taken on."""
    name = draft.text("municipality")
    if not name or (pair.stored and pair.stored.municipality == name):
        return True
    if not context.require_organisation(PERSONS, draft, "municipality"):
        return False
    if kinds.get(name) in {None, OrganisationKind.MUNICIPALITY}:
        return True
    rule = _("People live in municipalities, and this is another kind of organisation.")
    context.reading.fault(PERSONS, draft.line, "municipality", value=name, rule=rule)
    return False


def _judge_new(context: Context, pairs: dict[str, Pair[PersonRow]], units: tuple[Pair[UnitRow], ...]) -> None:
    numbered = [pair for pair in pairs.values() if pair.row.national_number and _has_new_number(pair)]
    others = [row for row in context.stored.persons if row.key not in pairs]
    news = _News(
        elsewhere={row.national_number: row for row in others if row.national_number},
        nameless={_names(row) for row in others if not row.national_number},
        taken=taken_indexes(index_of(pair.row.national_number) for pair in numbered),
        reachable=_reachable(context, units),
    )
    for pair in pairs.values():
        row, found = pair.row, ("", "")
        if pair.is_new:
            found = news.fault(context, row)
        elif pair.is_changed and pair.stored and pair.stored.id not in context.known.recordable:
            found = ("organisation", _("You may not change what is known of this person."))
        elif _has_new_number(pair):
            found = news.number_fault(context, row)
        if found[1]:
            context.reading.fault(PERSONS, row.line, found[0], value=getattr(row, found[0]), rule=found[1])


def _has_new_number(pair: Pair[PersonRow]) -> bool:
    return pair.stored is None or pair.stored.national_number != pair.row.national_number


@dataclass(frozen=True, slots=True, kw_only=True)
class _News:
    """What may keep a person from being taken in, or from getting a number."""

    elsewhere: dict[str, PersonRow]
    nameless: set[tuple[str, str, date | None]]
    taken: dict[tuple[UUID, str], UUID]
    reachable: set[str]

    def fault(self, context: Context, row: PersonRow) -> tuple[str, str]:
        """Return the field and the rule that a new person breaks; nothing if none."""
        if row.organisation not in self.reachable:
            rule = _("Your unit has no agreement with this organisation. Add it in “Avtale med” of your unit.")
            return "organisation", rule
        found = self.number_fault(context, row)
        if found[1] or not row.national_number:
            return found
        other = self.elsewhere.get(row.national_number)
        if other:
            return "organisation", _elsewhere(other.organisation)
        if _names(row) in self.nameless:
            rule = _("A person of this name and birth date is registered without a number. Add it on their page.")
            return "national_number", rule
        return "", ""

    def number_fault(self, context: Context, row: PersonRow) -> tuple[str, str]:
        """Return the fault of a number that somebody else of the organisation has; nothing if nobody has."""
        facts = context.known.organisations.get(row.organisation)
        owner = self.taken.get((facts.id, index_of(row.national_number))) if facts and row.national_number else None
        if owner is None:
            return "", ""
        if owner in {other.id for other in context.stored.persons}:
            return "national_number", _("Somebody else in the organisation has this national number.")
        context.note_hidden(owner)
        return "national_number", _("A person with this national number is registered already, hidden from you.")


def _names(row: PersonRow) -> tuple[str, str, date | None]:
    return row.given_name, row.family_name, row.birth_date


def _reachable(context: Context, units: tuple[Pair[UnitRow], ...]) -> set[str]:
    """Return the organisations in which the importer may take in persons, and sees them afterwards."""
    known = context.known
    reachable = {name for name, facts in known.organisations.items() if facts.sees_persons}
    reachable |= {unit.organisation for unit in known.own_units if known.may_set_up(unit.organisation)}
    reachable |= {guest for pair in units if pair.row.key in known.own_units for guest in pair.row.serves}
    if known.is_office:
        reachable |= {name for name in context.organisations if known.may_set_up(name)}
    return reachable
