"""`samhold region` reads and writes the region's workbook, as somebody."""

from __future__ import annotations

import json
from argparse import ArgumentParser

import pytest

from samhold.cli import region
from samhold.cli.manners import BAD_INPUT, FINDINGS, FINE, ending
from samhold.infrastructure.database import maintenance
from samhold.infrastructure.spreadsheets import read_workbook
from samhold.rooms.access.enums import Role
from samhold.rooms.access.models import AuditEvent
from samhold.rooms.people.models import Person
from tests.support.factories.organisations import MembershipFactory
from tests.support.region_book import book, found_office, put, xlsx

pytestmark = pytest.mark.django_db
AS = ("--as", "office@example.test")


@pytest.fixture
def office():
    return found_office()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "region.xlsx"
    path.write_bytes(xlsx(book()))
    return path


def _run(*arguments: object) -> int:
    parser = ArgumentParser()
    region.add_arguments(parser)
    return ending(lambda: region.run(parser.parse_args([str(argument) for argument in arguments])))


def _persons() -> int:
    with maintenance():
        return Person.objects.count()


def test_import_without_commit_writes_nothing(office, file, capsys):
    assert _run("import", file, *AS) == FINE

    assert capsys.readouterr().out.splitlines() == [
        "Tjenester: 4 new, 0 changed, 0 unchanged, 0 left alone",
        "Ansatte: 5 new, 0 changed, 0 unchanged, 0 left alone",
        "Personer: 3 new, 0 changed, 0 unchanged, 0 left alone",
        "Nettverk: 5 new, 0 changed, 0 unchanged, 0 left alone",
        "Veier: 3 new, 0 changed, 0 unchanged, 0 left alone",
        "no faults; nothing written (--commit writes)",
    ]
    assert _persons() == 0


def test_import_again_and_export_say_the_same(office, file, tmp_path, capsys):
    lasts = []
    for _turn in range(2):
        assert _run("import", file, "--commit", *AS) == FINE
        lasts.append(capsys.readouterr().out.splitlines()[-1])
    assert lasts == ["written", "nothing to change"]

    assert _run("export", tmp_path / "out.xlsx", *AS) == FINE
    assert _run("export", tmp_path / "out", *AS) == FINE

    assert capsys.readouterr().out.splitlines()[-1] == "Tjenester 4, Ansatte 5, Personer 3, Nettverk 5, Veier 3"
    assert (tmp_path / "out.xlsx").stat().st_mode & 0o077 == 0
    assert [sheet.name for sheet in read_workbook(tmp_path / "out.xlsx").sheets] == list(book())
    assert sorted(path.stem for path in (tmp_path / "out").iterdir()) == sorted(book())
    with maintenance():
        assert AuditEvent.objects.filter(action="EXPORT", actor_id=office.pk).count() == 2 * _persons()


def test_faults_are_findings_and_nothing_is_written(office, tmp_path, capsys):
    sheets = book()
    put(sheets, "Veier", 2, "Minutter", -16)
    (tmp_path / "wrong.xlsx").write_bytes(xlsx(sheets))

    code = _run("import", tmp_path / "wrong.xlsx", "--commit", "--faults", tmp_path / "faults.xlsx", *AS)

    lines = capsys.readouterr().out.splitlines()
    assert code == FINDINGS
    assert lines[0].startswith("Veier, row 2, Minutter: “-16”. ")
    assert lines[-1] == "1 fault; nothing written"
    assert len(read_workbook(tmp_path / "faults.xlsx").sheets[0].rows) == 2
    assert _persons() == 0


def test_faults_as_json(office, tmp_path, capsys):
    (tmp_path / "roads.csv").write_text("Fra;Til;Km;Min\nLom;Lom;1;1\n")

    assert _run("import", tmp_path / "roads.csv", "--json", *AS) == FINDINGS

    told = json.loads(capsys.readouterr().out)
    assert (told["written"], told["faults"][0]["row"], told["faults"][0]["column"]) == (False, 2, "Til")


@pytest.mark.parametrize("who", ["nobody@example.test", "worker@example.test", "gone@example.test"])
def test_others_neither_import_nor_export(who, office, file, tmp_path):
    MembershipFactory(user__email="worker@example.test", role=Role.UNIT_LEADER)
    MembershipFactory(user__email="gone@example.test", user__is_active=False, role=Role.SUBSTANCE_COORDINATOR)

    assert _run("import", file, "--commit", "--as", who) == BAD_INPUT
    assert _run("export", tmp_path / "out.xlsx", "--as", who) == BAD_INPUT

    assert (_persons(), (tmp_path / "out.xlsx").exists()) == (0, False)
    refused = AuditEvent.objects.filter(outcome="REFUSED").count()
    assert refused == (2 if who == "worker@example.test" else 0)


def test_file_that_is_not_there_is_bad_input(office, tmp_path, capsys):
    assert _run("import", tmp_path / "none.xlsx", *AS) == BAD_INPUT

    assert "none.xlsx" in capsys.readouterr().err
