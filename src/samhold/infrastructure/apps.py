"""Tells Django of the app `infrastructure`."""

from django.apps import AppConfig


class Infrastructure(AppConfig):
    """Django machinery without a word of the domain."""

    name = "samhold.infrastructure"
    label = "infrastructure"
