"""Why this worker, what another would cost, and what stands in the way of what is left out."""

import json

import pytest

from samhold.cli import main
from samhold.core.planning import Rule, Weights, ticks, verify
from samhold.core.planning.explain import explain, explain_visit
from samhold.core.planning.solve import Budget, solve
from samhold.core.planning.timing import orders, timed
from samhold.foundation.errors import BadInput
from tests.core.planning.building import plan, problem, visit, worker
from tests.core.planning.chance import rich
from tests.core.planning.test_hhcrsp import INSTANCE, SOLUTION


def test_alternatives_have_their_price_or_their_hindrance():
    asked = problem(
        [worker("Ann"), worker("Bo"), worker("Cy", "t"), worker("Di")],
        [visit("v", "a", banned=frozenset({"Di"})), visit("w", "b")],
    )
    held = plan(Ann=[("v", 0, 10, 20), ("w", 0, 30, 40)])

    (reason,) = explain_visit(asked, held, "v")

    assert (reason.worker, [one.worker for one in reason.alternatives]) == ("Ann", ["Bo", "Cy", "Di"])
    assert reason.alternatives[0].dearer == ticks(20)
    assert [one.hindrance.rule for one in reason.alternatives[1:]] == [Rule.SKILL, Rule.BANNED]


def test_what_is_left_out_names_the_rule_in_the_way():
    asked = problem(
        [worker("Ann", end=75), worker("Bo", "t")],
        [visit("v", "a", minutes=20), visit("w", "e", minutes=20), visit("x", "b", priority=5)],
        weights=Weights(unserved=100),
    )
    found = solve(asked, budget=Budget(iterations=20_000))

    told = explain(asked, found.plan)

    assert dict(told.terms) == {"travel": ticks(40), "unserved": ticks(100)}
    assert [(one.visit, one.worker) for one in told.unplanned] == [("w", None)]
    assert [one.hindrance.rule for one in told.unplanned[0].alternatives] == [Rule.SHIFT_END, Rule.SKILL]


@pytest.mark.parametrize("seed", range(8))
def test_a_plan_timed_from_its_order_alone_is_the_same_plan(seed):
    asked = rich(seed, visits=10)
    held = solve(asked, budget=Budget(iterations=5_000), seed=seed).plan

    again = timed(asked, orders(held))

    assert again is not None
    assert again.routes == held.routes
    assert verify(asked, again).score == held.score


def test_visits_that_wait_for_each_other_have_no_times():
    asked = problem([worker("Ann"), worker("Bo")], [visit("v", "a", "ss"), visit("w", "b", "ss")])

    assert timed(asked, {"Ann-0": [("v", 0), ("w", 0)], "Bo-0": [("w", 1), ("v", 1)]}) is None


def test_visit_that_is_not_there_is_refused():
    with pytest.raises(BadInput, match="visit x"):
        explain_visit(problem([worker("Ann")], []), plan(), "x")


def test_command_tells_terms_and_alternatives(tmp_path, capsys):
    for name, content in {"instance": INSTANCE, "solution": SOLUTION}.items():
        (tmp_path / name).write_text(json.dumps(content))

    code = main(["plan", "explain", str(tmp_path / "instance"), str(tmp_path / "solution"), "--patient", "p1"])

    assert code == 0
    assert capsys.readouterr().out.splitlines() == [
        "travel: 8.500",
        "visit p1, need 0: c1",
        "  c2: skill: visit p1: worker c2 lacks the skill s.",
        "cost=2.833 distance=8.500 tardiness=0.000 max_tardiness=0.000",
    ]
