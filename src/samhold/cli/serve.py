"""
`samhold serve`: serves the pages with gunicorn, threads as set in `samhold.config.gunicorn`.

On SQLite threads beside them work off the jobs; on PostgreSQL that is `samhold worker`.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

from samhold.cli.manners import say

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to listen."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (default %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen at (default %(default)s)")
    parser.add_argument("--workers", type=int, help="processes (default 2; 1 with SQLite)")


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    serve(host=options.host, port=options.port, workers=options.workers)


def serve(*, host: str, port: int, workers: int | None = None) -> NoReturn:
    """
    Become a server of the pages, with the settings in force.

    The process becomes gunicorn's, so that signals reach it and its workers begin without what was opened here.
    """
    from django.conf import settings  # noqa: PLC0415 -- slow import

    on_sqlite = str(settings.DATABASES["default"]["ENGINE"]).endswith("sqlite3")
    count = workers or (1 if on_sqlite else 2)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "samhold.config.settings",
        "SAMHOLD_ENV": str(settings.SAMHOLD_ENV),
        "SAMHOLD_BIND": f"{host}:{port}",
        "SAMHOLD_WORKERS": str(count),
        "SAMHOLD_WORKS_BESIDE_PAGES": "1" if on_sqlite else "0",
        "SAMHOLD_THREADS": os.environ.get("SAMHOLD_THREADS", "8" if on_sqlite else "4"),
    }
    say(f"serving http://{host}:{port}/ with {count} process{'es' if count > 1 else ''}; stop with Ctrl C")
    sys.stdout.flush()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:samhold.config.gunicorn"]
    os.execve(command[0], command, environment)  # noqa: S606 -- our own command, without a shell
