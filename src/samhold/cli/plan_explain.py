"""`samhold plan explain`: what each term costs, what is left out and why, and who else might come to a visit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from samhold.cli.manners import FINE
from samhold.core.planning.explain import Reason, explain, explain_visit
from samhold.core.planning.formats.files import read_plan, read_problem
from samhold.core.planning.told import line, minutes
from samhold.core.planning.verify import verify

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the two files, and a visit to look at."""
    parser.add_argument("instance", type=Path, metavar="INSTANCE", help="an instance as JSON")
    parser.add_argument("solution", type=Path, metavar="SOLUTION", help="its solution as JSON")
    parser.add_argument("--patient", metavar="ID", help="say who else might come, and what it would cost")


def run(options: argparse.Namespace) -> int:
    """Print the terms, what is left out, and the alternatives."""
    problem = read_problem(options.instance)
    plan = read_plan(options.solution, problem)
    found = explain(problem, plan)
    for name, cost in found.terms:
        print(f"{name}: {minutes(cost)}")
    for reason in found.unplanned:
        _print(reason)
    if options.patient:
        for reason in explain_visit(problem, plan, options.patient):
            _print(reason)
    print(line(verify(problem, plan).score, problem.weights))
    return FINE


def _print(reason: Reason) -> None:
    print(f"visit {reason.visit}, need {reason.need}: {reason.worker or 'nobody'}")
    for one in reason.alternatives:
        if one.dearer is None:
            print(f"  {one.worker}: {one.hindrance or 'no order of visits allows it'}")
        else:
            print(f"  {one.worker}: {minutes(one.dearer)} dearer")
