"""
Keys: one key-encryption key outside the database wraps a data key per tenant inside it.

Somebody with the database alone can read nothing that is encrypted; somebody with the key-encryption key alone neither.
A data key is made on first use. Unwrapped keys stay in the memory of the process.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from samhold.infrastructure.models import DataKey, KeyPurpose

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

KEY_LENGTH: Final = 32
NONCE_LENGTH: Final = 12
# How long a process may go on writing with a version that another process has replaced.
CURRENT_FOR_SECONDS: Final = 30.0


class CannotDecrypt(Exception):
    """Say that a value cannot be read: wrong key, retired key, or a value that was changed or moved."""


@dataclass(frozen=True, slots=True)
class Key:
    """One unwrapped key; its bytes are never shown."""

    version: int
    secret: bytes
    cipher: AESGCM

    def __repr__(self) -> str:
        return f"<Key version {self.version}>"


Slot: TypeAlias = tuple[tuple[object, ...], "UUID | None", str]
_versions: dict[tuple[Slot, int], Key] = {}
_current: dict[Slot, tuple[Key, float]] = {}


class _Uncommitted(threading.local):
    """The keys that the open transaction of this thread has made, each with the callback that waits for its commit."""

    def __init__(self) -> None:
        self.made: dict[tuple[Slot, int], tuple[Key, Callable[[], None]]] = {}


_uncommitted = _Uncommitted()


def forget() -> None:
    """Forget every unwrapped key of this process, as at a restart."""
    _versions.clear()
    _current.clear()
    _uncommitted.made.clear()


def current_key(tenant_id: UUID | None) -> Key:
    """Give the key for new values of a tenant (`None`: of the installation); the first is made when asked for."""
    return _current_key(tenant_id, KeyPurpose.DATA)


def key_of_version(tenant_id: UUID | None, version: int) -> Key:
    """
    Give one version of a tenant's key.

    :raises CannotDecrypt: if it does not exist or is retired.
    """
    slot = _slot(tenant_id, KeyPurpose.DATA)
    return _versions.get((slot, version)) or _uncommitted_key(slot, version) or _load(slot, version)


def blind_index(kind: str, normalised: str) -> str:
    """
    Make the look-up value of a text that is itself encrypted: equal texts of one kind, and only those, are equal.

    :param kind: what the text is, so that a telephone number never equals a national number.
    :param normalised: the text in its one written form; the caller normalises.
    """
    key = _current_key(None, KeyPurpose.INDEX)
    return hmac.digest(key.secret, f"{kind}\x1f{normalised}".encode(), hashlib.sha256).hex()


def add_version(tenant_id: UUID | None) -> int:
    """Make the next version of a tenant's data key; other processes write with it within `CURRENT_FOR_SECONDS`."""
    slot = _slot(tenant_id, KeyPurpose.DATA)
    latest = _rows(slot).order_by("-version").values_list("version", flat=True).first()
    with transaction.atomic():
        key = _create(slot, (latest or 0) + 1)
    _current.pop(slot, None)
    return key.version


def retire_version(tenant_id: UUID | None, version: int, *, now: datetime) -> None:
    """Take a version out of use: values that still carry it can no longer be read."""
    slot = _slot(tenant_id, KeyPurpose.DATA)
    _rows(slot).filter(version=version).update(retired_at=now)
    _versions.pop((slot, version), None)
    _uncommitted.made.pop((slot, version), None)
    _current.pop(slot, None)


def versions_in_use(tenant_id: UUID | None) -> tuple[int, ...]:
    """Give the versions of a tenant's data key that are not retired, oldest first."""
    rows = _rows(_slot(tenant_id, KeyPurpose.DATA)).filter(retired_at=None)
    return tuple(rows.order_by("version").values_list("version", flat=True))


def tenants_with_keys() -> tuple[UUID | None, ...]:
    """Give every tenant that has a data key; `None` is the installation."""
    rows = DataKey.objects.filter(purpose=KeyPurpose.DATA).order_by("tenant_id")
    return tuple(rows.values_list("tenant_id", flat=True).distinct())


def rewrap(previous: bytes | str) -> int:
    """
    Wrap every key anew with the key-encryption key in the settings, after it was replaced; give their number.

    :param previous: the key-encryption key that they are wrapped with, as bytes or base64.
    :raises CannotDecrypt: if it is not that one; nothing is changed then.
    """
    with transaction.atomic():
        rows = list(DataKey.objects.select_for_update())
        for row in rows:
            binding = _binding(row.tenant_id, row.purpose, row.version)
            row.wrapped = _wrap(_unwrap(bytes(row.wrapped), binding, _as_bytes(previous)), binding)
        DataKey.objects.bulk_update(rows, ["wrapped"], batch_size=500)
    forget()
    return len(rows)


def _slot(tenant_id: UUID | None, purpose: str) -> Slot:
    """Name whose key is meant, in which database: a process may open several after one another."""
    where = connection.settings_dict
    return (where["NAME"], where.get("HOST"), where.get("PORT")), tenant_id, purpose


def _current_key(tenant_id: UUID | None, purpose: str) -> Key:
    slot = _slot(tenant_id, purpose)
    known = _current.get(slot)
    if known is not None and time.monotonic() < known[1]:
        return known[0]
    return _uncommitted_key(slot, None) or _find_current(slot) or _make_first(slot)


def _find_current(slot: Slot) -> Key | None:
    rows = _rows(slot).filter(retired_at=None).order_by("-version")
    found = rows.values_list("version", "wrapped").first()
    if found is None:
        return None
    key = _versions.get((slot, found[0])) or _keep(slot, found[0], bytes(found[1]))
    _current[slot] = (key, _expiry(slot))
    return key


def _expiry(slot: Slot) -> float:
    """An index key is never replaced, so it need not be asked for again."""
    return float("inf") if slot[2] == KeyPurpose.INDEX else time.monotonic() + CURRENT_FOR_SECONDS


def _make_first(slot: Slot) -> Key:
    """Make the first key; when another process was quicker, its key is the one."""
    try:
        with transaction.atomic():
            return _create(slot, 1)
    except IntegrityError:
        key = _find_current(slot)
        if key is None:
            raise
        return key


def _create(slot: Slot, version: int) -> Key:
    _where, tenant_id, purpose = slot
    secret = os.urandom(KEY_LENGTH)
    wrapped = _wrap(secret, _binding(tenant_id, purpose, version))
    DataKey.objects.create(tenant_id=tenant_id, purpose=purpose, version=version, wrapped=wrapped)
    key = Key(version, secret, AESGCM(secret))
    _keep_when_committed(slot, key)
    return key


def _keep_when_committed(slot: Slot, key: Key) -> None:
    """
    Remember a key that this transaction made: others of the process only once it is committed.

    A key that is rolled back must be forgotten, or values would be encrypted with a key that is nowhere.
    """

    def keep() -> None:
        _versions[slot, key.version] = key
        _current[slot] = (key, _expiry(slot))

    _uncommitted.made[slot, key.version] = (key, keep)
    transaction.on_commit(keep)


def _uncommitted_key(slot: Slot, version: int | None) -> Key | None:
    """Give a key that the open transaction has made; its waiting callback shows that it was not rolled back."""
    made = _uncommitted.made
    if not made:
        return None
    waiting = {id(entry[1]) for entry in connection.run_on_commit}
    for place in [place for place, (_key, keep) in made.items() if id(keep) not in waiting]:
        del made[place]
    keys = [key for place, (key, _keep) in made.items() if place[0] == slot and version in {None, place[1]}]
    return max(keys, key=lambda key: key.version, default=None)


def _load(slot: Slot, version: int) -> Key:
    found = _rows(slot).filter(version=version).values_list("wrapped", "retired_at").first()
    if found is None:
        raise CannotDecrypt(f"Key version {version} of tenant {slot[1]} does not exist in this database.")
    wrapped, retired_at = found
    if retired_at is not None:
        raise CannotDecrypt(f"Key version {version} of tenant {slot[1]} is retired.")
    return _keep(slot, version, bytes(wrapped))


def _keep(slot: Slot, version: int, wrapped: bytes) -> Key:
    _where, tenant_id, purpose = slot
    secret = _unwrap(wrapped, _binding(tenant_id, purpose, version), _key_encryption_key())
    key = Key(version, secret, AESGCM(secret))
    _versions[slot, version] = key
    return key


def _rows(slot: Slot) -> QuerySet[DataKey]:
    return DataKey.objects.filter(tenant_id=slot[1], purpose=slot[2])


def _binding(tenant_id: UUID | None, purpose: str, version: int) -> bytes:
    return f"{tenant_id or ''}|{purpose}|{version}".encode()


def _key_encryption_key() -> bytes:
    """Read the key-encryption key of the settings."""
    value: bytes | str = settings.SAMHOLD_KEK
    return _as_bytes(value)


def _as_bytes(key: bytes | str) -> bytes:
    """Take a key as 32 bytes, or as their base64 as it stands in the environment."""
    return key if isinstance(key, bytes) else base64.b64decode(key)


def _wrap(secret: bytes, binding: bytes) -> bytes:
    nonce = os.urandom(NONCE_LENGTH)
    return nonce + AESGCM(_key_encryption_key()).encrypt(nonce, secret, binding)


def _unwrap(wrapped: bytes, binding: bytes, key_encryption_key: bytes) -> bytes:
    try:
        return AESGCM(key_encryption_key).decrypt(wrapped[:NONCE_LENGTH], wrapped[NONCE_LENGTH:], binding)
    except InvalidTag:
        raise CannotDecrypt(
            "The key-encryption key is not the one that this database was written with; check SAMHOLD_KEK."
        ) from None
