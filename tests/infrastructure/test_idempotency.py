"""A write that is asked for twice happens once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from samhold.foundation.errors import NotAvailable
from samhold.infrastructure.idempotency import KeyReused, MutationKey, forget_before, once
from samhold.infrastructure.models import Mutation
from tests.infrastructure.models import Note, Sign, note

if TYPE_CHECKING:
    from collections.abc import Callable

ACTOR, TENANT = uuid4(), uuid4()
SENT_AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Broken(Exception):
    """Something went wrong in the block."""


def key(value: UUID | None = None, actor_id: UUID = ACTOR, payload: object = "same") -> MutationKey:
    return MutationKey(value=value or uuid4(), actor_id=actor_id, payload=payload, sent_at=SENT_AT)


def write(with_key: MutationKey | None, payload: object = None) -> Note:
    with once(with_key, Note, payload=payload) as made:
        if made.is_new:
            made.row = note("written", tenant_id=TENANT)
    return made.row


@pytest.mark.django_db
def test_once_the_same_key_again_gives_the_same_row() -> None:
    sent = key(payload={"text": "a", "minutes": 3})

    first, second = write(sent), write(key(sent.value, payload={"minutes": 3, "text": "a"}))

    assert first == second
    assert Note.objects.count() == 1


@pytest.mark.django_db
def test_once_without_key_writes_each_time() -> None:
    assert write(None) != write(None)


@pytest.mark.django_db
@pytest.mark.parametrize("other", [{"payload": "other"}, {"actor_id": uuid4()}])
def test_once_with_another_payload_or_actor_is_refused(other: dict[str, object]) -> None:
    sent = key()
    write(sent)

    with pytest.raises(KeyReused):
        write(key(sent.value, **other))
    assert Note.objects.count() == 1


@pytest.mark.django_db
def test_once_for_another_kind_of_row_is_refused() -> None:
    sent = key()
    write(sent)

    with pytest.raises(KeyReused), once(sent, Sign):
        pass


@pytest.mark.django_db
def test_once_with_a_payload_of_its_own_takes_that() -> None:
    sent = key()
    write(sent, payload="own")

    with pytest.raises(KeyReused):
        write(sent)


@pytest.mark.django_db
def test_once_when_the_block_fails_leaves_the_key_free() -> None:
    sent = key()
    with pytest.raises(Broken), once(sent, Note):
        raise Broken

    assert write(sent) == Note.objects.get()


@pytest.mark.django_db
def test_once_when_the_block_makes_nothing_is_a_programming_error() -> None:
    with pytest.raises(AssertionError, match="no row"), once(key(), Note):
        pass

    assert not Mutation.objects.exists()


@pytest.mark.django_db
def test_once_when_the_row_is_gone_raises() -> None:
    sent = key()
    write(sent)
    Note.objects.all().delete()

    with pytest.raises(NotAvailable):
        write(sent)


@pytest.mark.django_db
def test_once_keeps_no_readable_payload() -> None:
    write(key(payload="13098012345"))

    assert len(Mutation.objects.get().payload_hash) == 64


@pytest.mark.django_db
def test_forget_before_deletes_old_keys_only() -> None:
    old, new = key(), replace(key(), sent_at=SENT_AT + timedelta(days=1))
    write(old)
    write(new)

    assert forget_before(SENT_AT + timedelta(hours=1)) == 1
    assert Mutation.objects.get().key == new.value


def test_once_in_threads_writes_once(in_threads: Callable[..., list[object]]) -> None:
    keys = [key() for _ in range(5)]

    def send(_number: int) -> list[UUID]:
        return [write(one).pk for one in keys]

    made = in_threads(send)

    assert made == [made[0]] * 4
    assert Note.objects.count() == len(keys)


def test_once_undone_with_its_transaction_may_be_sent_again(shared_database: None) -> None:
    sent = key()
    with transaction.atomic():
        write(sent)
        transaction.set_rollback(True)

    assert write(sent) == Note.objects.get()
