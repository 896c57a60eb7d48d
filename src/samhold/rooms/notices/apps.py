"""Tells Django of the app `notices`."""

from django.apps import AppConfig


class Notices(AppConfig):
    """A worker's inbox, and content-free e-mail and SMS."""

    name = "samhold.rooms.notices"
    label = "notices"
