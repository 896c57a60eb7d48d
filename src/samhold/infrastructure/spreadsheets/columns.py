"""Finds which column is which, by its header: people write headers in many ways."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samhold.infrastructure.spreadsheets.tables import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """
    What the header says.

    :param places: where each field stands, from 0.
    :param missing: fields that no header names.
    :param unknown: headers that name no field, each with the nearest known header, or an empty text.
    :param doubled: headers that name a field a second time.
    """

    places: Mapping[str, int]
    missing: tuple[str, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    doubled: tuple[str, ...] = ()

    def value(self, row: Row, field: str) -> object:
        """Give the field's cell of a row; nothing where the column or the cell is not there."""
        place = self.places.get(field)
        return None if place is None or place >= len(row) else row[place]


def normalised_header(header: object) -> str:
    """Reduce a header to letters and digits in one case."""
    text = unicodedata.normalize("NFKC", "" if header is None else str(header)).casefold()
    return "".join(letter for letter in text if letter.isalnum())


def match_columns(header: Row, aliases: Mapping[str, Sequence[str]]) -> Columns:
    """
    Find the fields in a header.

    :param aliases: per field the headers that name it; the field's own name counts too.
    """
    known = {normalised_header(alias): field for field, names in aliases.items() for alias in (field, *names)}
    spellings = {normalised_header(alias): alias for names in aliases.values() for alias in reversed(names)}
    places: dict[str, int] = {}
    unknown: list[tuple[str, str]] = []
    doubled: list[str] = []
    for place, cell in enumerate(header):
        text = normalised_header(cell)
        field = known.get(text)
        if field is None and text:
            near = get_close_matches(text, spellings, n=1)
            unknown.append((str(cell), spellings[near[0]] if near else ""))
        elif field in places:
            doubled.append(str(cell))
        elif field is not None:
            places[field] = place
    missing = tuple(field for field in aliases if field not in places)
    return Columns(places=places, missing=missing, unknown=tuple(unknown), doubled=tuple(doubled))
