"""A command ends with 0, 1, 2 or 3, and never with a traceback."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from samhold.cli.main import main
from samhold.cli.manners import BAD_INPUT, FINDINGS, FINE, INTERRUPTED, ending
from samhold.cli.registry import COMMANDS
from samhold.foundation.errors import BadInput


def _raising(error: BaseException):
    def run() -> int:
        raise error

    return run


def test_ending_passes_findings_on():
    assert ending(lambda: FINDINGS) == FINDINGS


def test_ending_interrupted(capsys):
    assert ending(_raising(KeyboardInterrupt())) == INTERRUPTED
    assert capsys.readouterr() == ("", "Interrupted.\n")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (BadInput("sheet units, row 3", "write a name."), "samhold: sheet units, row 3: write a name.\n"),
        (ImproperlyConfigured("X is not set."), "samhold: X is not set.\n"),
        (
            OperationalError("no such\n table"),
            "samhold: no such table Look at DATABASE_URL, then run `samhold migrate` or `samhold doctor`.\n",
        ),
        (RuntimeError("odd"), "samhold: RuntimeError: odd (SAMHOLD_TRACEBACK=1 shows where)\n"),
        (RuntimeError(), "samhold: RuntimeError: RuntimeError (SAMHOLD_TRACEBACK=1 shows where)\n"),
    ],
    ids=["bad input", "settings", "database", "unexpected", "without words"],
)
def test_ending_trouble_is_one_line_on_stderr(capsys, monkeypatch, error, told):
    monkeypatch.delenv("SAMHOLD_TRACEBACK", raising=False)

    assert ending(_raising(error)) == BAD_INPUT
    assert capsys.readouterr() == ("", told)


def test_ending_shows_where_when_asked(capsys, monkeypatch):
    monkeypatch.setenv("SAMHOLD_TRACEBACK", "1")

    ending(_raising(RuntimeError("odd")))

    assert "Traceback" in capsys.readouterr().err


def test_main_without_command_lists_them_all(capsys):
    assert main([]) == FINE

    told = capsys.readouterr().out
    assert [command.name for command in COMMANDS if f"    {command.name}" not in told] == []


def test_main_version_is_the_last_line(capsys):
    assert main(["version"]) == FINE
    assert capsys.readouterr().out.count(".") == 2


def test_main_unknown_command_is_bad_input():
    with pytest.raises(SystemExit) as ended:
        main(["unknown"])

    assert ended.value.code == BAD_INPUT


def test_command_on_a_missing_file_says_how_to_make_it(samhold, tmp_path):
    told = samhold("audit", "verify", "--database", "nowhere.sqlite3", cwd=tmp_path)

    assert (told.returncode, told.stdout) == (BAD_INPUT, "")
    assert told.stderr == (
        f"samhold: database {tmp_path / 'nowhere.sqlite3'}: there is no such file; make it with `samhold migrate`.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_migrate_then_doctor_finds_all_well(samhold, migration, database):
    migrated, _file = migration

    looked = samhold("doctor", "--json", "--database", database.name, cwd=database.parent)

    assert (migrated.returncode, migrated.stdout) == (FINE, "the tables are up to date\n"), migrated.stderr
    assert looked.returncode == FINE, looked.stdout


def test_doctor_names_the_fault_and_the_mend(samhold, tmp_path):
    looked = samhold("doctor", "--database", "nowhere.sqlite3", cwd=tmp_path)

    assert looked.returncode == FINDINGS
    assert looked.stdout.splitlines()[1:] == [
        f"MEND  database: database {tmp_path / 'nowhere.sqlite3'} is not there",
        "      Make it with `samhold migrate`.",
        "1 to mend",
    ]


def test_doctor_another_key_is_found(samhold, database):
    samhold("doctor", "--database", database.name, cwd=database.parent)  # makes the installation's key

    looked = samhold(
        "doctor",
        "--database",
        database.name,
        cwd=database.parent,
        SAMHOLD_KEK="AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    )

    assert looked.returncode == FINDINGS
    assert "SAMHOLD_KEK to the key that this database began with" in looked.stdout
