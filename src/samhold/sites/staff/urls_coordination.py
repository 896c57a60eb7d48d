"""Addresses: persons for those who coordinate services, and do not help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from samhold.sites.staff.views import coordination

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("", coordination.persons, name="coordination"),
    path("<uuid:person_id>/", coordination.person, name="coordination_person"),
]
