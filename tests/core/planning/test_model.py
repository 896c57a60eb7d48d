"""A problem that cannot be planned is refused, with the item and the mend."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhold.core.planning import Place, Rest, Weights, ticks
from samhold.core.planning.model import Link, Pin, Together
from samhold.core.planning.travel import CrowFly, Known, Matrix, kilometres, learn
from samhold.foundation.errors import BadInput
from tests.core.planning.building import line, problem, visit, worker

ANN, BO = worker("Ann"), worker("Bo", "t")


@pytest.mark.parametrize(
    ("workers", "visits", "told"),
    [
        ([ANN], [visit("v", "nowhere")], "visit v: the place nowhere is unknown"),
        ([ANN], [visit("v", "a", "t")], "visit v: nobody has the skill t"),
        ([ANN], [visit("v", "a"), visit("v", "b")], "visit v: the id stands twice"),
        ([ANN], [visit("v", "a", window=(20, 10))], "visit v: its window closes before it opens"),
        ([ANN], [visit("v", "a", window=(-5, 10))], "visit v: it begins at a negative time"),
        ([ANN], [visit("v", "a", minutes=-1)], "visit v: the duration of s is negative"),
        ([ANN], [visit("v", "a", "ss")], "visit v: two different workers must come"),
        ([ANN], [visit("v", "a", "ss", link=None)], "visit v: a link belongs to two needs"),
        ([ANN, BO], [visit("v", "a", "st", link=Link(kind=Together.AFTER, least=2, most=1))], "the gap's least"),
        ([ANN, BO], [visit("v", "a", banned=frozenset({"Ann"}))], "visit v: no worker who may come"),
        ([ANN, BO], [visit("v", "a", pin=Pin(workers=("Bo",)))], "visit v: no worker who may come"),
        ([ANN], [visit("v", "a", days=frozenset({3}))], "visit v: no worker who may come"),
        ([ANN], [visit("v", "a", priority=0)], "visit v: the priority is below 1"),
        ([worker("Ann", start=50, end=40)], [], "shift Ann-0 of worker Ann: it ends before it starts"),
        ([worker("Ann", overtime=-1)], [], "overtime is negative"),
        ([worker("Ann", rests=(Rest(earliest=5, latest=4, duration=1),))], [], "break of shift Ann-0"),
    ],
)
def test_problem_that_cannot_be_planned_is_refused_by_name(workers, visits, told):
    with pytest.raises(BadInput) as refusal:
        problem(workers, visits)

    assert told in str(refusal.value)


def test_weight_below_zero_is_refused():
    with pytest.raises(BadInput, match="weight late"):
        Weights(late=-1)


@pytest.mark.parametrize("rows", [((0, 1),), ((0,), (1,)), ((0, -1), (1, 0))])
def test_matrix_that_is_no_matrix_is_refused(rows):
    with pytest.raises(BadInput, match="distances"):
        Matrix(("a", "b"), rows)


def test_crow_flies_where_no_road_is_known():
    places = {
        "otta": Place(id="otta", latitude=61.7713, longitude=9.5390),
        "vinstra": Place(id="vinstra", latitude=61.5940, longitude=9.7500),
    }
    crow = CrowFly(places=places)
    known = Known(model=crow, pairs={("otta", "vinstra"): ticks(29)})

    assert 22 < kilometres(places["otta"], places["vinstra"]) < 24
    assert crow.ticks("otta", "otta") == 0
    assert ticks(25) < crow.ticks("otta", "vinstra") < ticks(40)
    assert known.ticks("vinstra", "otta") == ticks(29)


def test_observed_minutes_teach_by_their_median_when_seen_often():
    seen = [("a", "b", 10), ("a", "b", 12), ("a", "b", 90), ("b", "a", 5)]

    assert learn(seen) == {("a", "b"): ticks(12)}


@given(st.floats(0, 10_000, allow_nan=False))
def test_ticks_are_thousandths_of_a_minute(minutes):
    assert abs(ticks(minutes) - minutes * 1000) <= 0.5


def test_line_is_what_tests_stand_on():
    assert line("office", "a", "b").ticks("office", "b") == ticks(20)
