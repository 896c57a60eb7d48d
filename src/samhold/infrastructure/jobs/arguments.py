"""What may stand in the table of jobs: ids, times, words of our own and small numbers; nothing a person is known by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django_tasks.exceptions import InvalidTaskError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# A national number has eleven digits, a telephone number eight.
LARGEST_NUMBER: Final = 9_999_999
_UUID: Final = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_TIME: Final = r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?"
_WORD: Final = r"[A-Z][A-Z_]{0,39}"
_PLAIN: Final = re.compile(f"({_UUID}|{_TIME}|{_WORD}|)")
_NAME: Final = re.compile(r"[a-z][a-z_]{0,39}")
_KEY: Final = re.compile(f"({_UUID}|{_TIME}|{_WORD}|{_NAME.pattern})(/({_UUID}|{_TIME}|{_WORD}|{_NAME.pattern}))*")


class ArgumentTellsOfSomebody(InvalidTaskError):
    """Say that an argument might tell of a person; hand over the id, and let the task look it up."""


def plain(args: Sequence[object], kwargs: Mapping[str, object]) -> dict[str, object]:
    """
    Give the arguments as they are stored.

    :raises ArgumentTellsOfSomebody: unless all are ids, times, UPPER_CASE words, small numbers, or lists of them.
    """
    require_plain([*args, *kwargs.values()])
    return {"args": list(args), "kwargs": dict(kwargs)}


def require_plain(value: object) -> None:
    """
    Look through a value that is to be stored.

    :raises ArgumentTellsOfSomebody: as for `plain`; the message does not repeat the value.
    """
    if isinstance(value, dict):
        for name, inner in value.items():
            _require_name(name)
            require_plain(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            require_plain(inner)
    elif not _is_plain(value):
        raise ArgumentTellsOfSomebody(
            f"A {type(value).__name__} among the values of a job is no id, time, UPPER_CASE word or small number."
        )


def require_key(key: str) -> None:
    """
    Look at the key of a job: ids, times and words parted by slashes.

    :raises ArgumentTellsOfSomebody: for anything else.
    """
    if _KEY.fullmatch(key) is None:
        raise ArgumentTellsOfSomebody("The key of a job is made of ids, times and words of our own, parted by slashes.")


def _require_name(name: object) -> None:
    if not isinstance(name, str) or _NAME.fullmatch(name) is None:
        raise ArgumentTellsOfSomebody("A name among the values of a job is no name of ours.")


def _is_plain(value: object) -> bool:
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, int | float):
        return abs(value) <= LARGEST_NUMBER
    return isinstance(value, str) and _PLAIN.fullmatch(value) is not None
