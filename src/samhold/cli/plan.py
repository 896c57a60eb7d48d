"""`samhold plan`: who visits whom, when; plans, verifies, plans anew, and measures beside published values."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    import argparse

    from samhold.cli.main import CommandModule

VERBS: Final = {
    "solve": "plan an instance, and write the solution",
    "verify": "recompute a solution: every rule, and the cost",
    "explain": "say what each term costs, who else might come, and why something is left out",
    "replan": "plan the rest of a day anew after something happened",
    "bench": "solve many instances, and tell the gap to published values",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do; each verb is a module of its own."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, help_ in VERBS.items():
        _module(verb).add_arguments(verbs.add_parser(verb, help=help_, description=help_))


def run(options: argparse.Namespace) -> int:
    """Do what was asked for."""
    return _module(options.verb).run(options)


def _module(verb: str) -> CommandModule:
    return cast("CommandModule", importlib.import_module(f"samhold.cli.plan_{verb}"))
