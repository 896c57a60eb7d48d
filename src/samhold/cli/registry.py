"""Which commands there are; each module under `samhold.cli` is imported only when its command is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """
    One command.

    :param help: one line for the list of commands.
    :param needs_django: whether Django is set up before the module is imported, and `--database` is taken.
    :param makes_database: whether the command may begin without a database, since it makes one.
    :param as_owner: whether the command needs every row, and so connects as DATABASE_OWNER_URL where there is one.
    :param environment: the SAMHOLD_ENV that holds if none is set.
    """

    name: str
    help: str
    needs_django: bool = True
    makes_database: bool = False
    as_owner: bool = False
    environment: str = ""

    @property
    def module(self) -> str:
        """Name the module that carries the command."""
        return f"samhold.cli.{self.name}"


COMMANDS: Final = (
    Command(name="demo", help="grow a synthetic region and serve it", makes_database=True, environment="demo"),
    Command(name="serve", help="serve the pages"),
    Command(name="worker", help="work off what waits in the background"),
    Command(name="migrate", help="bring the tables up to date", makes_database=True),
    Command(name="assets", help="collect the static files for production", makes_database=True),
    Command(name="setup", help="begin an installation: the tables, its office, its first user", makes_database=True),
    Command(name="region", help="import or export a municipality's workbook"),
    Command(name="questionnaire", help="load a questionnaire with its texts, check a file, list what there is"),
    Command(name="keys", help="rotate the keys that columns are encrypted with", as_owner=True),
    Command(name="audit", help="verify the audit log", as_owner=True),
    Command(name="doctor", help="tell what is wrong with this installation, and how to mend it", needs_django=False),
    Command(name="plan", help="plan visits, verify plans, measure the planning engine", needs_django=False),
    Command(name="version", help="tell the version", needs_django=False),
)
