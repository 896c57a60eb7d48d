"""Tells Django of the app `portal`."""

from django.apps import AppConfig


class Portal(AppConfig):
    """The own page of a person who gets help."""

    name = "samhold.sites.portal"
    label = "portal"
