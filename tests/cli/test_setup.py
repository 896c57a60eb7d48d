"""`samhold setup` begins an installation, once."""

from __future__ import annotations

from argparse import ArgumentParser

import pytest

from samhold.cli import setup
from samhold.cli.manners import BAD_INPUT, FINE, ending
from samhold.rooms.access.enums import Role
from samhold.rooms.access.models import AuditEvent, User
from samhold.rooms.organisations.models import Membership

pytestmark = pytest.mark.django_db
WHO = ("--email", "Office@Example.test", "--name", "Testkoordinator Kontor")


@pytest.fixture(autouse=True)
def tables_that_are_there(monkeypatch):
    """Leave the tables of the test alone."""
    monkeypatch.setattr(setup, "migrate", lambda: None)


def _run(*arguments: str) -> int:
    parser = ArgumentParser()
    setup.add_arguments(parser)
    return ending(lambda: setup.run(parser.parse_args(arguments)))


def test_setup_makes_the_office_and_its_first_user(capsys):
    assert _run(*WHO, "--unit", "Regionkontoret") == FINE

    user = User.objects.get()
    membership = Membership.objects.get()
    assert (user.email, user.has_usable_password()) == ("office@example.test", False)
    assert (membership.role, membership.unit.name) == (Role.SUBSTANCE_COORDINATOR, "Regionkontoret")
    assert membership.unit.organisation.kind == "INSTALLATION"
    assert AuditEvent.objects.filter(actor_id=user.pk).count() == 4
    assert capsys.readouterr().out == "set up; office@example.test may import a region and let others in\n"


def test_setup_happens_once(capsys):
    _run(*WHO)

    assert _run("--email", "b@example.test", "--name", "B") == BAD_INPUT

    assert User.objects.count() == 1


def test_password_is_read_from_a_file(tmp_path):
    file = tmp_path / "password"
    file.write_text("a long testing phrase\n")

    assert _run(*WHO, "--password-file", str(file)) == FINE

    assert User.objects.get().check_password("a long testing phrase")


@pytest.mark.parametrize("content", ["12345678", ""])
def test_weak_or_missing_password_sets_nothing_up(content, tmp_path, capsys):
    file = tmp_path / "password"
    file.write_text(content)

    assert _run(*WHO, "--password-file", str(file)) == BAD_INPUT

    assert User.objects.count() == 0
    assert "12345678" not in capsys.readouterr().err
