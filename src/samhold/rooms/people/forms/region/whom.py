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
    from samhold.rooms.people.workbook.rows import Pair, PersonRow

NAMES = ("given_name", "family_name", "birth_date")
SIGNS = (*NAMES, "national_number")


class Whom:
    """The persons of the file and those that are stored, by key, by number and by name."""

    def __init__(self, context: Context, pairs: tuple[Pair[PersonRow], ...]) -> None:
        """Index them."""
        self.context = context
        self.stored: dict[str, PersonRow] = {row.key: row for row in context.stored.persons}
        self._everybody = self.stored | {pair.row.key: pair.row for pair in pairs}
        self._marked = dict(self._everybody)
        lines = {pair.row.line: pair.row for pair in pairs}
        for draft in context.reading.lines(PERSONS):
            if draft.text("mark") and draft.line in lines:
                self._marked[draft.text("mark")] = lines[draft.line]
        self._found: dict[Hashable, list[PersonRow]] = defaultdict(list)
        for row in self._everybody.values():
            self._found[row.national_number].append(row)
            self._found[tuple(getattr(row, name) for name in NAMES)].append(row)
        self._is_partial = context.reading.has_faults(PERSONS)

    def find(self, draft: Draft) -> PersonRow | None:
        """Return the person of a line, or note a fault; none, where a fault of the person's own row says enough."""
        if {*SIGNS, "mark", "person_organisation"} & draft.broken:
            return None
        marked = self._marked.get(draft.text("mark"))
        if marked is not None:
            return self._if_called_so(draft, marked)
        number = draft.text("national_number")
        names = tuple(draft.values.get(name) or (None if name == "birth_date" else "") for name in NAMES)
        found = self._found.get(number or names, [])
        if draft.text("person_organisation"):
            found = [row for row in found if row.organisation == draft.text("person_organisation")]
        if len(found) == 1:
            return found[0]
        self._note(draft, number, found)
        return None

    def _if_called_so(self, draft: Draft, row: PersonRow) -> PersonRow | None:
        """Return the person if they are called so, in the file or as stored: a key is easily copied to another line."""
        known = [row, self.stored.get(row.key, row)]
        said = {name: draft.values[name] for name in SIGNS if draft.values.get(name)}
        if any(all(getattr(one, name) == value for name, value in said.items()) for one in known):
            return row
        rule = _("The key is that of another person than the name or number. Take it from the sheet of persons.")
        value = f"{draft.text('given_name')} {draft.text('family_name')}".strip() or draft.text("national_number")
        hint = f"{row.given_name} {row.family_name}".strip()
        self.context.reading.fault(NETWORKS, draft.line, "mark", value=value, rule=rule, suggestion=hint)
        return None

    def _note(self, draft: Draft, number: str, found: list[PersonRow]) -> None:
        value = number or f"{draft.text('given_name')} {draft.text('family_name')}".strip()
        if len({row.organisation for row in found}) > 1:
            rule = _("Several persons fit. Write the organisation that is responsible.")
            self.context.reading.fault(NETWORKS, draft.line, "person_organisation", value=value, rule=rule)
        elif found:
            rule = _("Several persons have this name and birth date. Take their keys from an exported workbook.")
            lines = ", ".join(str(row.line) for row in found if row.line)
            hint = _("Rows of the sheet of persons: %(lines)s.") % {"lines": lines} if lines else ""
            self.context.reading.fault(NETWORKS, draft.line, "mark", value=value, rule=rule, suggestion=hint)
        elif not self._is_partial:
            rule = _("No such person: not on the sheet of persons, and not among those you may see.")
            name = "national_number" if number else "family_name"
            hint = "" if number else self._near(value)
            self.context.reading.fault(NETWORKS, draft.line, name, value=value, rule=rule, suggestion=hint)

    def _near(self, text: str) -> str:
        known = [f"{row.given_name} {row.family_name}".strip() for row in self._everybody.values()]
        return self.context.reading.hint(text, known)
