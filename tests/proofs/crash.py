"""
Writers that are killed: run as a process of its own (`python -m tests.proofs.crash`).

A writer notes a key before it tries, and acknowledges it after the commit; each note is one write to a file.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import time
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from tests.proofs.forks import answer_commands, forked, in_a_fork, sound, terminate_sessions, wait_for_sessions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WRITERS = 3


def main() -> None:
    """Answer commands until stdin ends."""
    import django

    django.setup()
    importlib.import_module("samhold.rooms.care.actions.contacts")
    answer_commands(COMMANDS)


def prepare(folder: str) -> object:
    """Make a person and somebody who may record contacts."""

    def work() -> object:
        from datetime import timedelta

        from django.utils import timezone

        from samhold.infrastructure.database import maintenance
        from tests.support.factories.organisations import MembershipFactory
        from tests.support.factories.people import NetworkUnitFactory

        begun = timezone.now() - timedelta(days=1)
        with maintenance():
            membership = MembershipFactory(starts_at=begun)
            place = {"unit": membership.unit, "person__tenant": membership.unit.organisation}
            member = NetworkUnitFactory(starts_at=begun, **place)
        found = {"user": membership.user_id, "unit": membership.unit_id, "person": member.person_id}
        (Path(folder) / "who.json").write_text(json.dumps({name: str(value) for name, value in found.items()}))
        return True

    return in_a_fork(work)


def kill(folder: str, seed: int, backends: bool = False) -> object:  # noqa: FBT001, FBT002 -- from JSON
    """Let writers write, and kill them at a random point; or, on PostgreSQL, their sessions."""
    random = Random(seed)
    writers = [partial(write, Path(folder), seed, number) for number in range(WRITERS)]
    children = [forked(writer) for writer in writers]
    acknowledged = Path(folder) / f"acknowledged-{seed}"
    deadline = time.monotonic() + 20
    while not (acknowledged.exists() and acknowledged.stat().st_size) and time.monotonic() < deadline:
        time.sleep(0.001)
    time.sleep(random.uniform(0, 0.5))
    if backends:
        terminate_sessions()
        time.sleep(0.01)
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return True


def write(folder: Path, seed: int, number: int) -> None:
    """Record contacts one after another until killed."""
    tried, acknowledged = (_file(folder / f"{name}-{seed}") for name in ("tried", "acknowledged"))
    random = Random(f"{seed}-{number}")
    for _ in range(1000):
        key = UUID(int=random.getrandbits(128))
        os.write(tried, f"{key}\n".encode())
        record(folder, key)
        os.write(acknowledged, f"{key}\n".encode())


def record(folder: Path, key: UUID) -> None:
    """Record one contact whose text is its key, in a unit of work of its own, as a request does."""
    from datetime import timedelta

    from django.utils import timezone

    from samhold.infrastructure.database import unit_of_work
    from samhold.infrastructure.idempotency import MutationKey
    from samhold.rooms.access.models import User
    from samhold.rooms.care.actions import contacts
    from samhold.rooms.care.enums import ContactKind, ContactOutcome
    from samhold.rooms.organisations.models import Unit
    from samhold.rooms.people.models import Person

    who = json.loads((folder / "who.json").read_text())
    now = timezone.now()
    happened = now - timedelta(minutes=45)
    new = contacts.NewContact(
        kind=ContactKind.HOME_VISIT, outcome=ContactOutcome.MET, took_place_at=happened, minutes=45, text=str(key)
    )
    with unit_of_work(UUID(who["user"])):
        user, unit = User.objects.get(pk=who["user"]), Unit.objects.get(pk=who["unit"])
        person = Person.objects.get(pk=who["person"])
        mutation = MutationKey(value=key, actor_id=user.pk, payload={"text": str(key)}, sent_at=now)
        contacts.record(person=person, unit=unit, contact=new, by=user, now=now, key=mutation)


def _file(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)


def check(folder: str, seed: int) -> object:
    """Compare what was acknowledged with what is there, try everything again, and count."""

    def work() -> object:
        place = Path(folder)
        wait_for_sessions()
        tried, acknowledged = (_keys(place / f"{name}-{seed}") for name in ("tried", "acknowledged"))
        before = _stored(place)
        faults = _halves(place)
        for key in tried:
            record(place, key)
        after = _stored(place)
        return {
            "acknowledged": len(acknowledged),
            "tried": len(tried),
            "unknown": len(set(tried) - set(acknowledged)),
            "committed_unacknowledged": len((set(tried) - set(acknowledged)) & set(before)),
            "lost": len(set(acknowledged) - set(before)),
            "doubled": len(after) - len(set(after)),
            "missing_after_retry": len(set(tried) - set(after)),
            "faults": faults + _halves(place),
        }

    return in_a_fork(work)


def _keys(path: Path) -> list[UUID]:
    """Read the keys of a file; the last line may be half."""
    lines = path.read_text().split("\n")[:-1] if path.exists() else []
    return [UUID(line) for line in lines]


@contextlib.contextmanager
def _as_worker(folder: Path) -> Iterator[None]:
    from samhold.infrastructure.database import unit_of_work

    with unit_of_work(UUID(json.loads((folder / "who.json").read_text())["user"])):
        yield


def _stored(folder: Path) -> list[UUID]:
    from samhold.rooms.care.models import Contact

    with _as_worker(folder):
        return [UUID(contact.text) for contact in Contact.objects.all()]


def _halves(folder: Path) -> list[str]:
    """Find contacts without their line in the log or their key, lines and keys without their contact, broken chains."""
    from samhold.infrastructure.models import Mutation
    from samhold.rooms.access.models import AuditEvent
    from samhold.rooms.access.queries.audit import verify
    from samhold.rooms.care.models import Contact

    with _as_worker(folder):
        contacts = sorted(str(one) for one in Contact.objects.values_list("pk", flat=True))
        made = sorted(str(one) for one in Mutation.objects.values_list("made_id", flat=True))
        payloads = AuditEvent.objects.filter(action="RECORD").values_list("payload", flat=True)
        logged = sorted(json.loads(payload)["subject"].split()[1] for payload in payloads)
        broken = [one.what for one in verify() if one.is_certain]
    faults = [] if logged == contacts else ["the log and the contacts differ"]
    return faults + ([] if made == contacts else ["the keys and the contacts differ"]) + broken


COMMANDS: dict[str, Callable[..., object]] = {"prepare": prepare, "kill": kill, "check": check, "sound": sound}

if __name__ == "__main__":
    main()
