"""
A text column that only holds ciphertext, bound to its row, column and tenant so that it cannot be moved.

Encryption happens when a row is saved, decryption when the attribute is read: a query that does not read the attribute,
`values()` and a log line never hold the plain text.
"""

from __future__ import annotations

import binascii
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.functional import cached_property

from samhold.infrastructure import keyring
from samhold.infrastructure.keyring import NONCE_LENGTH, CannotDecrypt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.db.models import Model
    from django.db.models.lookups import Lookup, Transform

ModelT = TypeVar("ModelT", bound=models.Model)

TOKEN_FORM: Final = "s1"  # noqa: S105 -- the form of the ciphertext, not a password
_LOOKUPS: Final = {"exact", "isnull", "in"}
_SHOW_SEALED: Final = "_show_sealed"


class Sealed:
    """A ciphertext as the column holds it; showing it shows nothing."""

    __slots__ = ("plain", "token")

    def __init__(self, token: str, plain: str | None = None) -> None:
        self.token = token
        self.plain = plain

    def __repr__(self) -> str:
        return "<sealed>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and other.token == self.token

    def __hash__(self) -> int:
        return hash(self.token)

    def __reduce__(self) -> tuple[type[Sealed], tuple[str]]:
        return Sealed, (self.token,)

    @property
    def key_version(self) -> int:
        """Tell which version of the key it was encrypted with."""
        return int(self.token.split(".", 2)[1])


class OpenedAttribute(DeferredAttribute):
    """The attribute on a row: decrypts when it is read, once."""

    def __get__(self, instance: Model | None, cls: type[Model] | None = None) -> object:
        if instance is None:
            return self
        value: object = super().__get__(instance, cls)
        if not isinstance(value, Sealed) or _SHOW_SEALED in instance.__dict__:
            return value
        if value.plain is None:
            field = self.field
            assert isinstance(field, EncryptedTextField)
            value.plain = field.opened(instance, value.token)
        return value.plain

    def __set__(self, instance: Model, value: object) -> None:
        instance.__dict__[self.field.attname] = value


# The parameters of the stub's TextField exist only for the type checker; its plugin fills them from `null`.
class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """
    A text encrypted with the key of the row's tenant (AES-256-GCM).

    :param tenant_from: the attribute that holds the tenant's id; `None` for the installation's own key.
    :param bound_as: the name that the ciphertext is bound to instead of table and column, if either is ever renamed.
    """

    descriptor_class = OpenedAttribute
    description = "A text that the database holds encrypted"

    def __init__(
        self, *args: object, tenant_from: str | None = "tenant_id", bound_as: str = "", **options: object
    ) -> None:
        self.tenant_from = tenant_from
        self.bound_as = bound_as
        super().__init__(*args, **options)  # type: ignore[arg-type]  # handed on as they came

    def deconstruct(self) -> tuple[str, str, Sequence[object], dict[str, object]]:
        """Tell the migrations how the field is made."""
        name, path, args, options = super().deconstruct()
        if self.tenant_from != "tenant_id":
            options["tenant_from"] = self.tenant_from
        if self.bound_as:
            options["bound_as"] = self.bound_as
        return name, path, args, options

    def get_lookup(self, lookup_name: str) -> type[Lookup[object]] | None:
        """Refuse look-ups that could never find anything in ciphertext."""
        if lookup_name not in _LOOKUPS:
            raise FieldError(f"{self.name} is encrypted; it cannot be searched by {lookup_name!r}, use a blind index.")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> type[Transform] | None:
        """Refuse transforms, for the same reason."""
        raise FieldError(f"{self.name} is encrypted; it cannot be searched by {lookup_name!r}, use a blind index.")

    def from_db_value(self, value: str | None, _expression: object, _connection: object) -> Sealed | str | None:
        """Hold what the column holds without opening it."""
        return Sealed(value) if value else value

    def pre_save(self, model_instance: Model, add: bool) -> Sealed | str | None:  # noqa: FBT001 -- Django's signature
        """Encrypt for just this row; a value that was never touched is stored as it was."""
        value = model_instance.__dict__.get(self.attname)
        if isinstance(value, Sealed):
            if not add:
                return value
            value = self.opened(model_instance, value.token)
        if value is None or value == "":
            return value
        return Sealed(self.sealed(model_instance, str(value)), str(value))

    def get_prep_value(self, value: object) -> str | None:
        """
        Let only ciphertext, nothing or an empty text pass to the database.

        :raises FieldError: for a plain text: `.update()` and filters do not know the row that it would be bound to.
        """
        if value is None or value == "":
            return None if value is None else ""
        if isinstance(value, Sealed):
            return value.token
        raise FieldError(
            f"{self.name} is encrypted for one row: save rows (or bulk_update them with SealedQuerySet) "
            "instead of update(), and look rows up by a blind index instead of the text."
        )

    def sealed(self, instance: Model, plain: str) -> str:
        """Encrypt a text for the row."""
        tenant_id = self._tenant_id(instance)
        key = keyring.current_key(tenant_id)
        nonce = os.urandom(NONCE_LENGTH)
        ciphertext = key.cipher.encrypt(nonce, plain.encode(), self._binding(instance, tenant_id, key.version))
        return f"{TOKEN_FORM}.{key.version}.{binascii.b2a_base64(nonce + ciphertext, newline=False).decode()}"

    def opened(self, instance: Model, token: str) -> str:
        """
        Decrypt a text of the row.

        :raises CannotDecrypt: if it was not encrypted for this row, column and tenant, or was changed.
        """
        tenant_id = self._tenant_id(instance)
        version, raw = self._parts(token)
        key = keyring.key_of_version(tenant_id, version)
        binding = self._binding(instance, tenant_id, version)
        try:
            return key.cipher.decrypt(raw[:NONCE_LENGTH], raw[NONCE_LENGTH:], binding).decode()
        except (InvalidTag, ValueError):
            raise CannotDecrypt(
                f"{self.model._meta.label}.{self.name} of row {instance.pk} was changed, "  # noqa: SLF001 -- Django's API
                "or moved from another row, column or tenant."
            ) from None

    def _parts(self, token: str) -> tuple[int, bytes]:
        form, version, text = (*token.split(".", 2), "", "")[:3]
        try:
            if form == TOKEN_FORM:
                return int(version), binascii.a2b_base64(text, strict_mode=True)
        except (ValueError, binascii.Error):
            pass
        raise CannotDecrypt(f"{self.name} holds something that is no ciphertext.")

    def _tenant_id(self, instance: Model) -> UUID | None:
        if self.tenant_from is None:
            return None
        tenant_id = getattr(instance, self.tenant_from)
        if tenant_id is None:
            raise ValueError(f"{self.name} cannot be encrypted before {self.tenant_from} of the row is known.")
        return tenant_id if isinstance(tenant_id, UUID) else UUID(str(tenant_id))

    def _binding(self, instance: Model, tenant_id: UUID | None, version: int) -> bytes:
        """Say where a ciphertext belongs; it opens nowhere else."""
        row_id = instance.pk
        if row_id is None:
            raise ValueError(f"{self.name} cannot be encrypted before the row has its id.")
        if not isinstance(row_id, UUID):
            row_id = self.model._meta.pk.to_python(row_id)  # noqa: SLF001 -- Django's API
        row = row_id.bytes if isinstance(row_id, UUID) else str(row_id).encode()
        return b"%b|%b|%b|%d" % (self._place, row, tenant_id.bytes if tenant_id else b"", version)

    @cached_property
    def _place(self) -> bytes:
        return (self.bound_as or f"{self.model._meta.db_table}|{self.column}").encode()  # noqa: SLF001 -- Django's API


def encrypted_fields(model: type[Model]) -> tuple[EncryptedTextField, ...]:
    """Give the encrypted fields of a model that lie in its own table."""
    return tuple(field for field in model._meta.local_fields if isinstance(field, EncryptedTextField))  # noqa: SLF001


@contextmanager
def _sealed_for_saving(rows: Sequence[Model], names: Iterable[str]) -> Iterator[None]:
    """Let reading the attributes give ciphertext, as `bulk_update` reads attributes instead of asking the field."""
    chosen = set(names)
    plain: list[tuple[Model, str, object]] = []
    for row in rows:
        for field in encrypted_fields(type(row)):
            if field.name in chosen and field.attname in row.__dict__:
                plain.append((row, field.attname, row.__dict__[field.attname]))
                row.__dict__[field.attname] = field.pre_save(row, add=False)
        row.__dict__[_SHOW_SEALED] = True
    try:
        yield
    finally:
        for row in rows:
            row.__dict__.pop(_SHOW_SEALED, None)
        for row, name, value in plain:
            row.__dict__[name] = value


class SealedQuerySet(models.QuerySet[ModelT]):
    """A queryset that can `bulk_update` encrypted fields; a model's own queryset inherits from it."""

    def bulk_update(self, objs: Iterable[ModelT], fields: Iterable[str], batch_size: int | None = None) -> int:
        """Update as Django does, with each text encrypted for its row."""
        rows, names = tuple(objs), tuple(fields)
        with _sealed_for_saving(rows, names):
            return super().bulk_update(rows, names, batch_size)
