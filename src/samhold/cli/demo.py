"""`samhold demo`: grows a synthetic region and serves it."""

from __future__ import annotations

import sys
import time
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from samhold.cli.manners import FINE, say
from samhold.cli.migrate import migrate
from samhold.cli.serve import serve
from samhold.demo import growth
from samhold.foundation.time import local_day

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the seed, the day and where to serve."""
    parser.add_argument("--no-serve", action="store_true", help="only make the database")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen at (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another region (default %(default)s)")
    parser.add_argument("--today", type=date.fromisoformat, help="the day of the demo, YYYY-MM-DD (default: today)")


def run(options: argparse.Namespace) -> int:
    """Grow the region, and serve it."""
    started = time.monotonic()
    migrate()
    today = options.today or local_day(timezone.now())
    growth.grow(seed=options.seed, today=today, password="demo-demo-demo", progress=_show)
    say(f"grown in {time.monotonic() - started:.0f} s")
    return FINE if options.no_serve else serve(host="127.0.0.1", port=options.port)


def _show(done: int, of: int, day: date) -> None:
    """Draw a bar on stderr, over the one before."""
    if sys.stderr.isatty() or done in {1, of} or done % 50 == 0:
        filled = "█" * round(30 * done / of)
        end = "\n" if done == of or not sys.stderr.isatty() else "\r"
        print(f"{filled:░<30} {done}/{of} days, {day}", end=end, file=sys.stderr, flush=True)
