"""The published instances and solutions are read, and their published costs come out."""

import json

import pytest

from samhold.cli import main
from samhold.core.planning import verify
from samhold.core.planning.formats.hhcrsp import read_instance, read_solution
from samhold.core.planning.formats.published import published
from samhold.foundation.errors import BadInput
from tests.core.planning.building import DATA, needs_data

INSTANCE = {
    "patients": [
        {"id": "p1", "location": [0, 0], "time_window": [0, 9.5],
         "required_caregivers": [{"service": "s", "duration": 3}]},
        {"id": "p2", "time_window": [0, 9], "required_caregivers": [{"service": "s"}, {"service": "t"}],
         "synchronization": {"type": "sequential", "distance": [1, 20]}},
    ],
    "services": [{"id": "s", "default_duration": 3}, {"id": "t", "default_duration": 3}],
    "caregivers": [{"id": "c1", "abilities": ["s"]}, {"id": "c2", "abilities": ["t"]}],
    "central_offices": [{"id": "d", "location": [0, 0]}],
    "distances": [[0, 1, 2], [1, 0, 1.5], [2, 1.5, 0]],
}  # fmt: skip
SOLUTION = {
    "routes": [
        {"caregiver_id": "c1", "locations": [
            {"patient": "p1", "service": "s", "arrival_time": 1.0, "departure_time": 4.0},
            {"patient_id": "p2", "service_id": "s", "arrival_time": 5.5, "departure_time": 8.5}]},
        {"caregiver_id": "c2", "locations": [
            {"patient": "p2", "service": "t", "arrival_time": 6.5, "departure_time": 9.5}]},
    ]
}  # fmt: skip


@pytest.fixture
def files(tmp_path):
    for name, content in {"instance": INSTANCE, "solution": SOLUTION}.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(content))
    return tmp_path / "instance.json", tmp_path / "solution.json"


def changed(path, way, value):
    """Write an instance anew with one thing changed."""
    content = json.loads(path.read_text())
    at = content
    for key in way[:-1]:
        at = at[key]
    if value is None:
        del at[way[-1]]
    else:
        at[way[-1]] = value
    path.write_text(json.dumps(content))


@needs_data
def test_published_solutions_have_their_published_costs():
    best = published(DATA / "mankowska_best.md")
    wrong, seen = [], 0
    for name, one in best.items():
        file = DATA / "solutions" / one.solution
        if file.exists():
            problem = read_instance(DATA / "mankowska" / name)
            report = verify(problem, read_solution(file, problem))
            seen += 1
            if report.violations or round(float(report.score.cost(problem.weights)), 3) != one.cost:
                wrong.append((name, report))

    assert wrong == []
    assert seen == 20


@needs_data
@pytest.mark.parametrize("folder", ["italian", "extended"])
def test_published_instances_are_read(folder):
    for file in sorted((DATA / folder).glob("*.json")):
        assert len(read_instance(file).visits) >= 20


def test_command_tells_the_cost_of_a_sound_solution(files, capsys):
    code = main(["plan", "verify", *map(str, files)])

    assert (code, capsys.readouterr().out) == (0, "cost=2.833 distance=8.500 tardiness=0.000 max_tardiness=0.000\n")


def test_command_names_every_violation(files, capsys):
    changed(files[1], ("routes", 1, "locations", 0, "arrival_time"), 6.25)
    changed(files[1], ("routes", 0, "locations", 0, "arrival_time"), 0.5)

    code = main(["plan", "verify", *map(str, files)])

    assert code == 1
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == ["gap", "shift-start"]


@pytest.mark.parametrize(
    ("way", "value", "told"),
    [
        (("distances", 1), [1, 0], "distances: row 1 has 2 of 3 columns; make the matrix square."),
        (("distances",), [[0, 1], [1, 0]], "`distances`"),
        (("distances", 0, 1), -1, "the time is negative"),
        (("distances", 0, 1), "x", "it is not a number"),
        (("patients", 0, "time_window"), [9, 1], "patients p1: time_window: the window closes before it opens"),
        (("patients", 0, "time_window"), [9], "it is not two times"),
        (("patients", 0, "required_caregivers", 0, "service"), "u", "the service u is unknown"),
        (("patients", 0, "required_caregivers"), [], "visit p1: it needs one or two workers"),
        (("patients", 1, "synchronization", "type"), "sometimes", "write simultaneous or sequential"),
        (("patients", 1, "id"), "p1", "p1: the id stands twice"),
        (("patients",), {"p": 1}, "it is not a list"),
        (("patients",), None, "`patients` is missing"),
        (("patients", 0), 5, "it is not an object"),
        (("caregivers", 1, "abilities"), ["s"], "visit p2: nobody has the skill t"),
        (("caregivers", 1, "abilities"), [None], "it is not a text"),
        (("patients", 0, "location"), [1], "it is not two numbers"),
        (("central_offices",), [], "there is no office"),
    ],
)
def test_broken_instance_is_refused_by_item_and_mend(files, capsys, way, value, told):
    changed(files[0], way, value)

    code = main(["plan", "verify", *map(str, files)])

    assert code == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("content", ["{", "\xff", "[1]", "[" * 100_000])
def test_broken_file_is_refused(tmp_path, content):
    file = tmp_path / "x.json"
    file.write_bytes(content.encode("latin-1"))

    with pytest.raises(BadInput):
        read_instance(file)


def test_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BadInput, match="name a file that is there"):
        read_instance(tmp_path / "none.json")
