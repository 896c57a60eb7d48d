"""`samhold audit verify` tells what was touched."""

from __future__ import annotations

import json
from argparse import ArgumentParser

import pytest

from samhold.cli import audit
from samhold.cli.manners import FINDINGS, FINE
from samhold.foundation.identifiers import new_id
from samhold.rooms.access.models import AuditHead

pytestmark = pytest.mark.django_db


def _run(*arguments: str) -> int:
    parser = ArgumentParser()
    audit.add_arguments(parser)
    return audit.run(parser.parse_args(arguments))


def test_verify_of_an_untouched_log_is_fine(capsys):
    assert _run("verify") == FINE
    assert capsys.readouterr().out == "the audit log is whole\n"


def test_verify_names_the_chain_and_the_row(capsys):
    chain_id = new_id()
    AuditHead.objects.create(chain_id=chain_id, sequence=3, hash="f" * 64)

    assert _run("verify") == FINDINGS

    *rows, last = capsys.readouterr().out.splitlines()
    assert [row.split(",")[0] for row in rows] == [f"chain {chain_id}"] * len(rows)
    assert last == f"{len(rows)} faults in the audit log"


def test_verify_answers_in_json(capsys):
    AuditHead.objects.create(chain_id=new_id(), sequence=3, hash="f" * 64)

    assert _run("verify", "--json") == FINDINGS
    assert json.loads(capsys.readouterr().out)["is_whole"] is False
