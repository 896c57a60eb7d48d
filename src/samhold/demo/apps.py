"""Tells Django of the app `demo`, which is installed in the demo only."""

from django.apps import AppConfig


class Demo(AppConfig):
    """A synthetic region, and one-click log-ins to it."""

    name = "samhold.demo"
    label = "demo"
