"""Small problems, built by hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from samhold.core.planning import Link, Need, Place, Plan, Problem, Route, Shift, Stop, Together, Visit, Worker, ticks
from samhold.core.planning.travel import Matrix

DATA = Path(os.environ.get("SAMHOLD_DATA", Path(__file__).parents[4] / "shared" / "data")) / "hhcrsp"
needs_data = pytest.mark.skipif(not DATA.exists(), reason=f"no public instances in {DATA}: set SAMHOLD_DATA")


def line(*ids):
    """Places ten minutes apart, on a line."""
    return Matrix(ids, tuple(tuple(ticks(10 * abs(a - b)) for b in range(len(ids))) for a in range(len(ids))))


def worker(name, skills="s", start=0, end=None, **shift):
    places = {"origin": "office", "finish": "office"} | shift.pop("places", {})
    shifts = (
        Shift(id=f"{name}-0", day=0, start=ticks(start), end=None if end is None else ticks(end), **places, **shift),
    )
    return Worker(id=name, skills=frozenset(skills), shifts=shifts)


def visit(name, place, needs="s", window=(0, 100), minutes=10, **changes):
    values = {"client": name, "place": place, "earliest": ticks(window[0]), "due": ticks(window[1])}
    wanted = tuple(Need(skill=skill, duration=ticks(minutes)) for skill in needs)
    if len(needs) > 1:
        values["link"] = Link(kind=Together.TOGETHER)
    return Visit(id=name, needs=wanted, **values | changes)


def after(least, most):
    return Link(kind=Together.AFTER, least=ticks(least), most=ticks(most))


def problem(workers, visits, places=("office", "a", "b", "c", "d", "e", "f"), **changes):
    values = {"travel": line(*places), "places": tuple(Place(id=one) for one in places)}
    return Problem(workers=tuple(workers), visits=tuple(visits), **values | changes)


def plan(**routes):
    """One route a worker: (visit, need, start, end) each, in minutes."""
    return Plan(
        routes=tuple(
            Route(
                worker=name,
                shift=f"{name}-0",
                stops=tuple(Stop(visit=v, need=n, start=ticks(s), end=ticks(e)) for v, n, s, e in stops),
            )
            for name, stops in routes.items()
        )
    )
