"""
Measures the engine beside published values: the gap of each instance and of each set, time and memory.

Every finished run is a line of a journal, so that a long measurement goes on where it was stopped.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Final

from samhold.core.planning.formats.published import Published, published
from samhold.foundation.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable

_SET: Final = re.compile(r"_(\d+)_\d+\.json$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An instance to measure, and its published value if there is one."""

    path: Path
    set: str
    best: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One finished run. `seconds` are asked for, `took` by the clock, `load` the machine's while it ran."""

    instance: str
    seed: int
    seconds: float
    workers: int
    cost: float
    took: float
    moves: int
    megabytes: int
    load: float
    is_verified: bool


def cases(folder: Path, tables: Iterable[Path], only: str) -> tuple[Case, ...]:
    """
    Find the instances below a folder, and their published values in tables.

    :param tables: tables of published values; if none are named, all `*_best.md` in the folder and beside it.
    :raises BadInput: if there is no instance.
    """
    named = tuple(tables)
    values: dict[str, Published] = {}
    for table in named or sorted({*folder.glob("*_best.md"), *folder.parent.glob("*_best.md")}):
        values |= published(table)
    found = sorted((path for path in folder.rglob("*.json") if _is_instance(path, only)), key=_natural)
    if not found:
        raise BadInput(str(folder), f"there is no instance {only} in it; name a folder with instances as JSON.")
    return tuple(
        Case(path=path, set=_set(path), best=values[path.name].cost if path.name in values else None) for path in found
    )


def _is_instance(path: Path, only: str) -> bool:
    return path.match(only) and not path.name.startswith("sol-") and "solutions" not in path.parts


def _natural(path: Path) -> tuple[str, list[int], str]:
    return path.parent.name, [int(part) for part in re.findall(r"\d+", path.name)], path.name


def _set(path: Path) -> str:
    sized = _SET.search(path.name)
    return f"{sized.group(1)} patients" if sized else path.parent.name


class Journal:
    """The runs that are finished, in a file with one line of JSON each; a line torn by a kill is forgotten."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.runs = tuple(self._read())

    def _read(self) -> list[Run]:
        if not self.path.exists():
            return []
        runs = []
        for line in self.path.read_text(encoding="utf-8").splitlines():
            try:
                runs.append(Run(**json.loads(line)))
            except (ValueError, TypeError):
                continue
        return runs

    def has(self, case: Case, *, seed: int, seconds: float, workers: int) -> bool:
        """Say whether a run is finished already."""
        wanted = (case.path.name, seed, seconds, workers)
        return any((run.instance, run.seed, run.seconds, run.workers) == wanted for run in self.runs)

    def add(self, run: Run) -> None:
        """Add a finished run, on the disk at once."""
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(run)) + "\n")
        self.runs = (*self.runs, run)


def gap(cost: float, best: float) -> float:
    """Return by how many per cent a cost lies above a published one."""
    return 100 * (cost / best - 1)


def table(cases: Iterable[Case], runs: Iterable[Run]) -> str:
    """Return the figures as two tables in Markdown: by instance, and by set."""
    finished = {case: [run for run in runs if run.instance == case.path.name] for case in cases}
    finished = {case: ones for case, ones in finished.items() if ones}
    return "\n".join([*_by_set(finished), "", *_by_instance(finished)]) + "\n"


def _by_set(finished: dict[Case, list[Run]]) -> list[str]:
    lines = [
        "| set | instances | mean gap | worst mean | best runs' mean gap | below published | equal |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    sets = dict.fromkeys(case.set for case in finished if case.best is not None)
    for one in sets:
        gaps = {
            case.path: [gap(run.cost, case.best) for run in runs]
            for case, runs in finished.items()
            if case.set == one and case.best is not None
        }
        means, bests = [mean(ones) for ones in gaps.values()], [min(ones) for ones in gaps.values()]
        below, equal = sum(best < -_EQUAL for best in bests), sum(abs(best) <= _EQUAL for best in bests)
        lines.append(
            f"| {one} | {len(gaps)} | {mean(means):+.3f} % | {max(means):+.3f} % | {mean(bests):+.3f} % "
            f"| {below} | {equal} |"
        )
    return lines


_EQUAL: Final = 0.001  # per cent: published values have three decimals


def _by_instance(finished: dict[Case, list[Run]]) -> list[str]:
    lines = [
        "| instance | published | best | mean | mean gap | seeds | seconds | million moves | MB | load |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for case, runs in finished.items():
        costs = [run.cost for run in runs]
        told = ("", "") if case.best is None else (f"{case.best:.3f}", f"{gap(mean(costs), case.best):+.3f} %")
        lines.append(
            f"| {case.path.stem} | {told[0]} | {min(costs):.3f} | {mean(costs):.3f} | {told[1]} | {len(runs)} "
            f"| {mean(run.took for run in runs):.1f} | {mean(run.moves for run in runs) / 1e6:.1f} "
            f"| {max(run.megabytes for run in runs)} | {mean(run.load for run in runs):.1f} |"
        )
    return lines
