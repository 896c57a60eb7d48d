"""Addresses by name, for pages that this installation may lack."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import NoReverseMatch, get_script_prefix, reverse

if TYPE_CHECKING:
    from collections.abc import Sequence


def address(name: str, *arguments: UUID | str, site: str = "staff") -> str:
    """Return the address of a page by its name; empty if there is no such page."""
    if all(isinstance(argument, UUID) for argument in arguments):
        return _pattern(f"{site}:{name}" if site else name, len(arguments), get_script_prefix()).format(*arguments)
    return _reversed(f"{site}:{name}" if site else name, arguments)


@lru_cache(maxsize=200)
def _pattern(name: str, number: int, _prefix: str) -> str:
    """Return the address with places for its ids, under a prefix: a page has dozens, and Django looks long for each."""
    ids = [UUID(int=place) for place in range(number)]
    pattern = _reversed(name, ids).replace("{", "{{").replace("}", "}}")
    for place, one in enumerate(ids):
        pattern = pattern.replace(str(one), f"{{{place}}}")
    return pattern


def _reversed(name: str, arguments: Sequence[UUID | str]) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
