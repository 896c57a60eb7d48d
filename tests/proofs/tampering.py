"""
What somebody with every right in the database might do to the audit log, by chance and by craft.

Each kind takes the source of chance and the rows of the log, and changes the log or its file of signed heads.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.db.models import F

from samhold.rooms.access.adapters.chain import FIRST, link
from samhold.rooms.access.adapters.heads import heads_file
from samhold.rooms.access.models import AuditEvent, AuditHead

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

ROWS = AuditEvent._base_manager
HEADS = AuditHead._base_manager
SQLITE_TRIGGERS = ("auditevent_no_update", "auditevent_no_delete", "audithead_no_delete", "audithead_only_forward")


def around_the_triggers() -> None:
    """Take away, as the owner of the tables may, what keeps the log append-only."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in SQLITE_TRIGGERS:
                cursor.execute(f"DROP TRIGGER access_{name}")
        else:
            cursor.execute("ALTER TABLE access_auditevent DISABLE TRIGGER USER")
            cursor.execute("ALTER TABLE access_auditevent DROP CONSTRAINT access_auditevent_one_row_per_link")


def any_row(random: Random) -> AuditEvent:
    return random.choice(list(ROWS.order_by("pk")))


def chain_of(chain_id: UUID) -> list[AuditEvent]:
    return list(ROWS.filter(chain_id=chain_id).order_by("sequence"))


def relink(chain_id: UUID) -> None:
    """Compute a whole chain and its head anew, as if it had always been so."""
    last, sequence = FIRST, 0
    for sequence, row in enumerate(chain_of(chain_id), start=1):
        last = link(last, sequence, row.payload)
        ROWS.filter(pk=row.pk).update(sequence=sequence, hash=last)
    HEADS.filter(pk=chain_id).update(sequence=sequence, hash=last)


def rewritten(row: AuditEvent, random: Random) -> None:
    """Let the row tell of somebody else, in columns and payload alike."""
    other = UUID(int=random.getrandbits(128))
    content = json.loads(row.payload)
    content["person"] = str(other)
    payload = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    ROWS.filter(pk=row.pk).update(person_id=other, payload=payload)


def change_column(random: Random) -> None:
    row = any_row(random)
    other = UUID(int=random.getrandbits(128))
    changes = {
        "actor_id": other,
        "person_id": other,
        "action": "FIND" if row.action != "FIND" else "READ",
        "outcome": "REFUSED" if row.outcome == "DONE" else "DONE",
        "at": row.at + timedelta(microseconds=random.choice([-1, 1])),
    }
    name = random.choice(sorted(changes))
    ROWS.filter(pk=row.pk).update(**{name: changes[name]})


def change_payload(random: Random) -> None:
    row = any_row(random)
    place = random.randrange(len(row.payload))
    letter = chr((ord(row.payload[place]) ^ 1 << random.randrange(5)) or 33)
    ROWS.filter(pk=row.pk).update(payload=row.payload[:place] + letter + row.payload[place + 1 :])


def change_hash(random: Random) -> None:
    row = any_row(random)
    place = random.randrange(64)
    digit = random.choice([one for one in "0123456789abcdef" if one != row.hash[place]])
    ROWS.filter(pk=row.pk).update(hash=row.hash[:place] + digit + row.hash[place + 1 :])


def rewrite_row(random: Random) -> None:
    rewritten(any_row(random), random)


def rewrite_row_and_its_link(random: Random) -> None:
    row = any_row(random)
    rewritten(row, random)
    fresh = ROWS.get(pk=row.pk)
    before = ROWS.filter(chain_id=row.chain_id, sequence=row.sequence - 1).first()
    ROWS.filter(pk=row.pk).update(hash=link(before.hash if before else FIRST, row.sequence, fresh.payload))


def rewrite_row_and_every_link_after_it(random: Random) -> None:
    row = any_row(random)
    rewritten(row, random)
    relink(row.chain_id)


def remove_row(random: Random) -> None:
    ROWS.filter(pk=any_row(random).pk).delete()


def remove_row_and_close_the_gap(random: Random) -> None:
    row = any_row(random)
    ROWS.filter(pk=row.pk).delete()
    if not chain_of(row.chain_id):
        HEADS.filter(pk=row.chain_id).delete()
    relink(row.chain_id)


def exchange_places(random: Random) -> None:
    row = any_row(random)
    one, other = random.sample(chain_of(row.chain_id), 2)
    ROWS.filter(pk=one.pk).update(sequence=10_000)
    ROWS.filter(pk=other.pk).update(sequence=one.sequence)
    ROWS.filter(pk=one.pk).update(sequence=other.sequence)


def exchange_contents(random: Random) -> None:
    one, other = random.sample(list(ROWS.order_by("pk")), 2)
    for target, source in ((one, other), (other, one)):
        names = ("at", "actor_id", "person_id", "action", "outcome", "payload")
        ROWS.filter(pk=target.pk).update(**{name: getattr(source, name) for name in names})


def insert_row(random: Random) -> None:
    row = any_row(random)
    for later in reversed(chain_of(row.chain_id)[row.sequence - 1 :]):
        ROWS.filter(pk=later.pk).update(sequence=F("sequence") + 1)
    forged(row, row.sequence)


def insert_row_and_relink(random: Random) -> None:
    row = any_row(random)
    insert_row(random)
    relink(row.chain_id)


def forged(like: AuditEvent, sequence: int) -> AuditEvent:
    copy = ROWS.get(pk=like.pk)
    content = json.loads(copy.payload)
    content["id"] = str(UUID(int=sequence))
    copy.pk, copy.sequence = None, sequence
    copy.payload = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    copy.hash = link(like.hash, sequence, copy.payload)
    copy.save(force_insert=True)
    return copy


def append_row(random: Random) -> None:
    last = chain_of(any_row(random).chain_id)[-1]
    forged(last, last.sequence + 1)


def append_row_and_move_the_head(random: Random) -> None:
    last = chain_of(any_row(random).chain_id)[-1]
    row = forged(last, last.sequence + 1)
    HEADS.filter(pk=row.chain_id).update(sequence=row.sequence, hash=row.hash)


def change_head(random: Random) -> None:
    head = HEADS.get(pk=any_row(random).chain_id)
    changes = random.choice([{"sequence": head.sequence + 1}, {"sequence": head.sequence - 1}, {"hash": "0" * 64}])
    HEADS.filter(pk=head.pk).update(**changes)


def remove_head(random: Random) -> None:
    HEADS.filter(pk=any_row(random).chain_id).delete()


def cut_tail(random: Random) -> None:
    rows = chain_of(any_row(random).chain_id)
    ROWS.filter(pk__in=[row.pk for row in rows[-random.randint(1, len(rows)) :]]).delete()


def cut_tail_and_head(random: Random) -> None:
    chain_id = any_row(random).chain_id
    rows = chain_of(chain_id)
    ROWS.filter(pk__in=[row.pk for row in rows[-random.randint(1, len(rows) - 1) :]]).delete()
    relink(chain_id)


def remove_chain(random: Random) -> None:
    chain_id = any_row(random).chain_id
    ROWS.filter(chain_id=chain_id).delete()
    HEADS.filter(pk=chain_id).delete()


def move_row_to_another_chain(random: Random) -> None:
    row = any_row(random)
    other = random.choice(sorted(set(HEADS.values_list("pk", flat=True)) - {row.chain_id}, key=str))
    ROWS.filter(pk=row.pk).update(chain_id=other, sequence=len(chain_of(other)) + 1)
    relink(row.chain_id)
    relink(other)


def exchange_chains(random: Random) -> None:
    one, other = random.sample(sorted(HEADS.values_list("pk", flat=True), key=str), 2)
    between = UUID(int=5)
    for rows, name in ((ROWS, "chain_id"), (HEADS, "chain_id")):
        for source, target in ((one, between), (other, one), (between, other)):
            rows.filter(**{name: source}).update(**{name: target})


def _lines() -> list[str]:
    return heads_file().read_text(encoding="utf-8").splitlines(keepends=True)


def edit_heads_file(random: Random) -> None:
    lines = _lines()
    place = random.randrange(len(lines))
    content = json.loads(lines[place])
    name = random.choice(["sequence", "hash", "chain", "signature", "at"])
    content[name] = content[name] + 1 if name == "sequence" else f"{content[name]}"[::-1]
    lines[place] = json.dumps(content, separators=(",", ":")) + "\n"
    heads_file().write_text("".join(lines), encoding="utf-8")


def cut_heads_file(random: Random) -> None:
    lines = _lines()
    heads_file().write_text("".join(lines[: random.randint(0, len(lines) // 2)]), encoding="utf-8")


def tear_heads_file(random: Random) -> None:
    text = heads_file().read_text(encoding="utf-8")
    heads_file().write_text(text[: -random.randint(2, 60)], encoding="utf-8")


def remove_heads_file(random: Random) -> None:
    del random
    heads_file().unlink()


KINDS: tuple[Callable[[Random], None], ...] = (
    change_column, change_payload, change_hash, rewrite_row, rewrite_row_and_its_link,
    rewrite_row_and_every_link_after_it, remove_row, remove_row_and_close_the_gap, exchange_places, exchange_contents,
    insert_row, insert_row_and_relink, append_row, append_row_and_move_the_head, change_head, remove_head, cut_tail,
    cut_tail_and_head, remove_chain, move_row_to_another_chain, exchange_chains, edit_heads_file, cut_heads_file,
    tear_heads_file, remove_heads_file,
)  # fmt: skip
