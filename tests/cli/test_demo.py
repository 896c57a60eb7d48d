"""`samhold demo` from the outside: a region in a file, used again, and never in place of somebody's own database."""

import os
import re
import sqlite3
import subprocess
import sys

import pytest


def run(*arguments, **environment):
    """Run the command as a visitor does: in a process of its own, with nothing of the tests' settings."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("SAMHOLD_", "DATABASE_", "DJANGO_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "samhold.cli", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**kept, **environment},
    )


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """A region without contacts before today, which grows in a few seconds."""
    file = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    told = run("demo", "--no-serve", "--months", "0", "--database", str(file))
    return file, told


def test_demo_tells_the_address_and_a_log_in_for_each_role(grown):
    _file, told = grown

    assert told.returncode == 0, told.stderr
    first, *log_ins = told.stdout.strip().splitlines()
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/ .* the password of all is \S{12}", first)
    assert len([line for line in log_ins if "the own page" not in line]) == 18
    assert 1 <= len([line for line in log_ins if "the own page" in line]) <= 8
    assert all(line.endswith("@demo.example") for line in log_ins)


def test_demo_shows_a_bar_on_stderr(grown):
    _file, told = grown

    assert "█" in told.stderr
    assert "█" not in told.stdout


def test_demo_leaves_a_whole_audit_log(grown):
    file, _told = grown

    verified = run("audit", "verify", "--database", str(file), SAMHOLD_ENV="demo")

    assert (verified.returncode, verified.stderr) == (0, "")


def test_demo_uses_a_region_that_is_there(grown):
    file, first = grown
    before = persons_in(file)

    told = run("demo", "--no-serve", "--database", str(file))

    assert told.returncode == 0, told.stderr
    assert "used as it is" in told.stderr
    assert persons_in(file) == before
    assert told.stdout.splitlines()[0] != first.stdout.splitlines()[0]


def test_demo_grows_anew_where_a_region_was_not_finished(grown, tmp_path):
    file, _told = grown
    copied = tmp_path / "half.sqlite3"
    copied.write_bytes(file.read_bytes())
    with sqlite3.connect(copied) as connection:
        connection.execute("UPDATE access_user SET password = '!never' WHERE name = 'Kari Testdal'")
        connection.execute("DELETE FROM care_draft")

    told = run("demo", "--no-serve", "--months", "0", "--database", str(copied))

    assert told.returncode == 0, told.stderr
    with sqlite3.connect(copied) as connection:
        assert connection.execute("SELECT count(*) FROM care_draft").fetchone() == (1,)
    assert run("audit", "verify", "--database", str(copied), SAMHOLD_ENV="demo").returncode == 0


def test_demo_refuses_a_database_of_somebody_else(grown, tmp_path):
    file, _told = grown
    copied = tmp_path / "theirs.sqlite3"
    copied.write_bytes(file.read_bytes())
    with sqlite3.connect(copied) as connection:
        connection.execute("UPDATE access_user SET is_demo = 0, email = 'real@kommune.no' WHERE name = 'Kari Testdal'")

    told = run("demo", "--no-serve", "--fresh", "--database", str(copied))

    assert told.returncode == 2
    assert "accounts that are not the demo's" in told.stderr
    assert copied.exists()


def test_demo_grow_makes_a_load_and_goes_on_where_it_stopped(tmp_path):
    file = tmp_path / "load.sqlite3"
    size = ("--months", "1", "--database", str(file))

    small = run("demo", "grow", "--persons", "40", *size)
    again = run("demo", "grow", "--persons", "40", *size)

    assert (small.returncode, small.stdout.splitlines()[-1]) == (0, "40 persons, 40 contacts"), small.stderr
    assert (again.returncode, again.stdout.splitlines()[-1]) == (0, "0 persons, 0 contacts"), again.stderr
    assert len(persons_in(file)) == 40


def persons_in(file):
    with sqlite3.connect(file) as connection:
        return connection.execute(
            "SELECT given_name, family_name, birth_date FROM people_person ORDER BY id"
        ).fetchall()
