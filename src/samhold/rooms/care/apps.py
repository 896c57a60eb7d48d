"""Tells Django of the app `care`."""

from django.apps import AppConfig


class Care(AppConfig):
    """One person's follow-up: planned visits and contacts."""

    name = "samhold.rooms.care"
    label = "care"
