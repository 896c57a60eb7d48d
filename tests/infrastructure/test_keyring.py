"""Keys: wrapped outside memory, made once, forgotten when rolled back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from samhold.infrastructure import keyring
from samhold.infrastructure.keyring import CannotDecrypt, blind_index, current_key, key_of_version
from samhold.infrastructure.models import DataKey, KeyPurpose

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django import Settings

OTHER_KEY = b"o" * 32


@pytest.mark.django_db
def test_current_key_on_first_use_is_made_and_kept_wrapped() -> None:
    tenant_id = uuid4()

    key = current_key(tenant_id)

    row = DataKey.objects.get(tenant_id=tenant_id)
    assert (row.version, row.purpose, row.retired_at) == (1, KeyPurpose.DATA, None)
    assert key.secret not in bytes(row.wrapped)
    assert repr(key) == "<Key version 1>"


@pytest.mark.django_db
def test_current_key_after_a_restart_is_the_same() -> None:
    tenant_id = uuid4()
    before = current_key(tenant_id)
    keyring.forget()

    after = current_key(tenant_id)

    assert after.secret == before.secret


def test_current_key_when_known_asks_the_database_nothing(
    shared_database: None, django_assert_num_queries: Callable[..., object]
) -> None:
    tenant_id = uuid4()
    current_key(tenant_id)
    blind_index("phone", "1")

    with django_assert_num_queries(0):
        current_key(tenant_id)
        key_of_version(tenant_id, 1)
        blind_index("phone", "2")


def test_current_key_when_rolled_back_is_forgotten(shared_database: None) -> None:
    tenant_id = uuid4()
    with transaction.atomic():
        lost = current_key(tenant_id)
        assert current_key(tenant_id) is lost
        transaction.set_rollback(True)

    kept = current_key(tenant_id)

    keyring.forget()
    assert kept.secret == current_key(tenant_id).secret != lost.secret


def test_current_key_inside_a_rolled_back_savepoint_is_forgotten(shared_database: None) -> None:
    tenant_id = uuid4()
    with transaction.atomic():
        with transaction.atomic():
            lost = current_key(tenant_id)
            transaction.set_rollback(True)

        kept = current_key(tenant_id)

    keyring.forget()
    assert kept.secret == current_key(tenant_id).secret != lost.secret


def test_current_key_in_threads_is_made_once(in_threads: Callable[..., list[object]]) -> None:
    tenant_id = uuid4()

    made = in_threads(lambda _number: current_key(tenant_id).secret, threads=6)

    assert len(set(made)) == 1
    assert DataKey.objects.filter(tenant_id=tenant_id).count() == 1


@pytest.mark.django_db
def test_current_key_with_another_key_encryption_key_raises(settings: Settings) -> None:
    tenant_id = uuid4()
    current_key(tenant_id)
    keyring.forget()
    settings.SAMHOLD_KEK = OTHER_KEY

    with pytest.raises(CannotDecrypt, match="SAMHOLD_KEK"):
        current_key(tenant_id)


@pytest.mark.django_db
def test_current_key_wrapped_for_another_tenant_raises() -> None:
    mine, theirs = uuid4(), uuid4()
    current_key(mine)
    current_key(theirs)
    DataKey.objects.filter(tenant_id=mine).update(wrapped=DataKey.objects.get(tenant_id=theirs).wrapped)
    keyring.forget()

    with pytest.raises(CannotDecrypt):
        current_key(mine)


@pytest.mark.django_db
def test_key_of_version_unknown_raises() -> None:
    with pytest.raises(CannotDecrypt, match="does not exist"):
        key_of_version(uuid4(), 1)


@pytest.mark.django_db
def test_retire_version_makes_it_unreadable() -> None:
    tenant_id = uuid4()
    current_key(tenant_id)
    assert keyring.add_version(tenant_id) == 2
    assert current_key(tenant_id).version == 2

    keyring.retire_version(tenant_id, 1, now=datetime(2026, 3, 2, 9, tzinfo=UTC))

    assert keyring.versions_in_use(tenant_id) == (2,)
    with pytest.raises(CannotDecrypt, match="retired"):
        key_of_version(tenant_id, 1)


@pytest.mark.django_db
def test_rewrap_moves_every_key_to_the_new_key_encryption_key(settings: Settings) -> None:
    tenant_id = uuid4()
    before = current_key(tenant_id).secret
    previous, settings.SAMHOLD_KEK = settings.SAMHOLD_KEK, OTHER_KEY

    assert keyring.rewrap(previous) == DataKey.objects.count()

    assert current_key(tenant_id).secret == before
    with pytest.raises(CannotDecrypt):
        keyring.rewrap(previous)


@pytest.mark.django_db
def test_blind_index_tells_kinds_apart_and_equals_itself() -> None:
    made = blind_index("phone", "12345678")

    assert made == blind_index("phone", "12345678")
    assert made != blind_index("number", "12345678")
    assert len(made) == 64
    assert "12345678" not in made


@pytest.mark.django_db
@pytest.mark.parametrize("tenant_id", [None, uuid4()])
def test_data_key_twice_of_one_version_is_refused(tenant_id: object) -> None:
    values = {"tenant_id": tenant_id, "purpose": KeyPurpose.DATA, "version": 1, "wrapped": b""}
    DataKey.objects.create(**values)

    with pytest.raises(IntegrityError):
        DataKey.objects.create(**values)


@pytest.mark.django_db
@pytest.mark.parametrize("values", [{"purpose": "LOVE", "version": 1}, {"purpose": "DATA", "version": 0}])
def test_data_key_of_unknown_purpose_or_version_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(IntegrityError):
        DataKey.objects.create(tenant_id=uuid4(), wrapped=b"", **values)
