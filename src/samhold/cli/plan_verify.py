"""`samhold plan verify`: recomputes a solution or a rota, and names every rule that it breaks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from samhold.cli.manners import FINDINGS, FINE
from samhold.core.planning.formats.curtois import is_rota_problem, read_rota, read_rota_problem
from samhold.core.planning.formats.files import read_plan, read_problem
from samhold.core.planning.rota.verify import verify_rota
from samhold.core.planning.told import line
from samhold.core.planning.verify import verify

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the two files."""
    parser.add_argument("instance", type=Path, metavar="INSTANCE", help="an instance as JSON, or a rota's as text")
    parser.add_argument("solution", type=Path, metavar="SOLUTION", help="its solution")


def run(options: argparse.Namespace) -> int:
    """Print every violation by name, or the cost."""
    if is_rota_problem(options.instance):
        rota = verify_rota(read_rota_problem(options.instance), read_rota(options.solution))
        return _tell(rota.violations, f"penalty={rota.penalty} requests={rota.requests} cover={rota.cover}")
    problem = read_problem(options.instance)
    report = verify(problem, read_plan(options.solution, problem))
    return _tell(report.violations, line(report.score, problem.weights))


def _tell(violations: Iterable[object], told: str) -> int:
    found = [str(violation) for violation in violations]
    print("\n".join(found or [told]))
    return FINDINGS if found else FINE
