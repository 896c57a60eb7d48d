"""Tells Django of the app `public`."""

from django.apps import AppConfig


class Public(AppConfig):
    """The pages that need no log-in."""

    name = "samhold.sites.public"
    label = "public"
