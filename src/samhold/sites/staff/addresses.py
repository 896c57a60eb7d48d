"""Addresses by name, for pages that this installation may lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

if TYPE_CHECKING:
    from uuid import UUID


def address(name: str, *arguments: UUID | str, site: str = "staff") -> str:
    """Return the address of a page by its name; empty if there is no such page."""
    try:
        return reverse(f"{site}:{name}" if site else name, args=arguments)
    except NoReverseMatch:
        return ""
