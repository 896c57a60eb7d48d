"""`samhold plan verify`: recomputes a solution, and names every rule that it breaks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from samhold.cli.manners import FINDINGS, FINE
from samhold.core.planning.formats.files import read_plan, read_problem
from samhold.core.planning.told import line
from samhold.core.planning.verify import verify

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the two files."""
    parser.add_argument("instance", type=Path, metavar="INSTANCE", help="an instance as JSON")
    parser.add_argument("solution", type=Path, metavar="SOLUTION", help="its solution as JSON")


def run(options: argparse.Namespace) -> int:
    """Print every violation by name, or the cost."""
    problem = read_problem(options.instance)
    report = verify(problem, read_plan(options.solution, problem))
    for violation in report.violations:
        print(violation)
    if report.violations:
        return FINDINGS
    print(line(report.score, problem.weights))
    return FINE
