"""Reads a problem and a plan whatever their format: a published instance and its solution, or our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.core.planning.formats import hhcrsp, own
from samhold.core.planning.formats.reading import read_json

if TYPE_CHECKING:
    from pathlib import Path

    from samhold.core.planning.model import Problem
    from samhold.core.planning.plan import Plan


def read_problem(path: Path) -> Problem:
    """
    Read a problem.

    :raises BadInput: if it is broken; the message names the item and the mend.
    """
    root = read_json(path)
    return own.problem_of(root) if own.is_own(root) else hhcrsp.instance(root)


def read_plan(path: Path, problem: Problem) -> Plan:
    """
    Read a plan for a problem.

    :raises BadInput: if it is broken.
    """
    return own.read_plan(path) if read_json(path).has("format") else hhcrsp.read_solution(path, problem)


def write_plan(problem: Problem, plan: Plan, path: Path, *, like: Path) -> None:
    """Write a plan in the format that belongs to that of its problem, `like`."""
    if own.is_own(read_json(like)):
        own.write(own.plan_to_json(plan), path)
    else:
        hhcrsp.write_solution(problem, plan, path)
