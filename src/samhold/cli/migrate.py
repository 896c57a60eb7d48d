"""`samhold migrate`: brings the tables up to date as their owner, and gives the application's role its rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from samhold.cli.manners import FINE, say
from samhold.infrastructure.row_security import create_application_role, grant_application_role

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing but the database."""


def run(options: argparse.Namespace) -> int:  # noqa: ARG001 -- every command takes options
    """Migrate, and tell that it is done."""
    migrate()
    print("the tables are up to date")
    return FINE


def migrate() -> None:
    """
    Bring the tables up to date.

    With DATABASE_OWNER_URL the owner's connection migrates, makes the application's role if there is none (without a
    password: give it one, or let the server trust the machine), and renews the role's rights on every table.
    """
    alias = "owner" if "owner" in settings.DATABASES else "default"
    say("migrating …")
    call_command("migrate", database=alias, interactive=False, verbosity=0)
    call_command("createcachetable", database=alias, verbosity=0)
    if alias == "owner":
        role = str(settings.DATABASES["default"]["USER"])
        create_application_role(connections["owner"], role)
        grant_application_role(connections["owner"], role, sealed=settings.SAMHOLD_SEALED_TABLES)
