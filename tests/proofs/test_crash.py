"""Killed at any point: nothing acknowledged is lost, nothing is half, nothing is doubled when it is tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tests.proofs.nursery import environment, nursery

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.proofs.nursery import Nursery
    from tests.proofs.progress import State

pytestmark = pytest.mark.prove
SAMPLE, FULL = 6, 200
MODULE = "tests.proofs.crash"


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

    with nursery(MODULE, tmp_path, variables) as one:
        survive(one, tmp_path, state, sessions=False)

    figure(told(state, "SQLite"))


@pytest.mark.postgres
def test_killed_writers_and_sessions_lose_nothing_on_postgresql(
    tmp_path: Path, fresh_database: dict[str, str], proof: Callable[..., State], figure: Callable[[str], None]
) -> None:
    state = proof("crash-postgresql", sample=SAMPLE, full=FULL)
    variables = environment(tmp_path, **fresh_database)

    with nursery(MODULE, tmp_path, variables) as one:
        survive(one, tmp_path, state, sessions=True)

    figure(told(state, "PostgreSQL"))
