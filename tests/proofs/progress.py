"""How far a long proof has come, kept in a file, so that a full run goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "proofs"


class State:
    """The rounds that are done, and the sum of what they counted."""

    def __init__(self, file: Path | None, count: int) -> None:
        self.file, self.count = file, count
        kept = json.loads(file.read_text()) if file is not None and file.exists() else {}
        self.is_known = kept.get("source") == source_digest()
        self.done: int = kept.get("done", 0) if self.is_known else 0
        self.total: int = kept.get("total", 0) if self.is_known else 0
        self.counted: dict[str, int] = kept.get("counted", {}) if self.is_known else {}

    def rounds(self) -> Iterator[int]:
        """Give the numbers of the rounds that are left; each counts as done when the next is asked for."""
        saved = time.monotonic()
        for number in range(self.done, self.count):
            yield number
            self.done = number + 1
            if time.monotonic() - saved > 5:
                self.save()
                saved = time.monotonic()
        self.save()

    def add(self, count: int, **named: int) -> None:
        """Count what a round compared."""
        self.total += count
        for name, number in named.items():
            self.counted[name] = self.counted.get(name, 0) + number

    def save(self) -> None:
        """Write the file, whole or not at all."""
        if self.file is None:
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        content = {"source": source_digest(), "done": self.done, "total": self.total, "counted": self.counted}
        fresh = self.file.with_suffix(f".{os.getpid()}.tmp")
        fresh.write_text(json.dumps(content))
        fresh.replace(self.file)


def source_digest() -> str:
    """Give a digest of the product's Python: a proof of other source is none."""
    digest = hashlib.sha256()
    for file in sorted((ROOT / "src").rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()
