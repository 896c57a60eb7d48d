"""Tells Django of the app `staff`."""

from django.apps import AppConfig


class Staff(AppConfig):
    """The pages of the workers."""

    name = "samhold.sites.staff"
    label = "staff"
