"""`samhold keys`: gives columns new keys, and new keys a new key-encryption key."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from samhold.cli.manners import FINE, say
from samhold.foundation.errors import BadInput
from samhold.infrastructure import keyring, rotation

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do, and for whom."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    rotate = verbs.add_parser("rotate", help="encrypt every column with new keys, while everybody works")
    rotate.add_argument("--tenant", help="only the organisation with this id")
    rotate.add_argument(
        "--settle",
        type=float,
        default=keyring.CURRENT_FOR_SECONDS,
        metavar="SECONDS",
        help="how long other processes may go on with the old key (default %(default)s; 0 when no other is running)",
    )
    rewrap = verbs.add_parser("rewrap", help="wrap the keys anew after SAMHOLD_KEK was changed")
    rewrap.add_argument("--previous", required=True, metavar="FILE", help="a file with the previous SAMHOLD_KEK")


def run(options: argparse.Namespace) -> int:
    """Rotate or wrap anew, and tell how much was done."""
    if options.verb == "rewrap":
        print(f"{keyring.rewrap(_key_in(options.previous))} keys wrapped anew")
        return FINE
    done = _rotate(options)
    print(f"{sum(one.values for one in done)} values of {len(done)} key holders encrypted anew")
    return FINE


def _rotate(options: argparse.Namespace) -> tuple[rotation.Rotation, ...]:
    """Rotate one tenant, or all."""
    now = timezone.now()
    if not options.tenant:
        return rotation.rotate_keys(now=now, settle_seconds=options.settle, progress=_tell)
    try:
        tenant_id = UUID(options.tenant)
    except ValueError:
        raise BadInput(f"--tenant {options.tenant}", "write the id of an organisation.") from None
    return (rotation.rotate(tenant_id, now=now, settle_seconds=options.settle),)


def _tell(tenant_id: UUID | None, values: int) -> None:
    """Show how far it has come, now and then."""
    if values % (10 * rotation.BATCH) == 0 and values:
        say(f"{tenant_id or 'installation'}: {values} values")


def _key_in(file: str) -> bytes:
    """
    Read a key from a file.

    :raises BadInput: if there is none in it.
    """
    try:
        key = base64.b64decode(Path(file).read_text(encoding="utf-8").strip(), validate=True)
    except OSError as error:
        raise BadInput(f"--previous {file}", f"{error.strerror}; name a readable file.") from None
    except ValueError:
        key = b""
    if len(key) != keyring.KEY_LENGTH:
        raise BadInput(f"--previous {file}", f"it must hold {keyring.KEY_LENGTH} bytes in base64.")
    return key
