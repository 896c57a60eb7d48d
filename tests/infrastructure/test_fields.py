"""Encrypted columns: unreadable in the database, readable on their row, useless anywhere else."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from samhold.infrastructure import keyring
from samhold.infrastructure.fields import EncryptedTextField, Sealed, encrypted_fields
from samhold.infrastructure.keyring import CannotDecrypt
from samhold.infrastructure.models import DataKey
from tests.infrastructure.models import Note, Sign, note

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django import Settings

SECRET = "Hun sa det på norsk: blåbærsyltetøy"


def raw(row: Note | Sign, column: str = "text") -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {row._meta.db_table}")  # noqa: S608 -- the only row, no input
        (value,) = cursor.fetchone()
    return str(value)


def put(row: Note, column: str, token: Sealed | str) -> None:
    value = token if isinstance(token, Sealed) else Sealed(token)
    Note.objects.filter(pk=row.pk).update(**{column: value})


def token(row: Note, column: str = "text") -> Sealed:
    (value,) = Note.objects.filter(pk=row.pk).values_list(column, flat=True)
    assert isinstance(value, Sealed)
    return value


@pytest.mark.django_db
@examples(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), st.none() | st.text("aæ\n", max_size=5))
def test_text_saved_reads_back(text: str, extra: str | None) -> None:
    made = note(text, extra=extra)

    found = Note.objects.get(pk=made.pk)

    assert (found.text, found.extra) == (text, extra)


@pytest.mark.django_db
def test_column_holds_no_plain_text() -> None:
    made = note(SECRET)

    held = raw(made)

    assert held.startswith("s1.1.")
    assert "syltetøy" not in held


@pytest.mark.django_db
def test_same_text_twice_has_different_ciphertexts() -> None:
    tenant_id = uuid4()

    assert token(note(SECRET, tenant_id=tenant_id)) != token(note(SECRET, tenant_id=tenant_id))


@pytest.mark.django_db
def test_values_and_representations_never_show_the_text() -> None:
    made = note(SECRET)

    (values,) = Note.objects.values("text", "extra")

    assert values == {"text": token(made), "extra": None}
    assert repr(values["text"]) == str(values["text"]) == "<sealed>"
    assert SECRET.encode() not in pickle.dumps(Note.objects.get(pk=made.pk))


@pytest.mark.django_db
def test_pickled_row_holds_ciphertext_even_after_reading() -> None:
    found = Note.objects.get(pk=note(SECRET).pk)
    assert found.text == SECRET

    assert SECRET.encode() not in pickle.dumps(found)
    assert pickle.loads(pickle.dumps(token(found))) == token(found)  # noqa: S301 -- our own bytes


@pytest.mark.django_db
def test_row_read_without_the_text_decrypts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made = note(SECRET)
    monkeypatch.setattr(EncryptedTextField, "opened", None)

    assert Note.objects.get(pk=made.pk).title == ""


@pytest.mark.django_db
def test_untouched_text_keeps_its_ciphertext_when_the_row_is_saved() -> None:
    made = note(SECRET)
    before = token(made)
    found = Note.objects.get(pk=made.pk)
    assert found.text == SECRET

    found.title = "new"
    found.save()

    assert token(made) == before


@pytest.mark.django_db
def test_deferred_and_refreshed_text_reads() -> None:
    made = note(SECRET)
    Note.objects.get(pk=made.pk)
    found = Note.objects.defer("text", "tenant_id").get(pk=made.pk)

    assert found.text == SECRET
    found.text = "unsaved"
    found.refresh_from_db()
    assert found.text == SECRET


@pytest.mark.django_db
def test_changed_text_is_saved_with_update_fields() -> None:
    found = Note.objects.get(pk=note(SECRET).pk)
    found.text = "other"
    found.save(update_fields=["text"])

    assert Note.objects.get(pk=found.pk).text == "other"


@pytest.mark.django_db
def test_copied_row_with_untouched_text_is_refused_rather_than_unreadable() -> None:
    copy = Note.objects.get(pk=note(SECRET).pk)
    copy.pk = uuid4()
    copy._state.adding = True

    with pytest.raises(CannotDecrypt):
        copy.save(force_insert=True)


@pytest.mark.django_db
def test_bulk_create_and_bulk_update_encrypt_for_each_row() -> None:
    tenant_id = uuid4()
    rows = Note.objects.bulk_create([Note(tenant_id=tenant_id, text=f"text {n}") for n in range(3)])
    assert [Note.objects.get(pk=row.pk).text for row in rows] == ["text 0", "text 1", "text 2"]

    found = list(Note.objects.order_by("id"))
    for row in found:
        row.text = f"{row.text} changed"
        row.extra = None if row.text.startswith("text 0") else "more"
    assert Note.objects.bulk_update(found, ["text", "extra", "title"]) == 3

    assert [(row.text, row.extra) for row in Note.objects.order_by("id")] == [
        ("text 0 changed", None),
        ("text 1 changed", "more"),
        ("text 2 changed", "more"),
    ]
    assert [row.text for row in found] == ["text 0 changed", "text 1 changed", "text 2 changed"]


@pytest.mark.django_db
def test_bulk_update_without_the_queryset_is_refused() -> None:
    row = Sign.objects.create(text="words")

    with pytest.raises(FieldError, match="SealedQuerySet"):
        Sign.objects.bulk_update([row], ["text"])


@pytest.mark.django_db
def test_update_with_plain_text_is_refused() -> None:
    note(SECRET)

    with pytest.raises(FieldError, match="encrypted for one row"):
        Note.objects.update(text="plain")


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["text", "text__contains", "text__in", "text__lower", "text__startswith"])
def test_search_in_ciphertext_is_refused(lookup: str) -> None:
    with pytest.raises(FieldError, match="blind index"):
        Note.objects.filter(**{lookup: ["x"] if lookup.endswith("__in") else "x"}).exists()


@pytest.mark.django_db
def test_missing_and_empty_texts_are_found_as_such() -> None:
    made = note("", extra=None)
    note("full", extra="full")

    assert list(Note.objects.filter(text="", extra=None)) == [made]
    assert list(Note.objects.exclude(extra__isnull=False)) == [made]


@pytest.mark.django_db
@examples(max_examples=20, deadline=None)
@given(st.text(min_size=1, max_size=40).filter(str.isprintable))
def test_moved_ciphertext_is_refused_between_rows_columns_and_tenants(text: str) -> None:
    tenant_id = uuid4()
    victim = note(text, tenant_id=tenant_id)
    stolen = token(victim)
    same_tenant = note("mine", tenant_id=tenant_id)
    other_tenant = note("mine")

    put(same_tenant, "text", stolen)
    put(victim, "extra", stolen)
    put(other_tenant, "text", stolen)

    for row, column in ((same_tenant, "text"), (victim, "extra"), (other_tenant, "text")):
        with pytest.raises(CannotDecrypt):
            getattr(Note.objects.get(pk=row.pk), column)
    assert Note.objects.get(pk=victim.pk).text == text


@pytest.mark.django_db
def test_row_moved_to_another_tenant_is_refused() -> None:
    made, other = note(SECRET), note(SECRET)
    Note.objects.filter(pk=made.pk).update(tenant_id=other.tenant_id)

    with pytest.raises(CannotDecrypt, match="moved"):
        _ = Note.objects.get(pk=made.pk).text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "spoil",
    [
        lambda held: held[:-2] + ("AA" if not held.endswith("AA") else "BB"),
        lambda held: held.replace("s1.1.", "s1.7."),
        lambda held: held.replace("s1.", "s2."),
        lambda held: held[:20],
        lambda _held: "plain text",
        lambda _held: "s1.1.",
    ],
)
def test_changed_ciphertext_is_refused(spoil: Callable[[str], str]) -> None:
    made = note(SECRET)
    put(made, "text", spoil(token(made).token))

    with pytest.raises(CannotDecrypt):
        _ = Note.objects.get(pk=made.pk).text


@pytest.mark.django_db
def test_wrong_key_encryption_key_is_refused(settings: Settings) -> None:
    made = note(SECRET)
    keyring.forget()
    settings.SAMHOLD_KEK = b"z" * 32

    with pytest.raises(CannotDecrypt, match="SAMHOLD_KEK"):
        _ = Note.objects.get(pk=made.pk).text


@pytest.mark.django_db
def test_field_of_the_installation_needs_no_tenant() -> None:
    row = Sign.objects.create(text="words")

    assert Sign.objects.get(pk=row.pk).text == "words"
    assert not DataKey.objects.exclude(tenant_id=None).exists()


@pytest.mark.django_db
def test_text_of_a_row_without_tenant_is_refused() -> None:
    with pytest.raises(ValueError, match="tenant_id"):
        Note(text=SECRET).save()


@pytest.mark.django_db
def test_text_of_a_row_without_id_is_refused() -> None:
    with pytest.raises(ValueError, match="its id"):
        Note._meta.get_field("text").pre_save(Note(id=None, tenant_id=uuid4(), text="x"), add=True)


@pytest.mark.django_db
def test_text_of_a_row_whose_ids_are_strings_reads() -> None:
    tenant_id, row_id = str(uuid4()), str(uuid4())
    Note(id=row_id, tenant_id=tenant_id, text=SECRET).save()

    assert Note.objects.get(pk=UUID(row_id)).text == SECRET


def test_field_in_a_migration_is_made_alike() -> None:
    fields = [field.clone() for field in (*encrypted_fields(Note), *encrypted_fields(Sign))]

    assert [(type(f), f.tenant_from, f.bound_as, f.null) for f in fields] == [
        (EncryptedTextField, "tenant_id", "", False),
        (EncryptedTextField, "tenant_id", "", True),
        (EncryptedTextField, None, "sign.words", False),
    ]
