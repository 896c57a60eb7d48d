"""Starts a nursery (`tests.proofs.forks`) beside the tests, on a database of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.proofs.progress import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def environment(folder: Path, **changes: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAMHOLD_", "DATABASE_"))}
    own = {
        "SAMHOLD_ENV": "development",
        "SAMHOLD_HEADS_FILE": str(folder / "heads.jsonl"),
        "DJANGO_SETTINGS_MODULE": "samhold.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    return kept | own | changes


class Nursery:
    """The process that forks, and is told what to do."""

    def __init__(self, module: str, variables: dict[str, str]) -> None:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen([sys.executable, "-m", module], cwd=ROOT, env=variables, **pipes)

    def ask(self, **order: object) -> object:
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert answer is not None, order
        return answer

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=30)


@contextmanager
def nursery(module: str, folder: Path, variables: dict[str, str]) -> Iterator[Nursery]:
    """Migrate, let the owner of the tables prepare, and give the nursery of the application's role."""
    subprocess.run([sys.executable, "-m", "samhold.cli", "migrate"], cwd=ROOT, env=variables, check=True)
    owner = {name: value for name, value in variables.items() if name != "DATABASE_OWNER_URL"}
    owner["DATABASE_URL"] = variables.get("DATABASE_OWNER_URL", variables["DATABASE_URL"])
    first = Nursery(module, owner)
    first.ask(do="prepare", folder=str(folder))
    first.close()
    one = Nursery(module, variables)
    try:
        yield one
    finally:
        one.close()
