"""Workers killed at any point: each job has its effect exactly once, whole, and none is stuck beyond its lease."""

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
SAMPLE, FULL = 5, 200
MODULE = "tests.proofs.killed_workers"


def survive(one: Nursery, state: State, *, sessions: bool) -> None:
    """Kill round after round, and demand after each that all is well."""
    for seed in state.rounds():
        one.ask(do="kill", seed=seed, sessions=sessions and seed % 2 == 1)
        killed = one.ask(do="compare", seed=seed)
        ended = one.ask(do="end", seed=seed, left=killed["left"])
        assert (seed, killed["faults"], ended["faults"]) == (seed, [], [])
        again = ended["attempts"] - ended["jobs"]
        state.add(ended["jobs"], killed=3, running=len(killed["left"]), early=killed["done"], again=again)
    assert one.ask(do="sound") == "ok"


def told(state: State, where: str) -> str:
    counted = {name: state.counted.get(name, 0) for name in ("killed", "running", "early", "again")}
    return (
        f"kill -9 of workers on {where}: {counted['killed']} killed in {state.done} rounds, {state.total} jobs, "
        f"{counted['running']} running when killed, {counted['again']} taken again: "
        "0 effects lost, 0 half, 0 doubled, 0 stuck beyond their lease"
    )


@pytest.mark.skipif(settings.DATABASES["default"]["ENGINE"].endswith("postgresql"), reason="shown once, on SQLite")
def test_killed_workers_leave_each_effect_once_on_sqlite(
    tmp_path: Path, proof: Callable[..., State], figure: Callable[[str], None]
) -> None:
    state = proof("workers-sqlite", sample=SAMPLE, full=FULL)
    variables = environment(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path / 'jobs.sqlite3'}")

    with nursery(MODULE, tmp_path, variables) as one:
        survive(one, state, sessions=False)

    figure(told(state, "SQLite"))


@pytest.mark.postgres
def test_killed_workers_and_sessions_leave_each_effect_once_on_postgresql(
    tmp_path: Path, fresh_database: dict[str, str], proof: Callable[..., State], figure: Callable[[str], None]
) -> None:
    state = proof("workers-postgresql", sample=SAMPLE, full=FULL)
    variables = environment(tmp_path, **fresh_database)

    with nursery(MODULE, tmp_path, variables) as one:
        survive(one, state, sessions=True)

    figure(told(state, "PostgreSQL"))
