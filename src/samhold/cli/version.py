"""`samhold version`."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from samhold.cli.manners import FINE

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(options: argparse.Namespace) -> int:  # noqa: ARG001 -- every command takes options
    """Print the version."""
    print(version("samhold"))
    return FINE
