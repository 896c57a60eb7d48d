"""Our own JSON says all that a problem and a plan hold, and its schema says how."""

import json

import pytest

from samhold.core.planning.formats.own import (
    SCHEMAS,
    plan_to_json,
    problem_of,
    problem_to_json,
    read_plan,
    read_problem,
    write,
)  # fmt: skip
from samhold.core.planning.formats.reading import Item
from samhold.core.planning.model import Pin
from samhold.core.planning.solve import Budget, solve
from samhold.foundation.errors import BadInput
from tests.core.planning.building import after, problem, visit, worker
from tests.core.planning.chance import rich


def _faults(schema, value, way="$"):
    """As much of JSON Schema as ours use."""
    if "anyOf" in schema or "oneOf" in schema:
        options = schema.get("anyOf") or schema["oneOf"]
        found = [list(_faults(option, value, way)) for option in options]
        return [] if any(not faults for faults in found) else found[0]
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "null": type(None)}
    if "const" in schema:
        return [] if value == schema["const"] else [way]
    if "enum" in schema:
        return [] if value in schema["enum"] else [way]
    if not isinstance(value, kinds[schema["type"]]):
        return [way]
    faults = [way] if "minimum" in schema and value < schema["minimum"] else []
    if isinstance(value, dict):
        faults += [f"{way}.{key}" for key in schema.get("required", ()) if key not in value]
        more, known = schema.get("additionalProperties"), schema.get("properties", {})
        for key, one in value.items():
            faults += _faults(known[key], one, f"{way}.{key}") if key in known else []
            faults += [f"{way}.{key}"] if key not in known and more is False else []
    if isinstance(value, list) and "items" in schema:
        faults += [fault for n, one in enumerate(value) for fault in _faults(schema["items"], one, f"{way}[{n}]")]
    return faults


def schema(name):
    return json.loads((SCHEMAS / f"samhold-{name}.schema.json").read_text())


@pytest.mark.parametrize("seed", range(5))
def test_problem_and_plan_come_back_from_a_file_as_they_were(seed, tmp_path):
    asked = rich(seed, visits=10)
    found = solve(asked, budget=Budget(iterations=2_000)).plan
    write(problem_to_json(asked), tmp_path / "problem.json")
    write(plan_to_json(found), tmp_path / "plan.json")

    again, plan = read_problem(tmp_path / "problem.json"), read_plan(tmp_path / "plan.json")

    assert problem_to_json(again) == problem_to_json(asked)
    assert (again.workers, again.visits, again.weights) == (asked.workers, asked.visits, asked.weights)
    assert (plan.routes, plan.unplanned) == (found.routes, found.unplanned)
    assert _faults(schema("problem"), problem_to_json(asked)) == []
    assert _faults(schema("plan"), plan_to_json(found)) == []


def test_pin_and_gap_come_back_too():
    pin = Pin(workers=("Ann", ""), day=0, starts=(1000, 2000))
    asked = problem([worker("Ann"), worker("Bo")], [visit("v", "a", "ss", link=after(1, 5), pin=pin)])

    assert problem_of(Item(json.loads(json.dumps(problem_to_json(asked))), "x")).visits == asked.visits


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"format": "other"}, "format"),
        ({"history": [["a", "b"]]}, "it has 2 parts; give 3"),
        ({"travel": [[0]]}, "make the matrix square"),
        ({"weights": {"late": 0.5}}, "it is not a whole number"),
        ({"weights": {"late": -1}}, "weight late"),
    ],
)
def test_broken_problem_is_refused(change, told):
    asked = problem_to_json(problem([worker("Ann")], [visit("v", "a")]))

    with pytest.raises(BadInput) as refusal:
        problem_of(Item(json.loads(json.dumps(asked)) | change, "x.json"))

    assert told in str(refusal.value)
