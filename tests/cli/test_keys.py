"""`samhold keys` rotates, and wraps anew."""

from __future__ import annotations

import base64
from argparse import ArgumentParser

import pytest
from django.conf import settings

from samhold.cli import keys
from samhold.foundation.errors import BadInput
from samhold.foundation.identifiers import new_id
from samhold.infrastructure import keyring

pytestmark = pytest.mark.django_db
OTHER = base64.b64encode(bytes(range(32))).decode()


@pytest.fixture(autouse=True)
def forgotten_keys():
    keyring.forget()
    yield
    keyring.forget()


def _run(*arguments: str) -> int:
    parser = ArgumentParser()
    keys.add_arguments(parser)
    return keys.run(parser.parse_args(arguments))


def test_rotate_gives_every_holder_a_new_key(capsys):
    tenant_id = new_id()
    keyring.current_key(tenant_id)

    assert _run("rotate", "--settle", "0") == 0
    assert capsys.readouterr().out == "0 values of 1 key holders encrypted anew\n"
    assert keyring.versions_in_use(tenant_id) == (2,)


def test_rotate_one_tenant_leaves_others(capsys):
    first, second = new_id(), new_id()
    keyring.current_key(first)
    keyring.current_key(second)

    _run("rotate", "--settle", "0", "--tenant", str(first))

    assert (keyring.versions_in_use(first), keyring.versions_in_use(second)) == ((2,), (1,))
    assert capsys.readouterr().out == "0 values of 1 key holders encrypted anew\n"


def test_rotate_for_no_id_is_bad_input():
    with pytest.raises(BadInput, match="--tenant Sel: write the id"):
        _run("rotate", "--tenant", "Sel")


def test_rewrap_opens_with_the_new_key_alone(tmp_path, monkeypatch, capsys):
    before = keyring.current_key(None).secret
    (tmp_path / "previous").write_text(str(settings.SAMHOLD_KEK))
    monkeypatch.setattr(settings, "SAMHOLD_KEK", OTHER)

    assert _run("rewrap", "--previous", str(tmp_path / "previous")) == 0

    keyring.forget()
    assert keyring.current_key(None).secret == before
    assert capsys.readouterr().out == "1 keys wrapped anew\n"


@pytest.mark.parametrize("content", ["", "short", "not base64 at all!"])
def test_rewrap_with_another_text_is_bad_input(tmp_path, content):
    (tmp_path / "previous").write_text(content)

    with pytest.raises(BadInput, match="must hold 32 bytes"):
        _run("rewrap", "--previous", str(tmp_path / "previous"))


def test_rewrap_without_file_is_bad_input(tmp_path):
    with pytest.raises(BadInput, match="name a readable file"):
        _run("rewrap", "--previous", str(tmp_path / "nowhere"))
