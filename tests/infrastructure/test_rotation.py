"""Keys are replaced while everybody works, and a run that is interrupted goes on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from django.db import connection

from samhold.infrastructure import keyring, rotation
from samhold.infrastructure.database import unit_of_work
from samhold.infrastructure.fields import Sealed
from samhold.infrastructure.keyring import CannotDecrypt
from samhold.infrastructure.rotation import NotTheOwner, Rotation, rotate, rotate_keys
from samhold.infrastructure.row_security import create_application_role, grant_application_role
from tests.infrastructure.models import Note, Sign, note

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django import Settings

MODELS = (Note, Sign)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def versions(tenant_id: UUID) -> set[int]:
    held = Note.objects.filter(tenant_id=tenant_id).values_list("text", "extra")
    return {value.key_version for row in held for value in row if isinstance(value, Sealed)}


def turn(tenant_id: UUID | None, **options: object) -> Rotation:
    return rotate(tenant_id, now=NOW, settle_seconds=0, all_models=MODELS, **options)


@pytest.mark.django_db
@pytest.mark.parametrize("batch", [1, 3, 500])
def test_rotate_encrypts_every_value_of_the_tenant_anew_and_retires_the_old_key(batch: int) -> None:
    tenant_id, told = uuid4(), []
    for number in range(6):
        note(f"text {number}", tenant_id=tenant_id, extra=["", None, "more"][number % 3])
    stale = Note.objects.order_by("id").first()
    other = note("other tenant")

    done = turn(tenant_id, batch=batch, progress=told.append)

    assert done == Rotation(tenant_id=tenant_id, version=2, retired=(1,), values=8)
    assert told[-1] == 8
    assert (versions(tenant_id), versions(other.tenant_id)) == ({2}, {1})
    assert [row.text for row in Note.objects.filter(tenant_id=tenant_id).order_by("id")] == [
        f"text {number}" for number in range(6)
    ]
    assert stale is not None
    with pytest.raises(CannotDecrypt, match="retired"):
        _ = stale.text


@pytest.mark.django_db
def test_rotate_of_the_installation_takes_its_own_values() -> None:
    row = Sign.objects.create(text="words")

    assert turn(None).values == 1
    assert Sign.objects.get(pk=row.pk).text == "words"


@pytest.mark.django_db
def test_rotate_after_an_interruption_goes_on_and_makes_no_third_key(monkeypatch: pytest.MonkeyPatch) -> None:
    tenant_id = uuid4()
    for number in range(4):
        note(f"text {number}", tenant_id=tenant_id)
    encrypt, calls = rotation._encrypt_row, []

    def stop_at_third(row: Note, fields: object) -> int:
        calls.append(row)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return encrypt(row, fields)

    monkeypatch.setattr(rotation, "_encrypt_row", stop_at_third)
    with pytest.raises(KeyboardInterrupt):
        turn(tenant_id, batch=1)
    monkeypatch.undo()
    assert versions(tenant_id) == {1, 2}
    assert {row.text for row in Note.objects.all()} == {f"text {number}" for number in range(4)}

    done = turn(tenant_id)

    assert (done.version, done.retired, done.values) == (2, (1,), 2)
    assert versions(tenant_id) == {2}


@pytest.mark.django_db
def test_rotate_keeps_what_is_saved_between_reading_and_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    row = note("before")
    encrypt = rotation._encrypt_row

    def save_meanwhile(found: Note, fields: object) -> int:
        mine = Note.objects.get(pk=row.pk)
        mine.text = "saved meanwhile"
        mine.save()
        return encrypt(found, fields)

    monkeypatch.setattr(rotation, "_encrypt_row", save_meanwhile)
    turn(row.tenant_id)

    assert Note.objects.get(pk=row.pk).text == "saved meanwhile"


@pytest.mark.django_db
def test_rotate_keys_takes_every_tenant_and_the_installation() -> None:
    first, second = note("a"), note("b")
    Sign.objects.create(text="c")
    told: list[tuple[UUID | None, int]] = []

    done = rotate_keys(
        now=NOW, settle_seconds=0, all_models=MODELS, progress=lambda tenant, count: told.append((tenant, count))
    )

    assert {each.tenant_id: each.values for each in done} == {first.tenant_id: 1, second.tenant_id: 1, None: 1}
    assert (first.tenant_id, 1) in told


def test_rotate_while_others_write_loses_nothing(in_threads: Callable[..., list[object]]) -> None:
    tenant_id = uuid4()
    rows = [note("0", tenant_id=tenant_id) for _ in range(5)]

    def work(number: int) -> object:
        if number == 0:
            return turn(tenant_id, batch=2).version
        for count in range(1, 11):
            mine = Note.objects.get(pk=rows[number].pk)
            mine.text = str(count)
            mine.save()
        return None

    outcomes = in_threads(work)
    keyring.forget()

    assert outcomes == [2, None, None, None]
    assert [Note.objects.get(pk=row.pk).text for row in rows] == ["0", "10", "10", "10", "0"]


@pytest.mark.postgres
@pytest.mark.django_db
def test_rotate_as_the_application_is_refused(settings: Settings) -> None:
    create_application_role(connection, "samhold_wall_test")
    grant_application_role(connection, "samhold_wall_test")
    settings.SAMHOLD_DATABASE_ROLE = "samhold_wall_test"
    tenant_id = note("text").tenant_id

    with pytest.raises(NotTheOwner, match="DATABASE_OWNER_URL"), unit_of_work(uuid4()):
        turn(tenant_id)
    assert keyring.versions_in_use(tenant_id) == (1,)
