"""Killed at any point: nothing acknowledged is lost, nothing is half, nothing is doubled when it is tried again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings

from tests.proofs.progress import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.proofs.progress import State

pytestmark = pytest.mark.prove
SAMPLE, FULL = 6, 200
DATABASE = "samhold_crash_proof"


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
    """The process that forks the writers, and is told what to do."""

    def __init__(self, variables: dict[str, str]) -> None:
        command = [sys.executable, "-m", "tests.proofs.crash"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen(command, cwd=ROOT, env=variables, **pipes)

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
def nursery(folder: Path, variables: dict[str, str]) -> Iterator[Nursery]:
    subprocess.run([sys.executable, "-m", "samhold.cli", "migrate"], cwd=ROOT, env=variables, check=True)
    owner = {name: value for name, value in variables.items() if name != "DATABASE_OWNER_URL"}
    owner["DATABASE_URL"] = variables.get("DATABASE_OWNER_URL", variables["DATABASE_URL"])
    first = Nursery(owner)
    first.ask(do="prepare", folder=str(folder))
    first.close()
    one = Nursery(variables)
    try:
        yield one
    finally:
        one.close()


def survive(one: Nursery, folder: Path, state: State, *, sessions: bool) -> None:
    """Kill round after round, and demand after each that all is well."""
    for seed in state.rounds():
        one.ask(do="kill", folder=str(folder), seed=seed, backends=sessions and seed % 2 == 1)
        found = one.ask(do="check", folder=str(folder), seed=seed)
        wrong = {name: found[name] for name in ("lost", "doubled", "missing_after_retry", "faults")}
        assert (seed, wrong) == (seed, {"lost": 0, "doubled": 0, "missing_after_retry": 0, "faults": []})
        state.add(found["acknowledged"], unknown=found["unknown"], committed=found["committed_unacknowledged"])
    assert one.ask(do="sound") == "ok"


def told(state: State, where: str) -> str:
    unknown, committed = (state.counted.get(name, 0) for name in ("unknown", "committed"))
    return (
        f"kill -9 on {where}: {state.done} rounds, {state.total} acknowledged, {unknown} with unknown outcome "
        f"({committed} of them committed): 0 lost, 0 half, 0 doubled, chains whole"
    )


@pytest.mark.skipif(settings.DATABASES["default"]["ENGINE"].endswith("postgresql"), reason="shown once, on SQLite")
def test_killed_writers_lose_nothing_on_sqlite(
    tmp_path: Path, proof: Callable[..., State], figure: Callable[[str], None]
) -> None:
    state = proof("crash-sqlite", sample=SAMPLE, full=FULL)
    variables = environment(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path / 'crash.sqlite3'}")

    with nursery(tmp_path, variables) as one:
        survive(one, tmp_path, state, sessions=False)

    figure(told(state, "SQLite"))


@pytest.fixture
def fresh_database() -> Iterator[dict[str, str]]:
    """Make an empty database of the owner's beside the configured one."""
    import psycopg

    owner, application = os.environ["DATABASE_OWNER_URL"], os.environ["DATABASE_URL"]

    def run(statement: str) -> None:
        with psycopg.connect(urlunsplit(urlsplit(owner)._replace(path="/postgres")), autocommit=True) as connection:
            connection.execute(statement)

    run(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
    run(f"CREATE DATABASE {DATABASE}")
    renamed = [urlunsplit(urlsplit(url)._replace(path=f"/{DATABASE}")) for url in (owner, application)]
    yield dict(zip(("DATABASE_OWNER_URL", "DATABASE_URL"), renamed, strict=True))
    run(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


@pytest.mark.postgres
def test_killed_writers_and_sessions_lose_nothing_on_postgresql(
    tmp_path: Path, fresh_database: dict[str, str], proof: Callable[..., State], figure: Callable[[str], None]
) -> None:
    state = proof("crash-postgresql", sample=SAMPLE, full=FULL)
    variables = environment(tmp_path, **fresh_database)

    with nursery(tmp_path, variables) as one:
        survive(one, tmp_path, state, sessions=True)

    figure(told(state, "PostgreSQL"))
