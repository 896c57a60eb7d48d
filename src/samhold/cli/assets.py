"""`samhold assets`: collects, hashes and compresses the static files where production serves them from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command

from samhold.cli.manners import FINE
from samhold.foundation.errors import BadInput

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(options: argparse.Namespace) -> int:  # noqa: ARG001 -- every command takes options
    """Collect, and tell where."""
    if not settings.IS_PRODUCTION:
        raise BadInput(f"SAMHOLD_ENV={settings.SAMHOLD_ENV}", "only production serves collected files.")
    Path(str(settings.STATIC_ROOT)).mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    print(f"collected in {settings.STATIC_ROOT}")
    return FINE
