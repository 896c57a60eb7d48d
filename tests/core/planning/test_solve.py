"""What the kernel makes is what verify recomputes, nothing cheaper is to be had, and planted faults are found."""

import dataclasses
import importlib.util
import subprocess
import sys
import types
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samhold.core.planning import Rule, Weights, chain, kernel, verify
from samhold.core.planning.board import (
    END,
    KEY,
    LINEAR,
    OUT_AT,
    OUT_COUNT,
    PAIN,
    PAINS,
    ROUTE,
    TRAVEL,
    VISIT,
    WORST,
)  # fmt: skip
from samhold.core.planning.compiled import decode
from samhold.core.planning.formats.hhcrsp import read_instance
from samhold.core.planning.formats.published import published
from samhold.core.planning.solve import Budget, Unsound, solve
from samhold.foundation.errors import BadInput
from tests.core.planning.building import DATA, after, needs_data, problem, visit, worker
from tests.core.planning.chance import cheapest, plain, rich
from tests.core.planning.week import week

TOLD = {"travel": TRAVEL, "pains": PAINS, "worst": WORST, "linear": LINEAR, "out": OUT_COUNT}
NEVER = {
    Rule.SAME_WORKER,
    Rule.SKILL,
    Rule.BANNED,
    Rule.DAY,
    Rule.HALF_SERVED,
    Rule.TRAVEL,
    Rule.GAP,
    Rule.NOT_TOGETHER,
}
QUICK = Budget(iterations=20_000)


def in_tables(asked, budget=2_000, seed=1):
    """Anneal, and see often that the tables are what they are when all is timed anew, and as verify sees them."""
    compiled = chain.compile_problem(asked)
    chain.beginning(compiled, seed)
    board = compiled.board
    for temperature in (20_000,) * 10 + (1_000,) * 10:
        chain.kernel.anneal(board, temperature, budget // 20)
        told = _tables(board)
        out = board.visit[board.node[: len(board.late), VISIT], OUT_AT] >= 0
        board.best_route[:] = np.where(out, -1, board.node[: len(board.late), ROUTE])
        chain.kernel.load(board, np.argsort(board.visit[:, KEY], kind="stable"))
        assert _tables(board) == told
        assert not {one.rule for one in verify(asked, decode(compiled)).violations} & NEVER
    chain.kernel.anew(board)
    state = chain._state(board, 0)
    plan, counted = chain.read(compiled, state)
    return verify(asked, plan), counted


def _tables(board):
    total = {name: int(board.total[column]) for name, column in TOLD.items()}
    return total, board.node[: len(board.late), [END, PAIN]].tolist(), board.met.tolist(), board.load.tolist()


@settings(deadline=None, max_examples=40, derandomize=True)
@given(st.integers(0, 10**9))
def test_what_the_kernel_counts_is_what_verify_recomputes(seed):
    asked = rich(seed)

    report, told = in_tables(asked, seed=seed)

    assert report.is_sound, report.violations
    assert report.score.total(asked.weights) == told


@pytest.mark.parametrize("seed", range(6))
def test_exhaustive_search_finds_nothing_cheaper(seed):
    asked = plain(seed)

    assert solve(asked, budget=QUICK).score.total(asked.weights) == cheapest(asked)


def test_same_seed_and_moves_give_the_same_plan_on_any_executor():
    asked = rich(7, visits=12)
    with ThreadPoolExecutor(2) as pool:
        threads = solve(asked, budget=QUICK, workers=2, executor=pool)
    one = solve(asked, budget=QUICK, seed=4)

    assert threads.plan == solve(asked, budget=QUICK, workers=2).plan
    assert one.plan == solve(asked, budget=QUICK, seed=4).plan
    assert 19_900 <= one.moves <= 20_000


def test_search_stops_at_a_cost_and_when_told_to():
    asked = plain(1)
    best = solve(asked, budget=QUICK).score.cost(asked.weights)
    stopped = solve(asked, budget=Budget(seconds=60, stop_at=best))
    told = []
    cancelled = solve(asked, budget=Budget(seconds=60), watch=lambda progress: told.append(progress.best) or False)

    assert stopped.score.cost(asked.weights) == best
    assert stopped.seconds < 30
    assert (cancelled.was_cancelled, len(told)) == (True, 1)


def test_repair_begins_with_the_plan_and_is_never_dearer():
    asked = rich(11, visits=14)
    begun = solve(asked, budget=Budget(iterations=200))

    repaired = solve(asked, budget=QUICK, start=begun.plan, is_repair=True)

    assert repaired.score.total(asked.weights) <= begun.score.total(asked.weights)


def too_much():
    return problem(
        [worker("Ann", end=75)],
        [visit("v", "a", minutes=20), visit("w", "e", minutes=20), visit("x", "b", priority=5)],
        weights=Weights(unserved=100),
    )


def test_what_nobody_has_time_for_is_left_out_and_told():
    found = solve(too_much(), budget=QUICK)

    assert found.plan.unplanned == ("w",)
    assert [route.worker for route in found.plan.routes] == ["Ann"]


def test_nothing_to_plan_is_a_plan():
    asked = problem([worker("Ann")], [])

    assert solve(asked, budget=Budget(iterations=10)).plan.routes == ()


@pytest.mark.parametrize("wrong", [{"seconds": 0}, {"iterations": 0}, {"seconds": 1, "iterations": 1}])
def test_budget_of_nothing_is_refused(wrong):
    with pytest.raises(BadInput, match="budget"):
        Budget(**wrong)


@needs_data
@pytest.mark.parametrize("name", ["10_1", "10_6", "25_1", "25_8"])
def test_small_published_values_are_reached(name):
    file = f"InstanzCPLEX_HCSRP_{name}.json"
    asked = read_instance(DATA / "mankowska" / file)
    best = published(DATA / "mankowska_best.md")[file].cost

    found = solve(asked, budget=Budget(seconds=20, stop_at=Fraction(str(best)) + Fraction(1, 2000)))

    assert round(float(found.score.cost(asked.weights)), 3) <= best


MUTANTS = {
    "lateness counted from the opening": ("start - b.visit[visit, at.DUE])", "start - b.visit[visit, at.EARLIEST])"),
    "second worker without the least gap": ("start + b.visit[visit, at.LEAST]", "start"),
    "first worker without the most gap": ("start = max(start, later - b.visit[visit, at.MOST])", "start = start"),
    "opening of the window ignored": ("start = max(earliest, ready)", "start = ready"),
    "travel forgotten in arrivals": ("b.way[place_before(b, before), b.node[slot, at.PLACE]]", "0"),
    "what follows not timed anew": ("(slot if step == 1 else b.node[slot, at.NEXT])", "slot"),
    "what followed before not timed anew": ("b.proposal[number, at.P_WAS_NEXT + i] if was >= 0 else at.FAR", "at.FAR"),
    "worst lateness never falls": ("worst = worst_of(b)", "worst = b.total[at.WORST]"),
    "detour without the way back": ("- b.way[origin, finish]", ""),
    "anybody may come": ("not b.may[slot, b.node[before, at.ROUTE]]", "False"),
    "faces counted twice": ("if met == (1 if step > 0 else 0):", "if True:"),
    "times of a rejected proposal kept": ("        unflow(b)\n", ""),
    "end of the shift ignored": ("if back > b.route[route, at.LIMIT]:", "if False:"),
    "what comes after a break not timed anew": ("going = going and node < b.late.shape[0]", "going = False"),
    "break where nobody is": ("    while b.node[node, at.IS_REST]:\n        node = b.node[node, at.PREVIOUS]\n", ""),
}


def mutant(old, new):
    """Load the kernel uncompiled, with a fault planted in it."""
    source = Path(kernel.__file__).read_text(encoding="utf-8")
    assert old in source
    source = source.replace("from numba import config, njit", "raise ImportError").replace(old, new)
    made = types.ModuleType("mutant")
    exec(compile(source, "mutant.py", "exec"), made.__dict__)  # noqa: S102 -- the planted fault
    return made


def is_found_out():
    pairs = [visit(f"v{n}", "def"[n], "ss", link=after(5, 60)) for n in range(3)]
    problems = [
        too_much(),
        problem([worker("Ann"), worker("Bo")], pairs),
        *(rich(seed, visits=8, days=1) for seed in range(9)),
        week(recipients=12),
    ]
    for seed, asked in enumerate(problems):
        try:
            report, told = in_tables(asked, budget=300 if seed <= 10 else 2_000, seed=seed)
        except (Unsound, AssertionError, IndexError):
            return True
        if not report.is_sound or report.score.total(asked.weights) != told:
            return True
    return False


@pytest.mark.parametrize("fault", MUTANTS)
def test_planted_fault_is_found(fault, monkeypatch):
    monkeypatch.setattr(chain, "kernel", mutant(*MUTANTS[fault]))

    assert is_found_out()


def test_uncompiled_kernel_makes_the_same_plan(monkeypatch):
    asked = rich(3)
    compiled = solve(asked, budget=Budget(iterations=1_000)).plan

    monkeypatch.setattr(chain, "MOVES_AT_ONCE_IN_PYTHON", chain.MOVES_AT_ONCE)
    monkeypatch.setattr(chain, "kernel", mutant("import annotations", "import annotations"))

    assert solve(asked, budget=Budget(iterations=1_000)).plan == compiled


def test_core_plans_without_django():
    assert importlib.util.find_spec("django") is not None
    script = """
import sys
class Refuse:
    def find_spec(self, name, *rest):
        if name.split(".")[0] in {"django", "django_stubs_ext"}:
            raise ImportError(name)
sys.meta_path.insert(0, Refuse())
import importlib, pkgutil, samhold.core
for one in pkgutil.walk_packages(samhold.core.__path__, "samhold.core."):
    importlib.import_module(one.name)
from samhold.cli import main
raise SystemExit(main(["plan", "--help"]))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_importing_the_engine_does_not_import_what_is_slow():
    script = "import sys, samhold.core.planning; print(sorted({'numba', 'numpy', 'scipy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_plan_that_breaks_a_rule_is_never_returned(monkeypatch):
    asked = plain(2)
    read = chain.read

    def broken(*given):
        plan, counted = read(*given)
        return dataclasses.replace(plan, routes=plan.routes[:1] * 2), counted

    monkeypatch.setattr(chain, "read", broken)

    with pytest.raises(Unsound, match="route-twice"):
        solve(asked, budget=QUICK)
