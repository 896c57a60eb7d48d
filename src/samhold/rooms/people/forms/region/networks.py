"""Judges the sheet of networks: who is involved with whom."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samhold.rooms.people.enums import Basis, NetworkRole
from samhold.rooms.people.forms.region.context import paired_by_period
from samhold.rooms.people.forms.region.parties import party_of
from samhold.rooms.people.forms.region.whom import Whom
from samhold.rooms.people.workbook.rows import NetworkRow, Pair, PartyKey, PersonRow
from samhold.rooms.people.workbook.sheets import NETWORKS
from samhold.rooms.people.workbook.words import OPENED

if TYPE_CHECKING:
    from collections.abc import Hashable
    from datetime import datetime

    from samhold.rooms.people.forms.region.context import Context
    from samhold.rooms.people.forms.region.reading import Draft

KEPT = ("relation", "phone", "contact_wish")


def judge(context: Context, persons: tuple[Pair[PersonRow], ...]) -> tuple[Pair[NetworkRow], ...]:
    """Return the lines of networks with what is stored of each; faults are noted in the context."""
    whom = Whom(context, persons)
    stored = {row.key: row for row in sorted(context.stored.networks, key=lambda row: row.ends_at is None)}
    rows: list[NetworkRow] = []
    seen: dict[tuple[Hashable, datetime | None], list[int]] = defaultdict(list)
    for draft in context.reading.lines(NETWORKS):
        person = whom.find(draft)
        party = party_of(context, draft)
        if person is None or party is None or {"role", "starts_at"} & draft.broken:
            continue
        key = PartyKey(person.key, *party, draft.values["role"])  # type: ignore[arg-type] # read as a role
        row = _row(context, draft, key, stored.get(key))
        if _judge_row(context, draft, row, seen):
            rows.append(row)
    pairs = paired_by_period(rows, context.stored.networks, lambda row: row.key)
    for pair in pairs:
        context.judge_phone(NETWORKS, pair.row.line, pair.row.phone, pair.stored.phone if pair.stored else "")
    _judge_primary_contacts(context, pairs)
    _judge_rights(context, pairs, whom)
    return pairs


def _row(context: Context, draft: Draft, key: PartyKey, stored: NetworkRow | None) -> NetworkRow:
    is_kin = bool(key.name)
    basis = Basis.MANDATE if key.role == NetworkRole.GUARDIAN else Basis.CONSENT if is_kin else Basis.HEALTHCARE
    sees: object = draft.values.get("sees")
    if stored is not None:
        basis = stored.basis if not draft.has("basis") else basis
        sees = stored.sees if not draft.has("sees") else sees
    still = stored if stored is not None and stored.ends_at is None else None
    values: dict[str, str] = {
        name: draft.text(name) if draft.has(name) or not stored else getattr(stored, name) for name in KEPT
    }
    return NetworkRow(
        line=draft.line,
        key=key,
        basis=draft.values.get("basis") or basis,  # type: ignore[arg-type] # read as a basis
        sees=sees if isinstance(sees, int) else 0 if is_kin else OPENED,
        starts_at=draft.values.get("starts_at") or (still.starts_at if still else context.today),  # type: ignore[arg-type]
        ends_at=draft.values.get("ends_at"),  # type: ignore[arg-type] # read as an instant
        relation=values["relation"],
        phone=values["phone"],
        contact_wish=values["contact_wish"],
    )


def _judge_row(
    context: Context, draft: Draft, row: NetworkRow, seen: dict[tuple[Hashable, datetime | None], list[int]]
) -> bool:
    """Note what is wrong with a row, and say whether it can be taken on."""
    if not context.period_runs_forwards(NETWORKS, draft, row.starts_at, row.ends_at):
        return False
    is_kin = bool(row.key.name)
    if is_kin and row.sees and not draft.values.get("basis"):
        rule = _("Write on what basis the next of kin may see something.")
        context.reading.fault(NETWORKS, draft.line, "basis", value="", rule=rule)
    # A father and a son may have one name; the database keeps only workers and services to one open line a role.
    begins_apart = is_kin or row.ends_at is not None
    lines = seen[row.key, row.starts_at if begins_apart else None]
    if lines and (not begins_apart or len(lines) >= _stored_so(context, row)):
        rule = _("The same line stands in row %(line)s.") % {"line": lines[0]}
        context.reading.fault(NETWORKS, draft.line, "role", value=draft.values["role"], rule=rule)
        return False
    lines.append(draft.line)
    return True


def _stored_so(context: Context, row: NetworkRow) -> int:
    """Count the stored lines of the same party that began in the same second: a file may say them all."""
    return sum(one.key == row.key and one.starts_at == row.starts_at for one in context.stored.networks)


def _judge_primary_contacts(context: Context, pairs: tuple[Pair[NetworkRow], ...]) -> None:
    """A person has one primary contact at a time, counting those that are stored and not in the file."""
    claimed = {pair.stored.id for pair in pairs if pair.stored}
    others = [row for row in context.stored.networks if row.id not in claimed]
    found: dict[Hashable, list[NetworkRow]] = defaultdict(list)
    for row in [*others, *(pair.row for pair in pairs)]:
        if row.key.role == NetworkRole.PRIMARY_CONTACT and row.ends_at is None:
            found[row.person].append(row)
    for rows in found.values():
        for row in rows[1:]:
            first = rows[0]
            rule = (
                _("The person has another primary contact in row %(line)s. End one of them.") % {"line": first.line}
                if first.line
                else _("The person has another primary contact in Samhold already. End that one first.")
            )
            context.reading.fault(NETWORKS, row.line, "role", value=row.key.email or row.key.unit.name, rule=rule)


def _judge_rights(context: Context, pairs: tuple[Pair[NetworkRow], ...], whom: Whom) -> None:
    for pair in pairs:
        person = whom.stored.get(pair.row.person)
        if person is None or not (pair.is_new or pair.is_changed):
            continue
        if person.id not in context.known.manageable:
            rule = _("You may not change this person's network.")
            context.reading.fault(NETWORKS, pair.row.line, "role", value="", rule=rule)
