"""Who acts when a command reads or writes persons: `--as USER`."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from samhold.foundation.errors import BadInput
from samhold.infrastructure.database import unit_of_work
from samhold.rooms.access.actions.refusals import write_noted
from samhold.rooms.access.models import User

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator


def take_user(parser: argparse.ArgumentParser) -> None:
    """Take the e-mail address of the one who acts."""
    parser.add_argument("--as", dest="acts_as", required=True, metavar="USER", help="the e-mail address of who acts")


@contextmanager
def acting(email: str) -> Iterator[User]:
    """
    Do everything inside as somebody, in one unit of work; what is refused is in the log, though nothing else is.

    :raises BadInput: if nobody active has the address.
    """
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise BadInput(f"--as {email}", "nobody active logs in with this address.")
    try:
        with unit_of_work(user.pk):
            yield user
    finally:
        write_noted()
