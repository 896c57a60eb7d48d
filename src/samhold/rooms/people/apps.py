"""Tells Django of the app `people`."""

from django.apps import AppConfig


class People(AppConfig):
    """The person, the network around the person, and the door."""

    name = "samhold.rooms.people"
    label = "people"
