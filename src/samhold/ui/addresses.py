"""Addresses that hold nothing but ids, by their names: a page has dozens, and Django looks long for each."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

if TYPE_CHECKING:
    from collections.abc import Sequence


def address_with(name: str, ids: Sequence[UUID]) -> str:
    """Return the address of a page by its name and the ids in it; empty if there is no such page."""
    return _pattern(name, len(ids), str(get_urlconf() or settings.ROOT_URLCONF), get_script_prefix()).format(*ids)


@lru_cache(maxsize=300)
def _pattern(name: str, number: int, _addresses: str, _prefix: str) -> str:
    """Return the address with places for its ids, in a table of addresses and under a prefix."""
    ids = [UUID(int=place) for place in range(number)]
    try:
        pattern = reverse(name, args=ids).replace("{", "{{").replace("}", "}}")
    except NoReverseMatch:
        return ""
    for place, one in enumerate(ids):
        pattern = pattern.replace(str(one), f"{{{place}}}")
    return pattern
