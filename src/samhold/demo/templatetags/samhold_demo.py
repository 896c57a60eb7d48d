"""Whom a visitor may be, for the pages where one logs in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from samhold.demo import logins

if TYPE_CHECKING:
    from django.http import HttpRequest

register = template.Library()


@register.simple_tag
def demo_cards(request: HttpRequest) -> tuple[logins.Card, ...]:
    """Return the cards for this request."""
    return logins.cards_for(request)


@register.simple_tag
def demo_own_pages(request: HttpRequest) -> tuple[logins.OwnPage, ...]:
    """Return the persons with an own page, for this request."""
    return logins.own_pages_for(request)


@register.simple_tag
def demo_password(request: HttpRequest) -> str:
    """Return the region's password, for pages that ask to confirm it is you."""
    return logins.password() if logins.is_open_to(request) else ""
