"""Judges the sheet of workers: accounts, and where they work as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samhold.rooms.access.enums import Language
from samhold.rooms.organisations.enums import Profession
from samhold.rooms.people.forms.region.context import paired_by_period
from samhold.rooms.people.workbook.rows import MemberKey, Pair, UnitKey, WorkerRow
from samhold.rooms.people.workbook.sheets import WORKERS

if TYPE_CHECKING:
    from collections.abc import Hashable
    from datetime import datetime

    from samhold.rooms.people.forms.region.context import Context
    from samhold.rooms.people.forms.region.reading import Draft

ACCOUNT = ("name", "phone", "language", "competences")
NEEDED = {"email", "name", "organisation", "unit", "role", "starts_at"}


def judge(context: Context) -> tuple[Pair[WorkerRow], ...]:
    """Return the workers with what is stored of each; faults are noted in the context."""
    drafts = context.reading.lines(WORKERS)
    accounts = _accounts(context, drafts)
    stored = {row.key: row for row in sorted(context.stored.workers, key=lambda row: row.ends_at is None)}
    rows: list[WorkerRow] = []
    for draft in drafts:
        unit = context.require_unit(WORKERS, draft)
        if unit is not None and not NEEDED & draft.broken:
            rows.append(_row(context, draft, unit, accounts[draft.text("email")], stored))
    phones = {row.email: row.phone for row in context.stored.workers}
    for draft in drafts:
        context.judge_phone(WORKERS, draft.line, draft.text("phone"), phones.get(draft.text("email"), ""))
    pairs = paired_by_period(_judged(context, drafts, rows), context.stored.workers, lambda row: row.key)
    _judge_rights(context, pairs)
    for key in {row.key for row in (*rows, *context.stored.workers)}:
        context.places_of_work.setdefault(key.email, []).append(key)
    return pairs


def _accounts(context: Context, drafts: list[Draft]) -> dict[str, dict[str, object]]:
    """Return per e-mail address what its rows say together of the account; what they leave out is as stored."""
    said: dict[str, dict[str, object]] = {}
    for draft in drafts:
        account = said.setdefault(draft.text("email"), {})
        for name in ACCOUNT:
            value = draft.values.get(name)
            if value in {None, "", ()} or name in draft.broken:
                continue
            if account.setdefault(name, value) != value:
                rule = _("Another row says something else of the same worker.")
                context.reading.fault(WORKERS, draft.line, name, value=draft.text(name), rule=rule)
    columns = {name for draft in drafts for name in ACCOUNT if draft.has(name)}
    empty: dict[str, object] = {"name": "", "phone": "", "language": Language.BOKMAL, "competences": ()}
    stored = {row.email: row for row in context.stored.workers}
    for email, account in said.items():
        for name in ACCOUNT:
            is_kept = name not in columns and email in stored
            account.setdefault(name, getattr(stored[email], name) if is_kept else empty[name])
    return said


def _row(
    context: Context,
    draft: Draft,
    unit: UnitKey,
    account: dict[str, object],
    stored: dict[MemberKey, WorkerRow],
) -> WorkerRow:
    key = MemberKey(draft.text("email"), unit, draft.values["role"])  # type: ignore[arg-type] # read as a role
    before = stored.get(key)
    still = before if before is not None and before.ends_at is None else None
    starts_at = draft.values.get("starts_at") or (still.starts_at if still else context.today)
    profession = before.profession if before and not draft.has("profession") else draft.values.get("profession")
    return WorkerRow(
        line=draft.line,
        email=key.email,
        unit=unit,
        role=key.role,
        profession=profession or Profession.OTHER,  # type: ignore[arg-type] # read as a profession
        starts_at=starts_at,  # type: ignore[arg-type] # read as an instant
        ends_at=draft.values.get("ends_at"),  # type: ignore[arg-type] # read as an instant
        **account,  # type: ignore[arg-type] # read by the kinds of the columns
    )


def _judged(context: Context, drafts: list[Draft], rows: list[WorkerRow]) -> list[WorkerRow]:
    """Return the rows that can be taken on."""
    lines = {draft.line: draft for draft in drafts}
    seen: dict[tuple[Hashable, datetime | None], int] = {}
    good = []
    for row in rows:
        forwards = context.period_runs_forwards(WORKERS, lines[row.line], row.starts_at, row.ends_at)
        place = (row.key, row.starts_at if row.ends_at else None)
        first = seen.setdefault(place, row.line)
        if first != row.line:
            rule = _("The same worker stands in row %(line)s, in the same service and role.") % {"line": first}
            context.reading.fault(WORKERS, row.line, "email", value=row.email, rule=rule)
        elif forwards:
            good.append(row)
    return good


def _judge_rights(context: Context, pairs: tuple[Pair[WorkerRow], ...]) -> None:
    """Nobody gives somebody a place, or another name, where they do not act, nor anything to themselves."""
    stored = {row.email: row for row in context.stored.workers}
    for pair in pairs:
        row = pair.row
        if (pair.is_new or pair.is_changed) and context.refuse_elsewhere(
            WORKERS, row.line, "organisation", row.unit.organisation
        ):
            continue
        if (pair.is_new or pair.is_changed) and row.email == context.known.email:
            rule = _("Nobody gives themselves a role, or changes their own.")
            hint = _("Let somebody else who sets up the region do it.")
            context.reading.fault(WORKERS, row.line, "email", value=row.email, rule=rule, suggestion=hint)
            continue
        works_elsewhere = context.known.users.get(row.email, False)
        before = stored.get(row.email)
        if works_elsewhere and (before is None or any(getattr(row, n) != getattr(before, n) for n in ACCOUNT)):
            rule = _("This worker also works where you do not act, so their name and telephone cannot be changed here.")
            context.reading.fault(WORKERS, row.line, "email", value=row.email, rule=rule)
