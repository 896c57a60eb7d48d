"""`samhold plan solve` and `samhold plan bench` on small instances: what they print, write, refuse and go on with."""

import json
import os
import signal
import subprocess
import sys

import pytest

from samhold.cli import main
from samhold.core.planning.bench import Journal, Run, cases, table
from samhold.core.planning.formats.published import published
from samhold.foundation.errors import BadInput
from tests.core.planning.test_hhcrsp import INSTANCE

TABLE = """| instance | total_cost | solution |
|:---|---:|:---|
| toy_2_1.json | 3.0 | sol-toy.json |
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "toys").mkdir()
    (tmp_path / "toys" / "toy_2_1.json").write_text(json.dumps(INSTANCE))
    (tmp_path / "toys_best.md").write_text(TABLE)
    return tmp_path / "toys"


def test_solved_instance_is_written_and_verified(folder, tmp_path, capsys):
    out = tmp_path / "solution.json"
    instance = str(folder / "toy_2_1.json")

    code = main(["plan", "solve", instance, "--iterations", "2000", "--seed", "3", "--out", str(out)])
    told = capsys.readouterr().out
    verified = main(["plan", "verify", instance, str(out)])

    assert (code, verified) == (0, 0)
    assert told == capsys.readouterr().out
    assert told == "cost=2.833 distance=8.500 tardiness=0.000 max_tardiness=0.000\n"


def test_search_ends_at_the_cost_that_is_asked_for(folder, capsys):
    code = main(["plan", "solve", str(folder / "toy_2_1.json"), "--seconds", "50", "--stop-at", "2.833"])

    assert (code, capsys.readouterr().out[:10]) == (0, "cost=2.833")


@pytest.mark.parametrize(
    "wrong", [["--seconds", "0"], ["--iterations", "x"], ["--workers", "0"], ["--stop-at", "x"], ["--seconds", "nan"]]
)
def test_wrong_argument_ends_with_two(folder, wrong):
    with pytest.raises(SystemExit) as ended:
        main(["plan", "solve", str(folder / "toy_2_1.json"), *wrong])

    assert ended.value.code == 2


def test_file_that_cannot_be_written_is_refused_before_the_search(folder, tmp_path, capsys):
    code = main(["plan", "solve", str(folder / "toy_2_1.json"), "--out", str(tmp_path / "no" / "x.json")])

    assert code == 2
    assert "name a file in a folder that can be written to" in capsys.readouterr().err


def test_interrupted_search_gives_the_best_so_far_and_ends_with_three(folder):
    command = [sys.executable, "-m", "samhold.cli", "plan", "solve", str(folder / "toy_2_1.json"), "--seconds", "60"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    )
    assert process.stderr is not None
    process.stderr.readline()  # its first line of progress

    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=30)

    assert (process.returncode, out[:10]) == (3, "cost=2.833")


def test_bench_tells_gaps_and_goes_on_where_it_was(folder, tmp_path, capsys):
    out = tmp_path / "table.md"
    asked = ["plan", "bench", str(folder), "--seconds", "0.05", "--workers", "1", "--out", str(out)]
    asked += ["--solutions", str(tmp_path / "solutions")]

    first = main([*asked, "--seeds", "1"])
    second = main([*asked, "--seeds", "2"])
    told = capsys.readouterr()

    assert (first, second) == (0, 0)
    assert [line.split(":")[0] for line in told.err.splitlines()] == ["toy_2_1.json seed 1", "toy_2_1.json seed 2"]
    assert "| 2 patients | 1 | -5.567 % | -5.567 % | -5.567 % | 1 | 0 |" in out.read_text()
    assert "| toy_2_1 | 3.000 | 2.833 | 2.833 | -5.567 % | 2 |" in out.read_text()
    assert main(["plan", "verify", str(folder / "toy_2_1.json"), str(tmp_path / "solutions" / "sol-toy_2_1.json")]) == 0


def test_torn_line_of_a_journal_is_forgotten(tmp_path):
    journal = Journal(tmp_path / "j.jsonl")
    run = Run(instance="x", seed=1, seconds=1.0, workers=1, cost=1.0, took=1.0, moves=1, megabytes=1, load=0.1,
              is_verified=True)  # fmt: skip
    journal.add(run)
    with journal.path.open("a") as file:
        file.write('{"instance": "y", ')

    assert Journal(journal.path).runs == (run,)


def test_folder_without_instances_and_table_without_values_are_refused(folder, tmp_path):
    (tmp_path / "broken.md").write_text("| instance |\n")

    with pytest.raises(BadInput, match="there is no instance"):
        cases(folder, [], "*.txt")
    with pytest.raises(BadInput, match="total_cost"):
        published(tmp_path / "broken.md")


def test_instance_without_published_value_has_no_gap(folder, tmp_path):
    (tmp_path / "toys_best.md").unlink()
    run = Run(instance="toy_2_1.json", seed=1, seconds=1.0, workers=1, cost=1.0, took=1.0, moves=1, megabytes=1,
              load=0.1, is_verified=True)  # fmt: skip

    assert "| toy_2_1 |  | 1.000 | 1.000 |  | 1 |" in table(cases(folder, [], "*.json"), [run])
