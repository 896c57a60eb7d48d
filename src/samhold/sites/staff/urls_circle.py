"""Addresses: network, consents, conflicts, who has looked, emergency access, inbox, region, my settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
