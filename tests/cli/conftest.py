"""The command line, run as a process of its own, and a database that was migrated once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

OURS = ("SAMHOLD_", "DATABASE_", "DJANGO_")


def samhold(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in an environment that says nothing else."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return subprocess.run(
        [sys.executable, "-m", "samhold.cli", *arguments],
        cwd=cwd,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(name="samhold")
def samhold_fixture():
    return samhold


@pytest.fixture(scope="session")
def migration(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    """What `samhold migrate` told, and the file it made."""
    folder = tmp_path_factory.mktemp("migrated")
    return samhold("migrate", "--database", "one.sqlite3", cwd=folder), folder / "one.sqlite3"


@pytest.fixture
def database(migration, tmp_path) -> Path:
    """A migrated file of the test's own."""
    _told, file = migration
    return Path(shutil.copy(file, tmp_path / "one.sqlite3"))
