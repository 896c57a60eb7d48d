"""`samhold plan bench`: solves many instances, and tells the gap to published values."""

from __future__ import annotations

import os
import platform
import resource
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from samhold.cli.manners import FINDINGS, FINE, INTERRUPTED, say
from samhold.cli.plan_solve import Watch, seconds, whole, writable
from samhold.core.planning.bench import Case, Journal, Run, cases, gap, table
from samhold.core.planning.formats.hhcrsp import read_instance, read_solution, write_solution
from samhold.core.planning.solve import Budget, solve
from samhold.core.planning.told import published_cost
from samhold.core.planning.verify import verify

if TYPE_CHECKING:
    import argparse

    from samhold.core.planning.plan import Plan


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where the instances are, how long each is given, and where the figures go."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder with instances")
    parser.add_argument("--best", type=Path, action="append", metavar="TABLE.md", help="published values (*_best.md)")
    parser.add_argument("--only", default="*.json", metavar="GLOB", help="only files of this name")
    parser.add_argument("--seconds", type=seconds, default=60.0, metavar="S", help="for each run (60)")
    parser.add_argument("--seeds", type=whole, default=3, metavar="K", help="runs of each instance (3)")
    parser.add_argument("--workers", type=whole, default=os.cpu_count() or 1, metavar="W", help="processes (all cores)")
    parser.add_argument("--stop-at-best", action="store_true", help="end a run when it equals the published value")
    parser.add_argument("--out", type=Path, metavar="FILE.md", help="write the table; its journal stands beside it")
    parser.add_argument("--solutions", type=Path, metavar="DIR", help="write the best solution of each instance")


def run(options: argparse.Namespace) -> int:
    """Measure what is not measured yet, and tell all."""
    found = cases(options.folder, options.best or (), options.only)
    out: Path | None = options.out
    journal = Journal(Path(os.devnull) if out is None else out.with_suffix(".jsonl"))
    writable(journal.path)
    interrupted = False
    for seed in range(1, options.seeds + 1):
        for case in found:
            if interrupted or journal.has(case, seed=seed, seconds=options.seconds, workers=options.workers):
                continue
            one, interrupted = _measure(case, seed, options)
            if interrupted:
                continue
            journal.add(one)
            told = "" if case.best is None else f", gap {gap(one.cost, case.best):+.3f} %"
            say(f"{one.instance} seed {seed}: cost {one.cost:.3f}{told}, {one.took:.1f} s")
    asked = [one for one in journal.runs if (one.seconds, one.workers) == (options.seconds, options.workers)]
    text = f"{_machine()}\n\n{table(found, asked)}"
    print(text, end="")
    if out is not None:
        out.write_text(text, encoding="utf-8")
    if interrupted:
        return INTERRUPTED
    return FINE if all(one.is_verified for one in asked) else FINDINGS


def _measure(case: Case, seed: int, options: argparse.Namespace) -> tuple[Run, bool]:
    problem = read_instance(case.path)
    stop_at = Fraction(str(case.best)) + Fraction(1, 2000) if options.stop_at_best and case.best is not None else None
    found = solve(
        problem,
        budget=Budget(seconds=options.seconds, stop_at=stop_at),
        seed=seed,
        workers=options.workers,
        watch=Watch(problem),
    )
    cost = round(float(published_cost(found.score, problem.weights)), 3)
    is_verified = not found.plan.unplanned
    if options.solutions is not None:
        is_verified &= _write_if_best(options.solutions / f"sol-{case.path.name}", case, found.plan)
    made = Run(
        instance=case.path.name,
        seed=seed,
        seconds=options.seconds,
        workers=options.workers,
        cost=cost,
        took=round(found.seconds, 2),
        moves=found.moves,
        megabytes=_megabytes(),
        load=round(os.getloadavg()[0], 1),
        is_verified=is_verified,
    )
    return made, found.was_cancelled


def _write_if_best(path: Path, case: Case, plan: Plan) -> bool:
    """Write a solution unless a better one lies there; read back what is written, and verify that."""
    problem = read_instance(case.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    mine = verify(problem, plan).score.total(problem.weights)
    if path.exists():
        there = verify(problem, read_solution(path, problem))
        if not there.violations and there.score.total(problem.weights) <= mine:
            return True
    write_solution(problem, plan, path)
    return not verify(problem, read_solution(path, problem)).violations


def _megabytes() -> int:
    """Return the most memory that this process or one of its own has had."""
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return int(most // 1024)


def _machine() -> str:
    today = datetime.now(tz=UTC).date().isoformat()
    return f"{today}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
