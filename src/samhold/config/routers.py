"""Sends migrations to the owner of the tables, and everything else to the application's role."""

from __future__ import annotations

from django.conf import settings


class MigrateAsOwner:
    """Lets only the alias `owner` change tables, where there is one."""

    def allow_migrate(self, db: str, app_label: str, **_hints: object) -> bool | None:  # noqa: ARG002 -- Django's hook
        """Allow every alias where no owner is set; else the owner alone."""
        if "owner" not in settings.DATABASES:
            return None
        return db == "owner"
