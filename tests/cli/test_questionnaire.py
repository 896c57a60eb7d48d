"""`samhold questionnaire` lists, checks and loads, as somebody."""

from __future__ import annotations

from argparse import ArgumentParser

import pytest

from samhold.cli import questionnaire
from samhold.cli.manners import BAD_INPUT, FINDINGS, FINE, ending
from samhold.rooms.access.enums import Role
from samhold.rooms.questionnaires.models import LoadedQuestionnaire
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.questionnaires import with_texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return MembershipFactory(role=Role.ADMINISTRATOR, user__email="office@example.test", unit__organisation__name="Lom")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "audit.json"
    path.write_text(with_texts("audit"))
    return path


def _run(*arguments: object) -> int:
    parser = ArgumentParser()
    questionnaire.add_arguments(parser)
    return ending(lambda: questionnaire.run(parser.parse_args([str(argument) for argument in arguments])))


def test_file_is_loaded_and_listed(post, file, capsys):
    licence = ("--holder", "Lom kommune", "--digital", "--expires", "2099-12-31")
    assert _run("load", file, *licence, "--as", "office@example.test") == FINE
    assert _run("list", "--as", "office@example.test") == FINE

    told = capsys.readouterr().out.splitlines()
    key = "https://samhold.example/fhir/Questionnaire/audit|1.0.0"
    assert told[:2] == [f"loaded {key} for Lom", f"AUDIT ({key}): ready"]
    assert "are not loaded" in told[2]
    assert LoadedQuestionnaire.objects.get().tenant == post.unit.organisation


def test_file_is_checked_without_loading(file, tmp_path, capsys):
    assert _run("check", file) == FINE
    broken = tmp_path / "broken.json"
    broken.write_text('{"resourceType": "Patient"}')
    assert _run("check", broken) == FINDINGS

    assert capsys.readouterr().out.splitlines() == [
        "https://samhold.example/fhir/Questionnaire/audit|1.0.0: 10 questions; total 0-40, consumption 0-12",
        "The file is no questionnaire that can be answered: The file is not a FHIR Questionnaire (resourceType).",
    ]
    assert not LoadedQuestionnaire.objects.exists()


def test_template_without_texts_is_printed_and_cannot_be_loaded_as_it_is(post, tmp_path, capsys):
    assert _run("template", "dudit") == FINE
    path = tmp_path / "dudit.json"
    path.write_text(capsys.readouterr().out)

    assert _run("load", path, "--holder", "X", "--as", "office@example.test") == BAD_INPUT
    assert _run("template", "ors") == BAD_INPUT


@pytest.mark.parametrize(
    "arguments",
    [
        ("load", "nothing.json", "--holder", "X", "--as", "office@example.test"),
        ("list", "--organisation", "Nowhere", "--as", "office@example.test"),
        ("list", "--as", "nobody@example.test"),
    ],
)
def test_bad_input_is_one_sentence(post, arguments, capsys):
    assert _run(*arguments) == BAD_INPUT
    assert len(capsys.readouterr().err.splitlines()) == 1
