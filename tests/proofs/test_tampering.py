"""Whatever is done to the audit log by somebody who goes around its triggers, verification finds it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction

from samhold.foundation.identifiers import new_id
from samhold.rooms.access.actions import audit
from samhold.rooms.access.adapters.heads import heads_file
from samhold.rooms.access.enums import Action, Category, Outcome, Purpose
from samhold.rooms.access.queries.audit import verify
from tests.proofs.tampering import KINDS, around_the_triggers

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.proofs.progress import State

pytestmark = [pytest.mark.django_db, pytest.mark.prove]
STARTED = datetime(2026, 6, 1, 8, tzinfo=UTC)


@pytest.fixture
def log(django_capture_on_commit_callbacks: Callable) -> None:
    """Write a log of three tenants and the installation, a commit every other minute, each signed."""
    random = Random(7)
    tenants = (new_id(), new_id(), new_id(), None)
    people = [new_id() for _ in range(6)]
    for commit in range(24):
        events = [
            audit.Event(
                action=random.choice([Action.READ, Action.RECORD]),
                at=STARTED + timedelta(minutes=2 * commit),
                actor_id=random.choice(people),
                tenant_id=tenants[commit % 4],
                person_id=random.choice(people),
                subject="people.person ænsket",
                categories=(Category.IDENTITY, Category.CONTACTS),
                purpose=Purpose.CARE,
                basis="care worker sees (in_network)",
                outcome=random.choice([Outcome.DONE, Outcome.REFUSED]),
            )
            for _ in range(random.randint(1, 3))
        ]
        with django_capture_on_commit_callbacks(execute=True):
            audit.append(events)


def test_every_tampering_is_found(log: None, proof: Callable[..., State], figure: Callable[[str], None]) -> None:
    assert verify() == ()
    signed = heads_file().read_bytes()
    around_the_triggers()
    assert verify() == ()
    state = proof(f"tampering-{connection.vendor}", sample=3 * len(KINDS), full=1000)

    missed: Counter[str] = Counter()
    for number in state.rounds():
        kind = KINDS[number % len(KINDS)]
        with transaction.atomic():
            kind(Random(number))
            found = verify()
            transaction.set_rollback(True)
        heads_file().write_bytes(signed)
        state.add(bool(found))
        missed[kind.__name__] += not found

    assert verify() == ()
    assert +missed == Counter()
    figure(f"tampering on {connection.vendor}: {state.total} of {state.done} found, of {len(KINDS)} kinds")


def test_a_commit_that_a_killed_process_did_not_sign_is_told_and_not_called_tampering(log: None) -> None:
    lines = heads_file().read_text().splitlines(keepends=True)
    heads_file().write_text("".join(lines[:-1]))

    found = verify()

    assert [one.is_certain for one in found] == [False]
