"""`samhold demo`: grows a synthetic region and serves it, or grows the load database for measurements."""

from __future__ import annotations

import os
import secrets
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.utils import timezone

from samhold.cli.bar import Bar
from samhold.cli.manners import FINE, say
from samhold.cli.migrate import migrate
from samhold.cli.serve import serve
from samhold.demo import growth, logins
from samhold.foundation.errors import BadInput
from samhold.foundation.time import local_day
from samhold.infrastructure import keyring

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the seed, the day and where to serve; or how large a load to grow."""
    parser.add_argument("verb", nargs="?", choices=["grow"], help="grow the load database instead of the region")
    parser.add_argument("--no-serve", action="store_true", help="only make the database")
    parser.add_argument("--fresh", action="store_true", help="grow anew, even where a region is: its file is deleted")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen at (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another region (default %(default)s)")
    parser.add_argument("--today", type=date.fromisoformat, help="the day of the demo, YYYY-MM-DD (default: today)")
    parser.add_argument("--persons", type=int, default=60_000, help="how many persons a load has (default %(default)s)")
    parser.add_argument("--months", type=int, default=12, help="how many months have contacts (default %(default)s)")


def run(options: argparse.Namespace) -> int:
    """Grow, and serve."""
    today = options.today or local_day(timezone.now())
    if options.verb == "grow":
        return _grow_load(options, today)
    password = secrets.token_urlsafe(9)
    _prepare(is_fresh=options.fresh)
    if growth.is_grown():
        growth.open_log_ins(password)
        say("A region is here already; it is used as it is (--fresh grows a new one).")
    else:
        started = time.monotonic()
        with Bar("days") as bar:
            growth.grow(seed=options.seed, today=today, password=password, months=options.months, progress=bar.show)
        say(f"grown in {time.monotonic() - started:.0f} s")
    _tell(options.port, password)
    if options.no_serve:
        return FINE
    connection.close()
    os.environ[logins.PASSWORD_VARIABLE] = password
    return serve(host="127.0.0.1", port=options.port)


def _prepare(*, is_fresh: bool) -> None:
    """
    Make sure that the database is empty, or holds a finished region.

    :raises BadInput: if somebody real is in it, or if a region cannot be taken away because it is not a file.
    """
    migrate()
    if growth.is_empty() or (growth.is_grown() and not is_fresh):
        return
    name = str(settings.DATABASES["default"]["NAME"])
    if not growth.is_demo_region():
        raise BadInput(f"database {name}", "it holds accounts that are not the demo's; name another with --database.")
    if connection.vendor != "sqlite":
        raise BadInput(f"database {name}", "a region is here, finished or not; empty the database and begin again.")
    connection.close()
    for ending in ("", "-wal", "-shm"):
        Path(f"{name}{ending}").unlink(missing_ok=True)
    Path(str(settings.SAMHOLD_HEADS_FILE)).unlink(missing_ok=True)
    keyring.forget()
    migrate()


def _tell(port: int, password: str) -> None:
    """Print the address, and one log-in for each role."""
    print(f"http://127.0.0.1:{port}/ opens with one click as any of these; the password of all is {password}")
    for card in logins.cards(timezone.now()):
        print(f"  {card.role:<32} {card.name:<22} {card.email}")
    for own in logins.own_pages():
        print(f"  {'the own page':<32} {own.name:<22} {own.email}")


def _grow_load(options: argparse.Namespace, today: date) -> int:
    """Grow the load database, or go on where it stopped."""
    from samhold.demo import loads  # noqa: PLC0415 -- slow import

    migrate()
    if not growth.is_empty() and not growth.is_demo_region():
        raise BadInput("database", "it holds accounts that are not the demo's; name another with --database.")
    started = time.monotonic()
    with Bar("persons") as bar:
        size = loads.Size(persons=options.persons, months=options.months)
        made = loads.grow(size=size, seed=options.seed, today=today, progress=bar.show)
    say(f"grown in {time.monotonic() - started:.0f} s")
    print(f"{made.persons} persons, {made.contacts} contacts")
    return FINE
