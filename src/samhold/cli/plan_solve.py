"""`samhold plan solve`: plans an instance, verifies the plan, and writes it."""

from __future__ import annotations

import argparse
import math
import signal
from fractions import Fraction
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final

from samhold.cli.manners import FINDINGS, FINE, INTERRUPTED, say
from samhold.core.planning.formats.files import read_problem, write_plan
from samhold.core.planning.solve import Budget, Progress, solve
from samhold.core.planning.told import decimals, line
from samhold.foundation.errors import BadInput

if TYPE_CHECKING:
    from types import FrameType

    from samhold.core.planning.model import Problem

SECONDS_BETWEEN_LINES: Final = 2.0
MOST_WORKERS: Final = 256


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the instance, how long to look, and where to write."""
    parser.add_argument("instance", type=Path, metavar="INSTANCE", help="an instance as JSON")
    take_budget(parser)
    parser.add_argument("--workers", type=whole, default=1, metavar="W", help="processes that look at once (1)")
    parser.add_argument("--stop-at", type=cost, metavar="COST", help="stop as soon as the cost is no higher")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the solution as JSON")


def take_budget(parser: argparse.ArgumentParser) -> None:
    """Take how long to look, and the seed."""
    long = parser.add_mutually_exclusive_group()
    long.add_argument("--seconds", type=seconds, metavar="S", help="how long to look (5)")
    long.add_argument("--iterations", type=whole, metavar="N", help="moves to try; the same plan on every machine")
    parser.add_argument("--seed", type=int, default=1, metavar="K", help="another seed, another search (1)")


def whole(text: str) -> int:
    """Read a whole number above zero."""
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above zero")
    return number


def seconds(text: str) -> float:
    """Read a number of seconds above zero."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not (math.isfinite(number) and number > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above zero")
    return number


def cost(text: str) -> Fraction:
    """Read a cost with its decimals; what is told with three of them is reached when its last half is."""
    try:
        return Fraction(text) + Fraction(1, 2000)
    except (ValueError, ZeroDivisionError):
        raise argparse.ArgumentTypeError(f"{text!r} is not a cost") from None


class Watch:
    """Tells of progress on stderr; the first Ctrl-C ends the search with the best so far, the second ends at once."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._told_at = perf_counter()
        self._is_interrupted = False
        signal.signal(signal.SIGINT, self._interrupt)

    def _interrupt(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 -- as signal calls it
        self._is_interrupted = True
        signal.signal(number, signal.default_int_handler)

    def __call__(self, progress: Progress) -> bool:
        """Say every other second what the best is."""
        if perf_counter() - self._told_at >= SECONDS_BETWEEN_LINES:
            self._told_at = perf_counter()
            best = Fraction(progress.best, 1000 * self._problem.weights.divisor)
            say(f"{progress.seconds:.0f} s: best {decimals(best)}")
        return not self._is_interrupted


def run(options: argparse.Namespace) -> int:
    """Plan, write, and print the cost."""
    problem = read_problem(options.instance)
    if options.out is not None:
        writable(options.out)
    found = solve(
        problem,
        budget=Budget(seconds=options.seconds, iterations=options.iterations, stop_at=options.stop_at),
        seed=options.seed,
        workers=min(options.workers, MOST_WORKERS),
        watch=Watch(problem),
    )
    if options.out is not None:
        write_plan(problem, found.plan, options.out, like=options.instance)
    for visit in found.plan.unplanned:
        print(f"unserved: visit {visit}: nobody comes.")
    print(line(found.score, problem.weights))
    if found.was_cancelled:
        return INTERRUPTED
    return FINDINGS if found.plan.unplanned else FINE


def writable(path: Path) -> None:
    """
    See that a file can be written before one looks long for what goes into it.

    :raises BadInput: if it cannot.
    """
    try:
        with path.open("a", encoding="utf-8"):
            pass
    except OSError as error:
        raise BadInput(str(path), f"{error.strerror}; name a file in a folder that can be written to.") from None
