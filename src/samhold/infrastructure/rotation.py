"""
Key rotation while everybody works: every value is encrypted anew, row by row, and the old key is taken out of use.

It may be interrupted at any time; the next run goes on with what is left.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.apps import apps
from django.db import connection, models

from samhold.infrastructure import keyring
from samhold.infrastructure.database import maintenance
from samhold.infrastructure.fields import EncryptedTextField, Sealed, encrypted_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

BATCH: Final = 500


class NotTheOwner(Exception):
    """Say that rotation was started as a role that does not see every row; nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """What one run did for one tenant."""

    tenant_id: UUID | None
    version: int
    retired: tuple[int, ...]
    values: int


def rotate(
    tenant_id: UUID | None = None,
    *,
    now: datetime,
    batch: int = BATCH,
    progress: Callable[[int], None] | None = None,
    settle_seconds: float = keyring.CURRENT_FOR_SECONDS,
    all_models: Iterable[type[models.Model]] | None = None,
) -> Rotation:
    """
    Give one tenant a new data key and encrypt all its values with it; go on with a run that was interrupted.

    :param tenant_id: `None` for the installation's own values.
    :param now: from when the versions before are said to be retired.
    :param progress: told how many values were encrypted anew so far.
    :param settle_seconds: how long other processes may still write with the old key; a second pass takes those.
    :param all_models: the models to look in, instead of all that are installed.
    :raises NotTheOwner: on PostgreSQL, if row-level security could hide rows from this role.
    """
    chosen = _models_with_encryption(all_models)
    _require_every_row_visible(chosen)
    old = keyring.versions_in_use(tenant_id)
    if len(old) < 2:  # noqa: PLR2004 -- two versions in use: a run was interrupted
        keyring.add_version(tenant_id)
    *retiring, version = keyring.versions_in_use(tenant_id)
    count = _Count(progress)
    _encrypt_anew(chosen, tenant_id, batch, count)
    if retiring:
        time.sleep(settle_seconds)
        _encrypt_anew(chosen, tenant_id, batch, count)
    for number in retiring:
        keyring.retire_version(tenant_id, number, now=now)
    return Rotation(tenant_id=tenant_id, version=version, retired=tuple(retiring), values=count.values)


def rotate_keys(
    *,
    now: datetime,
    batch: int = BATCH,
    progress: Callable[[UUID | None, int], None] | None = None,
    settle_seconds: float = keyring.CURRENT_FOR_SECONDS,
    all_models: Iterable[type[models.Model]] | None = None,
) -> tuple[Rotation, ...]:
    """
    Rotate the keys of every tenant and of the installation, one after another.

    :param progress: told the tenant and how many of its values are done.
    """
    chosen = tuple(_models_with_encryption(all_models))
    done = []
    for tenant_id in keyring.tenants_with_keys():

        def told(values: int, tenant_id: UUID | None = tenant_id) -> None:
            if progress is not None:
                progress(tenant_id, values)

        done.append(
            rotate(tenant_id, now=now, batch=batch, progress=told, settle_seconds=settle_seconds, all_models=chosen),
        )
    return tuple(done)


class _Count:
    """Counts values and tells."""

    def __init__(self, progress: Callable[[int], None] | None) -> None:
        self.values = 0
        self._progress = progress

    def add(self, values: int) -> None:
        self.values += values
        if self._progress is not None:
            self._progress(self.values)


def _models_with_encryption(all_models: Iterable[type[models.Model]] | None) -> list[type[models.Model]]:
    candidates = apps.get_models() if all_models is None else all_models
    return [model for model in candidates if encrypted_fields(model) and not model._meta.proxy]  # noqa: SLF001


def _require_every_row_visible(chosen: Iterable[type[models.Model]]) -> None:
    """A row that is hidden during rotation would be unreadable after it."""
    if connection.vendor != "postgresql":
        return
    for model in chosen:
        table = model._meta.db_table  # noqa: SLF001 -- Django's API
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = %s::regclass",
                [f'"{table}"'],
            )
            (is_owner,) = cursor.fetchone() or (False,)
        if not is_owner:
            raise NotTheOwner(f"Rotation needs the owner of the table {table}; start it with DATABASE_OWNER_URL.")


def _encrypt_anew(chosen: Iterable[type[models.Model]], tenant_id: UUID | None, batch: int, count: _Count) -> None:
    for model in chosen:
        fields = [field for field in encrypted_fields(model) if (field.tenant_from is None) == (tenant_id is None)]
        if not fields:
            continue
        last: object = None
        while True:
            with maintenance():
                rows = _next_rows(model, fields[0], tenant_id, last, batch)
                count.add(sum(_encrypt_row(row, fields) for row in rows))
            if len(rows) < batch:
                break
            last = rows[-1].pk


def _next_rows(
    model: type[models.Model], field: EncryptedTextField, tenant_id: UUID | None, last: object, batch: int
) -> list[models.Model]:
    rows = model._base_manager.order_by("pk")  # noqa: SLF001 -- Django's API: never a scoped manager
    if field.tenant_from is not None:
        rows = rows.filter(**{field.tenant_from: tenant_id})
    if last is not None:
        rows = rows.filter(pk__gt=last)
    return list(rows[:batch])


def _encrypt_row(row: models.Model, fields: Iterable[EncryptedTextField]) -> int:
    """Replace just the ciphertext that was read: what somebody saves meanwhile is theirs, and already new."""
    done = 0
    for field in fields:
        held = row.__dict__[field.attname]
        if not isinstance(held, Sealed):
            continue
        tenant_id = None if field.tenant_from is None else getattr(row, field.tenant_from)
        if held.key_version == keyring.current_key(tenant_id).version:
            continue
        anew = Sealed(field.sealed(row, field.opened(row, held.token)))
        same = type(row)._base_manager.filter(pk=row.pk, **{field.attname: held})  # noqa: SLF001 -- Django's API
        done += same.update(**{field.attname: anew})
    return done
