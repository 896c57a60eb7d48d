"""Reads the command line, sets Django up where it is needed, and runs one command."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from samhold.cli.manners import ending
from samhold.cli.registry import COMMANDS
from samhold.foundation.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

EPILOG = "Ends with 0: fine, 1: findings, 2: bad input, 3: interrupted. `samhold COMMAND --help` tells more."


class CommandModule(Protocol):
    """What a module under `samhold.cli` offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Name what the command takes."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it, and tell the exit code."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, and give its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    return ending(lambda: _run(given))


def _run(given: list[str]) -> int:
    """Find the command by its name, and let its module read the rest."""
    command = next((one for one in COMMANDS if given[:1] == [one.name]), None)
    if command is None:
        _overview().parse_args(given)
        _overview().print_help()
        return 0
    rest, database = _take_database(given[1:]) if command.needs_django else (given[1:], "")
    if command.environment:
        os.environ.setdefault("SAMHOLD_ENV", command.environment)
    if command.needs_django:
        set_up_django(database, makes_database=command.makes_database, as_owner=command.as_owner)
    module = cast("CommandModule", importlib.import_module(command.module))
    parser = argparse.ArgumentParser(prog=f"samhold {command.name}", description=command.help, epilog=EPILOG)
    if command.needs_django:
        parser.add_argument(
            "--database", metavar="FILE|URL", help="the database; else DATABASE_URL (anywhere in the line)"
        )
    module.add_arguments(parser)
    return module.run(parser.parse_args(rest))


def _overview() -> argparse.ArgumentParser:
    """Make the parser that only lists the commands."""
    parser = argparse.ArgumentParser(
        prog="samhold", epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")
    for command in COMMANDS:
        commands.add_parser(command.name, help=command.help, add_help=False)
    return parser


def _take_database(given: list[str]) -> tuple[list[str], str]:
    """Take `--database` out of the line, since Django must know it before the command's module is read."""
    taker = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    taker.add_argument("--database", default="")
    options, rest = taker.parse_known_args(given)
    return rest, cast("str", options.database)


def set_up_django(database: str, *, makes_database: bool, as_owner: bool = False) -> None:
    """
    Point Django at the database (empty: as the environment says), and set it up.

    :raises BadInput: if the database is a file that is not there, and none is to be made.
    """
    if database:
        url = database if "://" in database else f"sqlite:///{Path(database).absolute()}"
        os.environ["DATABASE_URL"] = url
        if url.startswith("sqlite:"):
            os.environ.pop("DATABASE_OWNER_URL", None)
    if as_owner and os.environ.get("DATABASE_OWNER_URL"):
        os.environ["DATABASE_URL"] = os.environ.pop("DATABASE_OWNER_URL")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samhold.config.settings")
    import django  # noqa: PLC0415 -- slow import
    from django.conf import settings  # noqa: PLC0415 -- slow import

    chosen = settings.DATABASES["default"]
    if str(chosen["ENGINE"]).endswith("sqlite3"):
        file = Path(str(chosen["NAME"]))
        if makes_database:
            file.parent.mkdir(parents=True, exist_ok=True)
            Path(str(settings.SAMHOLD_HEADS_FILE)).parent.mkdir(parents=True, exist_ok=True)
        elif not file.exists():
            raise BadInput(f"database {file}", "there is no such file; make it with `samhold migrate`.")
    django.setup()
