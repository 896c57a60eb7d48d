"""Tells Django of the app `staff`."""

from django.apps import AppConfig


class Staff(AppConfig):
    """The pages of the workers."""

    name = "samhold.sites.staff"
    label = "staff"

    def ready(self) -> None:
        """Hear of log-ins, for the audit log."""
        from samhold.sites.log_ins import listen  # noqa: PLC0415 -- app ready

        listen()
