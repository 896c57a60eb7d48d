"""Tells Django of the app `organisations`."""

from django.apps import AppConfig


class Organisations(AppConfig):
    """Municipalities, agreements, units, memberships, places and roads."""

    name = "samhold.rooms.organisations"
    label = "organisations"
