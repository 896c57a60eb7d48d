"""Finds the person whom a line of the networks is about."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samhold.rooms.people.workbook.sheets import NETWORKS, PERSONS

if TYPE_CHECKING:
    from collections.abc import Hashable

    from samhold.rooms.people.forms.region.context import Context
    from samhold.rooms.people.forms.region.reading import Draft
    from samhold.rooms.people.workbook.rows import Pair, PersonKey, PersonRow

NAMES = ("given_name", "family_name", "birth_date")


class Whom:
    """The persons of the file and those that are stored, by number and by name."""

    def __init__(self, context: Context, pairs: tuple[Pair[PersonRow], ...]) -> None:
        """Index them."""
        self.context = context
        self.stored: dict[PersonKey, PersonRow] = {row.key: row for row in context.stored.persons}
        everybody = self.stored | {pair.row.key: pair.row for pair in pairs}
        self._found: dict[Hashable, list[PersonRow]] = defaultdict(list)
        for row in everybody.values():
            self._found[row.national_number].append(row)
            self._found[tuple(getattr(row, name) for name in NAMES)].append(row)
        self._is_partial = context.reading.has_faults(PERSONS)

    def find(self, draft: Draft) -> PersonRow | None:
        """Return the person of a line, or note a fault; none, where a fault of the person's own row says enough."""
        if {*NAMES, "national_number", "person_organisation"} & draft.broken:
            return None
        number = draft.text("national_number")
        names = tuple(draft.values.get(name) or (None if name == "birth_date" else "") for name in NAMES)
        found = self._found.get(number or names, [])
        if draft.text("person_organisation"):
            found = [row for row in found if row.organisation == draft.text("person_organisation")]
        if len(found) == 1:
            return found[0]
        self._note(draft, number, found)
        return None

    def _note(self, draft: Draft, number: str, found: list[PersonRow]) -> None:
        if found:
            rule = _("Several persons fit. Write the organisation that is responsible.")
            self.context.reading.fault(NETWORKS, draft.line, "person_organisation", value="", rule=rule)
        elif not self._is_partial:
            rule = _("No such person: not on the sheet of persons, and not among those you may see.")
            name = "national_number" if number else "family_name"
            value = number or f"{draft.text('given_name')} {draft.text('family_name')}".strip()
            hint = "" if number else self._near(value)
            self.context.reading.fault(NETWORKS, draft.line, name, value=value, rule=rule, suggestion=hint)

    def _near(self, text: str) -> str:
        everybody = {row.key: row for rows in self._found.values() for row in rows}
        known = [f"{row.given_name} {row.family_name}".strip() for row in everybody.values()]
        return self.context.reading.hint(text, known)
