"""`samhold setup`: begins an installation with its tables, its office and its first user."""

from __future__ import annotations

import getpass
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from samhold.cli.manners import FINE
from samhold.cli.migrate import migrate
from samhold.foundation.errors import BadInput
from samhold.infrastructure.database import unit_of_work
from samhold.rooms.organisations.actions import founding

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take who begins, and the name of the office."""
    parser.add_argument("--email", required=True, help="the address that the first user logs in with")
    parser.add_argument("--name", required=True, help="the name of the first user")
    parser.add_argument("--unit", default="Region office", help="the name of the office (default %(default)s)")
    parser.add_argument("--password-file", metavar="FILE", help="a file with the password; - asks for it")


def run(options: argparse.Namespace) -> int:
    """Make the tables, the office and the user."""
    office = founding.Office(
        email=options.email, name=options.name, unit=options.unit, password=_password(options.password_file)
    )
    migrate()
    with unit_of_work(None):
        user = founding.found(office=office, by=None, now=datetime.now(tz=UTC))
    print(f"set up; {user.email} may import a region and let others in")
    return FINE


def _password(source: str | None) -> str:
    """Read the password, if one is to be set; it never stands on the command line."""
    if source is None:
        return ""
    if source == "-":
        return getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    try:
        return Path(source).read_text(encoding="utf-8").splitlines()[0]
    except (OSError, IndexError):
        raise BadInput(f"--password-file {source}", "there is no password to read.") from None
