"""Finds which stored person a row of the sheet of persons is about."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from samhold.rooms.people.workbook.rows import PersonKey

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from samhold.rooms.people.forms.region.reading import Draft
    from samhold.rooms.people.workbook.rows import PersonRow


class Owners:
    """
    The stored persons, by their key and by what people know them by.

    A key that nobody has here, from another installation or written by hand, only tells the file's own rows apart.
    """

    def __init__(self, stored: Iterable[PersonRow], drafts: Iterable[Draft]) -> None:
        """Index them; whoever a key of the file names is taken."""
        self.by_mark = {row.mark: row for row in stored}
        self._claimed = {draft.text("mark") for draft in drafts} & set(self.by_mark)
        self._by_name: dict[PersonKey, list[PersonRow]] = defaultdict(list)
        for row in self.by_mark.values():
            self._by_name[row.natural_key].append(row)

    def of(self, draft: Draft) -> tuple[PersonRow, ...]:
        """Return whom the row may be about: nobody for a new person, several where a key must tell."""
        mark = draft.text("mark")
        if mark in self.by_mark:
            return (self.by_mark[mark],)
        found = self._by_name.get(natural_key(draft), [])
        return tuple(row for row in found if not (mark and row.mark in self._claimed))


def natural_key(draft: Draft) -> PersonKey:
    """Return what the row calls the person by."""
    organisation, number = draft.text("organisation"), draft.text("national_number")
    if number:
        return PersonKey(organisation, number)
    birth_date: date | None = draft.values.get("birth_date")  # type: ignore[assignment] # read as a day
    return PersonKey(organisation, "", draft.text("given_name"), draft.text("family_name"), birth_date)
