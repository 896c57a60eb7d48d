"""How every command ends, and how it says what went wrong: one sentence, never a traceback."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from typing import TYPE_CHECKING, Final

from samhold.foundation.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Callable

FINE: Final = 0
FINDINGS: Final = 1
BAD_INPUT: Final = 2
INTERRUPTED: Final = 3

# Errors of Django's that an administrator mends, by name, so that commands without Django need not import it.
_MENDABLE: Final = {
    "ImproperlyConfigured": "",
    "OperationalError": " Look at DATABASE_URL, then run `samhold migrate` or `samhold doctor`.",
    "ProgrammingError": " Run `samhold migrate`, then `samhold doctor`.",
    "NotTheOwner": "",
    "CannotDecrypt": "",
    "InconsistentMigrationHistory": " Restore a copy that was made before.",
}


def say(line: str) -> None:
    """Write a line of progress or trouble to stderr."""
    with contextlib.suppress(BrokenPipeError):
        print(line, file=sys.stderr, flush=True)


def ending(run: Callable[[], int]) -> int:
    """Run a command, and turn what it raises into a sentence and an exit code."""
    try:
        return run()
    except KeyboardInterrupt:
        say("Interrupted.")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except DomainError as refusal:
        say(f"samhold: {refusal.message}")
        return BAD_INPUT
    except Exception as error:  # noqa: BLE001 -- the last place, where no traceback may leave
        return _unexpected(error)


def _unexpected(error: Exception) -> int:
    """Say in one line what broke; SAMHOLD_TRACEBACK=1 shows where."""
    if os.environ.get("SAMHOLD_TRACEBACK") == "1":
        traceback.print_exc()
    mend = _MENDABLE.get(type(error).__name__)
    message = " ".join(str(error).split()) or type(error).__name__
    if mend is None:
        say(f"samhold: {type(error).__name__}: {message} (SAMHOLD_TRACEBACK=1 shows where)")
    else:
        say(f"samhold: {message}{mend}")
    return BAD_INPUT
