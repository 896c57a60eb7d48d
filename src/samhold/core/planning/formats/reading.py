"""Reads JSON with a sentence for whatever is wrong: the item, and the mend."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from samhold.core.planning.model import ticks
from samhold.foundation.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def read_json(path: Path) -> Item:
    """
    Read a file.

    :raises BadInput: if there is none, or it is not JSON.
    """
    try:
        found: object = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadInput(
            str(path), f"{error.strerror or 'the file cannot be read'}; name a file that is there."
        ) from None
    except (UnicodeDecodeError, RecursionError):
        raise BadInput(str(path), "it is not JSON; give a JSON file in UTF-8.") from None
    except json.JSONDecodeError as error:
        mend = f"line {error.lineno}, column {error.colno} is not JSON ({error.msg}); mend or fetch the file anew."
        raise BadInput(str(path), mend) from None
    return Item(found, path.name)


@dataclass(frozen=True, slots=True)
class Item:
    """A value of a JSON file, with the way to it for messages."""

    value: object
    name: str

    def has(self, key: str) -> bool:
        """Say whether an object has a key with something in it."""
        return isinstance(self.value, dict) and self.value.get(key) is not None

    def at(self, key: str) -> Item:
        """Go to an object's value."""
        if not isinstance(self.value, dict):
            raise BadInput(self.name, "it is not an object; write it as {…}.")
        if self.value.get(key) is None:
            raise BadInput(self.name, f"`{key}` is missing; add it.")
        return Item(self.value[key], f"{self.name}: {key}")

    def either(self, *keys: str) -> Item:
        """Go to the first of the keys that is there."""
        return self.at(next((key for key in keys if self.has(key)), keys[0]))

    def each(self) -> Iterator[Item]:
        """Go through an array; an object with an id in it is called by that."""
        if not isinstance(self.value, list):
            raise BadInput(self.name, "it is not a list; write it as […].")
        for number, one in enumerate(self.value):
            id_ = one.get("id") if isinstance(one, dict) else None
            yield Item(one, f"{self.name} {number if id_ is None else id_}")

    def entries(self) -> Iterator[tuple[str, Item]]:
        """Go through an object's keys and values."""
        if not isinstance(self.value, dict):
            raise BadInput(self.name, "it is not an object; write it as {…}.")
        for key, one in self.value.items():
            yield key, Item(one, f"{self.name} {key}")

    def text(self) -> str:
        """Read an id or a name."""
        if isinstance(self.value, bool) or not isinstance(self.value, str | int) or self.value == "":
            raise BadInput(self.name, "it is not a text; write it in quotes.")
        return str(self.value)

    def number(self) -> float:
        """Read a number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float) or not isfinite(self.value):
            raise BadInput(self.name, "it is not a number; write digits, with a point before decimals.")
        return self.value

    def whole(self) -> int:
        """Read a whole number."""
        number = self.number()
        if number != int(number):
            raise BadInput(self.name, "it is not a whole number; write digits only.")
        return int(number)

    def time(self) -> int:
        """Read minutes that are not below zero, as ticks."""
        minutes = self.number()
        if minutes < 0:
            raise BadInput(self.name, "the time is negative; give 0 or more.")
        return ticks(minutes)

    def window(self) -> tuple[int, int]:
        """Read two times."""
        times = tuple(one.time() for one in self.each())
        if len(times) != 2:  # noqa: PLR2004 -- a window has two ends
            raise BadInput(self.name, "it is not two times; write [from, to].")
        return times[0], times[1]
