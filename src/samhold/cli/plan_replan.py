"""`samhold plan replan`: plans the rest of a day anew after something happened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from samhold.cli.manners import FINDINGS, FINE, INTERRUPTED
from samhold.cli.plan_solve import Watch, take_budget, writable
from samhold.core.planning.formats.happenings import read_events
from samhold.core.planning.formats.hhcrsp import read_instance, read_solution, write_solution
from samhold.core.planning.replan import replan
from samhold.core.planning.solve import Budget
from samhold.core.planning.told import line
from samhold.core.planning.verify import verify

if TYPE_CHECKING:
    import argparse

DEFAULT_SECONDS = 0.5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the instance, the plan that holds, and what happened."""
    parser.add_argument("instance", type=Path, metavar="INSTANCE", help="the instance as JSON")
    parser.add_argument("solution", type=Path, metavar="SOLUTION", help="the plan that holds")
    parser.add_argument("events", type=Path, metavar="EVENTS.json", help="the moment, and what happened")
    take_budget(parser)
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the new solution as JSON")


def run(options: argparse.Namespace) -> int:
    """Plan anew, write, and print the cost and what changed."""
    problem = read_instance(options.instance)
    present = read_solution(options.solution, problem)
    report = verify(problem, present)
    if report.violations:
        for violation in report.violations:
            print(violation)
        return FINDINGS
    now, events = read_events(options.events, options.instance, problem)
    if options.out is not None:
        writable(options.out)
    is_open = options.seconds is None and options.iterations is None
    budget = Budget(seconds=DEFAULT_SECONDS if is_open else options.seconds, iterations=options.iterations)
    found = replan(problem, present, events, now=now, budget=budget, seed=options.seed, watch=Watch(problem))
    if options.out is not None:
        write_solution(found.problem, found.plan, options.out)
    for visit in found.plan.unplanned:
        print(f"unserved: visit {visit}: nobody comes.")
    told = line(found.score, found.problem.weights)
    print(f"{told} changed_workers={len(found.changed)} of={found.of}")
    if found.was_cancelled:
        return INTERRUPTED
    return FINDINGS if found.plan.unplanned else FINE
