"""The Django app of the look."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registers templates, static files and template tags under the label `ui`."""

    name = "samhold.ui"
    label = "ui"
