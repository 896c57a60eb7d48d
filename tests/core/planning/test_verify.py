"""Every rule is found by its name when it is broken, and the score is recomputed term by term."""

import dataclasses

import pytest

from samhold.core.planning import Pause, Plan, Rest, Route, Rule, Score, Stop, Weights, ticks, verify
from samhold.core.planning.model import Pin
from samhold.core.planning.told import line as told
from tests.core.planning.building import after, plan, problem, visit, worker

DAY = [worker("Ann", "st", end=100), worker("Bo", "st", end=100)]
GOOD = {"Ann": [("v", 0, 10, 20), ("w", 0, 30, 40)], "Bo": [("w", 1, 30, 40)]}


def day(v=None, w=None, workers=DAY, **changes):
    return problem(workers, [visit("v", "a", **v or {}), visit("w", "b", **{"needs": "st"} | (w or {}))], **changes)


def rules(report):
    return [violation.rule for violation in report.violations]


def test_sound_plan_has_its_score_and_no_violation():
    report = verify(day(v={"window": (0, 4)}), plan(**GOOD))

    assert rules(report) == []
    assert report.score == Score(
        travel=ticks(80), late=ticks(6), worst_late=ticks(6), faces=3, new_faces=3, unfair=ticks(10)
    )


@pytest.mark.parametrize(
    ("rule", "changes", "asked"),
    [
        (Rule.UNKNOWN, {"Ann": [("x", 0, 10, 20)]}, {}),
        (Rule.UNKNOWN, {"Ann": [("v", 1, 10, 20)]}, {}),
        (Rule.UNKNOWN, {"Eve": []}, {}),
        (Rule.SERVED_TWICE, {"Bo": [("v", 0, 10, 20), ("w", 1, 30, 40)]}, {}),
        (Rule.HALF_SERVED, {"Bo": []}, {}),
        (Rule.UNSERVED, {"Ann": [("w", 0, 30, 40)]}, {}),
        (Rule.TOO_EARLY, {}, {"v": {"window": (11, 20)}}),
        (Rule.TOO_LATE, {}, {"v": {"latest": ticks(9)}}),
        (Rule.TOO_SHORT, {"Ann": [("v", 0, 10, 19), ("w", 0, 30, 40)]}, {}),
        (Rule.TRAVEL, {"Ann": [("v", 0, 10, 21), ("w", 0, 30, 40)]}, {}),
        (Rule.SHIFT_START, {"Ann": [("v", 0, 9, 20), ("w", 0, 30, 40)]}, {}),
        (Rule.NOT_TOGETHER, {"Bo": [("w", 1, 31, 41)]}, {}),
        (Rule.GAP, {"Bo": [("w", 1, 34, 44)]}, {"w": {"link": after(5, 9)}}),
        (Rule.SAME_WORKER, {"Ann": [("v", 0, 10, 20), ("w", 0, 30, 40), ("w", 1, 40, 50)], "Bo": []},
         {"w": {"link": after(5, 15)}}),
        (Rule.BANNED, {}, {"v": {"banned": frozenset({"Ann"})}}),
        (Rule.PINNED, {}, {"v": {"pin": Pin(workers=("Bo",))}}),
        (Rule.PINNED, {}, {"v": {"pin": Pin(starts=(ticks(12),))}}),
        (Rule.SHIFT_END, {"Bo": [("w", 1, 30, 81)]}, {}),
        (Rule.SKILL, {}, {"workers": [worker("Ann", "t", end=100), worker("Bo", "st", end=100)]}),
    ],
)  # fmt: skip
def test_broken_rule_is_named(rule, changes, asked):
    report = verify(day(**asked), plan(**GOOD | changes))

    assert rule in set(rules(report))


def test_day_that_is_not_allowed_is_named():
    tomorrow = dataclasses.replace(DAY[0].shifts[0], id="tomorrow", day=1)
    workers = [dataclasses.replace(DAY[0], shifts=(*DAY[0].shifts, tomorrow)), DAY[1]]
    asked = day(v={"days": frozenset({1})}, workers=workers)

    assert rules(verify(asked, plan(**GOOD))) == [Rule.DAY]


def test_route_driven_twice_and_visit_told_as_left_out_are_named():
    twice = plan(**GOOD)
    twice = dataclasses.replace(twice, routes=(*twice.routes, twice.routes[0]))
    told_out = dataclasses.replace(plan(**GOOD), unplanned=("v",))

    assert rules(verify(day(), twice)) == [Rule.ROUTE_TWICE]
    assert rules(verify(day(), told_out)) == [Rule.UNPLANNED_SERVED]


@pytest.mark.parametrize(
    ("pause", "is_sound"),
    [((20, 30), True), ((25, 35), False), ((10, 20), False), ((20, 29), False), (None, False)],
)
def test_break_is_taken_once_inside_its_window(pause, is_sound):
    asked = problem([worker("Ann", rests=(Rest(earliest=ticks(15), latest=ticks(24), duration=ticks(10)),))],
                    [visit("v", "a"), visit("w", "b")])  # fmt: skip
    stops = [
        Stop(visit="v", need=0, start=ticks(10), end=ticks(20)),
        Stop(visit="w", need=0, start=ticks(45), end=ticks(55)),
    ]
    if pause:
        stops.insert(1, Pause(number=0, start=ticks(pause[0]), end=ticks(pause[1])))

    report = verify(asked, Plan(routes=(Route(worker="Ann", shift="Ann-0", stops=tuple(stops)),)))

    assert (report.violations == ()) is is_sound


def test_terms_of_the_score_are_recomputed():
    weights = Weights(face=1, new_face=5, change=7, unfair=1, divisor=1)
    asked = day(
        v={"wanted": {"Ann": ticks(-3)}},
        weights=weights,
        history={("v", "Ann"): 2},
        present={("v", 0): "Bo", ("w", 0): "Ann"},
    )
    score = verify(asked, plan(**GOOD)).score

    assert (score.faces, score.new_faces, score.changes, score.wishes) == (3, 2, 1, ticks(-3))
    assert score.total(weights) == ticks(80 + 3 + 10 + 7 - 3 + 10)


def test_optional_visit_may_be_left_out_at_its_price():
    asked = day(v={"optional_cost": ticks(17)})
    report = verify(asked, plan(**GOOD | {"Ann": [("w", 0, 30, 40)]}))

    assert (report.violations, report.score.unserved) == ((), ticks(17))


def test_overtime_is_counted_and_allowed_until_its_limit():
    workers = [worker("Ann", "st", end=55, overtime=ticks(5)), DAY[1]]

    report = verify(day(workers=workers), plan(**GOOD))

    assert (report.violations, report.score.overtime) == ((), ticks(5))


def test_line_has_three_decimals():
    score = Score(travel=1000, late=1, worst_late=1)

    assert told(score, Weights(divisor=3)) == "cost=0.334 distance=1.000 tardiness=0.001 max_tardiness=0.001"
