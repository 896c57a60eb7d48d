"""What the judges of the five sheets share: what was read, what is stored, what is known, and what is found so far."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import gettext as _

from samhold.core.telephone import can_be_called
from samhold.foundation.time import day_bounds, local_day
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.access.models import User
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.people.forms.region.reading import Reading
from samhold.rooms.people.queries.region_known import Known
from samhold.rooms.people.workbook.rows import MemberKey, Pair, Region, UnitKey, WorkerRow

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable
    from uuid import UUID

    from samhold.rooms.people.forms.region.reading import Draft
    from samhold.rooms.people.workbook.rows import NetworkRow
    from samhold.rooms.people.workbook.sheets import SheetForm

    PeriodRow = TypeVar("PeriodRow", WorkerRow, NetworkRow)


@dataclass(slots=True, kw_only=True)
class Context:
    """
    Everything a judge needs.

    :param organisations: every organisation that the file or the database names, once the units are judged.
    """

    by: User
    reading: Reading
    stored: Region
    known: Known
    now: datetime
    organisations: set[str] = field(default_factory=set)
    units: set[UnitKey] = field(default_factory=set)
    places_of_work: dict[str, list[MemberKey]] = field(default_factory=dict)

    @property
    def today(self) -> datetime:
        """Return the start of the local day: what an empty "from" means."""
        return day_bounds(local_day(self.now))[0]

    def places_of(self, email: str) -> list[MemberKey]:
        """Return where somebody works, as what."""
        return self.places_of_work.get(email, [])

    def require_organisation(self, form: SheetForm, draft: Draft, name: str) -> bool:
        """Say whether the field names an organisation that there is, and note a fault otherwise."""
        organisation = draft.text(name)
        if organisation in self.organisations or name in draft.broken:
            return True
        rule = _("No organisation has this name: not on the sheet of services, and not in Samhold.")
        hint = self.reading.hint(organisation, self.organisations)
        self.reading.fault(form, draft.line, name, value=organisation, rule=rule, suggestion=hint)
        return False

    def require_unit(self, form: SheetForm, draft: Draft) -> UnitKey | None:
        """Return the unit that the fields `organisation` and `unit` name, or note a fault."""
        if {"organisation", "unit"} & draft.broken or not self.require_organisation(form, draft, "organisation"):
            return None
        unit = UnitKey(draft.text("organisation"), draft.text("unit"))
        if unit in self.units:
            return unit
        rule = _("The organisation has no service with this name: not on the sheet of services, and not in Samhold.")
        known = [one.name for one in self.units if one.organisation == unit.organisation]
        hint = self.reading.hint(unit.name, known)
        self.reading.fault(form, draft.line, "unit", value=unit.name, rule=rule, suggestion=hint)
        return None

    def refuse_elsewhere(self, form: SheetForm, line: int, name: str, organisation: str) -> bool:
        """Note a fault if the importer may not set up the organisation, and say whether one was noted."""
        if self.known.may_set_up(organisation):
            return False
        rule = _("You do not act for this organisation, so its rows cannot be changed by this file.")
        self.reading.fault(form, line, name, value=organisation, rule=rule)
        return True

    def judge_phone(self, form: SheetForm, line: int, phone: str, before: str) -> None:
        """Note a fault if a number that is new cannot be called; what is stored already may stay."""
        if phone and phone != before and not can_be_called(phone):
            rule = _("A telephone number has digits and spaces, at most 20.")
            self.reading.fault(form, line, "phone", value=phone, rule=rule)

    def note_hidden(self, person_id: UUID) -> None:
        """Note that the importer was told of a person who is hidden from them; so that nobody asks unseen."""
        note(
            Refusal(
                action=Action.READ,
                at=self.now,
                actor_id=self.by.pk,
                person_id=person_id,
                category=Category.IDENTITY,
                subject="region compared with a file",
                purpose=Purpose.COORDINATION,
            ),
        )

    def period_runs_forwards(self, form: SheetForm, draft: Draft, starts_at: datetime, ends_at: object) -> bool:
        """Say whether the period ends after it starts, and note a fault otherwise."""
        if not isinstance(ends_at, datetime) or ends_at > starts_at:
            return True
        rule = _("The end lies before the start, or is the same.")
        self.reading.fault(form, draft.line, "ends_at", value=f"{ends_at:%Y-%m-%d}", rule=rule)
        return False


def paired_by_period(
    rows: Iterable[PeriodRow], stored: Iterable[PeriodRow], key: Callable[[PeriodRow], Hashable]
) -> tuple[Pair[PeriodRow], ...]:
    """
    Find for each row the stored one that it is about: of the same start; for an open one, else the open one.

    So a corrected start changes a line instead of adding a second.
    """
    wanted = list(rows)
    still_open: dict[Hashable, list[PeriodRow]] = defaultdict(list)
    by_start: dict[tuple[Hashable, datetime], list[PeriodRow]] = defaultdict(list)
    for row in stored:
        by_start[key(row), row.starts_at].append(row)
    exact = {(key(row), row.starts_at) for row in wanted}
    for place, found in by_start.items():
        if place not in exact:
            still_open[place[0]] += [row for row in found if row.ends_at is None]
    pairs = []
    for row in wanted:
        places = by_start[key(row), row.starts_at]
        if not places and row.ends_at is None:
            places = still_open[key(row)]
        pairs.append(Pair(row, _taken(row, places)))
    return tuple(pairs)


def _taken(row: PeriodRow, places: list[PeriodRow]) -> PeriodRow | None:
    """Take the stored row that says the same out of the list, or the last one; nothing if none is left."""
    return places.pop(places.index(row) if row in places else -1) if places else None
