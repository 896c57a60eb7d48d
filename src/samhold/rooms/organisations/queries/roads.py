"""Ask how far it is from place to place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.rooms.organisations.models import Road

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID


def minutes_between(pairs: Iterable[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], int]:
    """Return the minutes by road for each pair of start and end that is known; nought from a place to itself."""
    wanted = set(pairs)
    known = {pair: 0 for pair in wanted if pair[0] == pair[1]}
    roads = {pair for pair in wanted if pair[0] != pair[1]}
    if not roads:
        return known
    rows = Road.objects.filter(start_id__in={start for start, _ in roads}, end_id__in={end for _, end in roads})
    found = {(start, end): minutes for start, end, minutes in rows.values_list("start_id", "end_id", "minutes")}
    return known | {pair: found[pair] for pair in roads & set(found)}
