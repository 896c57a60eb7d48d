"""What is begun or promised stays, what happened is taken in, and little else changes."""

import dataclasses
import json

import pytest

from samhold.cli import main
from samhold.core.planning import Plan, Rule, Visit, ticks, verify
from samhold.core.planning.events import NewVisit, SlowerRoad, VisitLonger, WorkerAbsent, happened
from samhold.core.planning.model import Need, Place, Weights
from samhold.core.planning.replan import replan
from samhold.core.planning.solve import Budget, solve
from samhold.foundation.errors import BadInput
from tests.core.planning.building import DATA, needs_data, problem, visit, worker
from tests.core.planning.chance import rich
from tests.core.planning.test_hhcrsp import INSTANCE, SOLUTION

QUICK = Budget(iterations=20_000)
NOON = ticks(200)


def day(**changes):
    """Three workers, and ten visits over ten hours, two of them for two."""
    team = [worker(name, "st", end=700) for name in ("Ann", "Bo", "Cy")]
    places = "abcdef"
    visits = [
        visit(f"v{n}", places[n % 6], "ss" if n in {2, 8} else "s", window=(60 * n, 60 * n + 60), minutes=30)
        for n in range(10)
    ]
    return problem(team, visits, weights=Weights(unserved=2000, **changes))


def times(plan):
    return {(stop.visit, stop.need): (route.worker, stop.start) for route, stop in plan.stops()}


@pytest.fixture(scope="module")
def holding():
    asked = day()
    return asked, solve(asked, budget=QUICK).plan


def test_nothing_happened_and_nothing_changes_worker(holding):
    asked, plan = holding

    assert replan(asked, plan, [], now=NOON, budget=QUICK).changed == ()


def test_absent_worker_begins_nothing_more_and_what_is_begun_stays(holding):
    asked, plan = holding
    before = times(plan)
    absent = max(("Ann", "Bo", "Cy"), key=lambda name: sum(w == name for w, s in before.values() if s > NOON))

    found = replan(asked, plan, [WorkerAbsent(worker=absent)], now=NOON, budget=QUICK)
    after = times(found.plan)

    assert found.plan.unplanned == ()
    assert {key: after[key] for key, (_, start) in before.items() if start <= NOON} == {
        key: one for key, one in before.items() if one[1] <= NOON
    }
    assert [key for key, (name, start) in after.items() if name == absent and start > NOON + ticks(60)] == []
    for key, (name, start) in before.items():
        if NOON < start <= NOON + ticks(120) and name != absent:
            assert after[key][0] == name


def test_promised_time_is_kept_where_nothing_stands_in_the_way(holding):
    asked, plan = holding
    before = times(plan)

    after = times(replan(asked, plan, [], now=NOON, budget=QUICK).plan)

    assert {k: v for k, v in after.items() if v[1] <= NOON + ticks(120)} == {
        k: v for k, v in before.items() if v[1] <= NOON + ticks(120)
    }


def test_longer_visit_moves_what_follows_and_only_that(holding):
    asked, plan = holding
    begun = max((start, key) for key, (_, start) in times(plan).items() if start <= NOON)[1]

    found = replan(asked, plan, [VisitLonger(visit=begun[0], need=begun[1], extra=ticks(60))], now=NOON, budget=QUICK)

    lasts = {(stop.visit, stop.need): stop.end - stop.start for _, stop in found.plan.stops()}
    assert lasts[begun] == ticks(90)
    assert found.plan.unplanned == ()


def test_new_visit_is_taken_in_beside_the_rest(holding):
    asked, plan = holding
    ways = {(a, b): ticks(5) for one in asked.places for a, b in ((one.id, "new"), ("new", one.id))}
    emergency = Visit(id="e", client="e", place="new", needs=(Need(skill="s", duration=ticks(20)),), earliest=0,
                      due=ticks(260), priority=9)  # fmt: skip

    found = replan(asked, plan, [NewVisit(visit=emergency, place=Place(id="new"), ways=ways)], now=NOON, budget=QUICK)

    assert NOON <= times(found.plan)["e", 0][1] <= ticks(300)
    assert len(found.changed) <= 2


def test_slower_road_counts_both_ways_and_nothing_is_too_early():
    asked = day()
    after = happened(asked, SlowerRoad(origin="a", destination="b", takes=ticks(55)))

    assert after.travel.ticks("a", "b") == after.travel.ticks("b", "a") == ticks(55)
    assert after.travel.ticks("a", "c") == asked.travel.ticks("a", "c")


def test_visit_that_nobody_is_left_for_is_told():
    asked = problem([worker("Ann", "s"), worker("Bo", "t")], [visit("v", "a", "t", window=(400, 500)), visit("w", "b")])
    plan = solve(asked, budget=QUICK).plan

    found = replan(asked, plan, [WorkerAbsent(worker="Bo")], now=NOON, budget=QUICK)

    assert found.plan.unplanned == ("v",)
    assert [one.rule for one in verify(found.problem, found.plan).violations] == [Rule.UNSERVED]


@pytest.mark.parametrize("seed", range(12))
def test_on_any_day_begun_visits_stay_and_no_rule_is_broken(seed):
    asked = rich(seed, visits=12, days=2)
    plan = solve(asked, budget=QUICK, seed=seed).plan
    shifts = {shift.id: shift for _, shift in asked.routes()}
    begun = {
        (route.worker, stop.visit, stop.need, stop.start)
        for route, stop in plan.stops()
        if (shifts[route.shift].day, stop.start) <= (0, NOON)
    }
    events = [WorkerAbsent(worker="Bo")] if seed % 3 else [SlowerRoad(origin="p0", destination="p1", takes=ticks(90))]

    found = replan(asked, plan, events, now=NOON, budget=QUICK)

    after = {(route.worker, stop.visit, stop.need, stop.start) for route, stop in found.plan.stops()}
    if seed % 3:
        assert begun <= after
        assert not [
            one
            for one in after - begun
            if one[0] == "Bo" and one[3] > NOON + ticks(80) and _today(found.plan, one, shifts)
        ]
    told = {one.rule for one in verify(found.problem, found.plan).violations}
    assert told <= {Rule.UNSERVED, Rule.HALF_SERVED, Rule.BREAK, Rule.SHIFT_END}


def _today(plan: Plan, one, shifts):
    return any(
        shifts[route.shift].day == 0 for route, stop in plan.stops() if (stop.visit, stop.need) == (one[1], one[2])
    )


@pytest.mark.parametrize(
    "event",
    [
        WorkerAbsent(worker="Eve"),
        VisitLonger(visit="x", need=0, extra=1),
        VisitLonger(visit="v0", need=0, extra=ticks(-99)),
        SlowerRoad(origin="x", destination="a", takes=1),
    ],
)
def test_event_that_names_nothing_known_is_refused(event):
    with pytest.raises(BadInput):
        happened(day(), event)


@pytest.fixture
def files(tmp_path):
    for name, content in {"instance": INSTANCE, "solution": SOLUTION}.items():
        (tmp_path / name).write_text(json.dumps(content))

    def asked(*events, now=0):
        (tmp_path / "events").write_text(json.dumps({"now": now, "events": events}))
        return ["plan", "replan", *(str(tmp_path / name) for name in ("instance", "solution", "events"))]

    return asked


NEW = {"id": "p3", "time_window": [0, 50], "required_caregivers": [{"service": "t", "duration": 3}]}


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ({"kind": "visit_longer", "patient": "p1", "service": "s", "minutes": 10}, "changed_workers=0 of=3"),
        ({"kind": "slower_road", "from": "d", "to": "p1", "minutes": 7}, "changed_workers=0 of=3"),
        ({"kind": "new_patient", "patient": NEW | {"distances": [1, 1, 1]}}, "changed_workers=0 of=3"),
        ({"kind": "new_patient", "patient": NEW | {"distances": {"to": [1, 1, 1], "from": [1, 1, 1]}}}, "of=3"),
    ],
)
def test_command_takes_in_what_happened(files, capsys, event, told, tmp_path):
    code = main([*files(event), "--iterations", "5000", "--out", str(tmp_path / "out.json")])

    assert (code, capsys.readouterr().out.splitlines()[-1].endswith(told)) == (0, True)
    assert json.loads((tmp_path / "out.json").read_text())["routes"]


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ({"kind": "weather"}, "write worker_absent, visit_longer, new_patient or slower_road"),
        ({"kind": "worker_absent", "caregiver": "c9"}, "worker c9"),
        ({"kind": "visit_longer", "patient": "p1", "service": "t", "minutes": 10}, "no patient p1 needs the service t"),
        ({"kind": "slower_road", "from": "d", "to": "p9", "minutes": 7}, "there is no patient or office p9"),
        ({"kind": "new_patient", "patient": NEW | {"id": "p1", "distances": [1, 1, 1]}}, "give another id"),
        ({"kind": "new_patient", "patient": NEW | {"distances": [1]}}, "give one for each row of the matrix"),
        ({"kind": "new_patient", "patient": NEW}, "`distances` is missing"),
    ],
)
def test_broken_event_is_refused_by_item_and_mend(files, capsys, event, told):
    code = main(files(event))

    assert (code, told in capsys.readouterr().err) == (2, True)


def test_solution_that_does_not_hold_is_told_and_not_planned_on(files, capsys, tmp_path):
    asked = files({"kind": "worker_absent", "caregiver": "c1"})
    (tmp_path / "solution").write_text(json.dumps({"routes": []}))

    assert main(asked) == 1
    assert capsys.readouterr().out.count("unserved") == 2


def test_absent_worker_without_a_stand_in_ends_with_one(files, capsys):
    code = main([*files({"kind": "worker_absent", "caregiver": "c2"}, now=0), "--iterations", "2000"])

    assert (code, "unserved: visit p2" in capsys.readouterr().out) == (1, True)


@needs_data
def test_sick_call_among_three_hundred_visits_changes_few_workers():
    from samhold.core.planning.formats.hhcrsp import read_instance

    asked = read_instance(DATA / "mankowska" / "InstanzVNS_HCSRP_300_1.json")
    plan = solve(asked, budget=Budget(iterations=400_000)).plan
    loads = {}
    for route, stop in plan.stops():
        loads[route.worker] = loads.get(route.worker, 0) + (stop.start > ticks(150))
    absent = sorted(loads, key=lambda name: loads[name])[len(loads) // 2]

    found = replan(asked, plan, [WorkerAbsent(worker=absent)], now=ticks(150), budget=Budget(iterations=300_000))

    assert found.plan.unplanned == ()
    assert len(found.changed) <= 0.05 * found.of
    assert dataclasses.replace(found.score, changes=0).worst_late < ticks(300)
