"""Addresses by name, for pages that this installation may lack."""

from __future__ import annotations

from uuid import UUID

from django.urls import NoReverseMatch, reverse

from samhold.ui.addresses import address_with


def address(name: str, *arguments: UUID | str, site: str = "staff") -> str:
    """Return the address of a page by its name; empty if there is no such page."""
    full = f"{site}:{name}" if site else name
    ids = [argument for argument in arguments if isinstance(argument, UUID)]
    if len(ids) == len(arguments):
        return address_with(full, ids)
    try:
        return reverse(full, args=arguments)
    except NoReverseMatch:
        return ""
