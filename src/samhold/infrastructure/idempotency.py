"""Writes that are asked for twice happen once: a lost answer, a double tap, a phone that sends again."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Generic, TypeVar
from uuid import UUID

from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError, NotAvailable
from samhold.infrastructure.keyring import blind_index
from samhold.infrastructure.models import Mutation

if TYPE_CHECKING:
    from collections.abc import Iterator

RowT = TypeVar("RowT", bound=models.Model)


class KeyReused(DomainError):
    """Say that the key was used for another write, or by somebody else."""

    message = _("This form was already sent with other content. Open the page again before you send it.")


@dataclass(frozen=True, slots=True)
class MutationKey:
    """
    The key of one write: made with the form, sent with it, and bound to who sends it.

    :param payload: what was sent, as plain values; another payload under the same key is refused.
    :param sent_at: when it was sent; keys are forgotten some time after.
    """

    value: UUID
    actor_id: UUID | None = None
    payload: object = None
    sent_at: datetime = field(kw_only=True, compare=False)


class Made(Generic[RowT]):
    """The row that a write makes, or made when it was asked for the first time."""

    def __init__(self, row: RowT | None = None) -> None:
        self.is_new = row is None
        self._row = row

    @property
    def row(self) -> RowT:
        """Give the row."""
        if self._row is None:
            raise AssertionError("the write has made no row yet")
        return self._row

    @row.setter
    def row(self, row: RowT) -> None:
        self._row = row


@contextmanager
def once(key: MutationKey | None, model: type[RowT], *, payload: object = None) -> Iterator[Made[RowT]]:
    """
    Let the block make a row, unless the key has already made one, which is then given instead.

    The key is used up in the same transaction as the effect: both are there afterwards, or neither.

    :param key: `None` for writes that nobody can repeat, as an import's or the generator's.
    :param payload: what was sent, instead of the key's own.
    :raises KeyReused: if the key came with another payload, from another actor or for another kind of row.
    :raises NotAvailable: if the row is gone since.
    """
    if key is None:
        made: Made[RowT] = Made()
        yield made
        return
    with transaction.atomic():
        wanted = _mutation(key, model, key.payload if payload is None else payload)
        if not _is_first(wanted):
            yield Made(_row_made(wanted, model))
            return
        made = Made()
        yield made
        Mutation.objects.filter(key=key.value).update(made_id=made.row.pk)


def forget_before(at: datetime) -> int:
    """Delete the keys of writes that nobody will repeat any more; give their number."""
    return Mutation.objects.filter(created_at__lt=at).delete()[0]


def _mutation(key: MutationKey, model: type[models.Model], payload: object) -> Mutation:
    """The payload is kept as a keyed hash: a plain one of a short text could be guessed."""
    written = json.dumps(payload, sort_keys=True, default=str, ensure_ascii=False)
    return Mutation(
        key=key.value,
        actor_id=key.actor_id,
        payload_hash=blind_index("mutation", written),
        made_model=model._meta.label_lower,  # noqa: SLF001 -- Django's API
        created_at=key.sent_at,
    )


def _is_first(mutation: Mutation) -> bool:
    """Claim the key; whoever claims it at the same moment waits until this transaction ends."""
    columns = Mutation._meta.concrete_fields  # noqa: SLF001 -- Django's API
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in columns)
    places = ", ".join(["%s"] * len(columns))
    values = [field.get_db_prep_save(field.pre_save(mutation, add=True), connection) for field in columns]
    table = connection.ops.quote_name(Mutation._meta.db_table)  # noqa: SLF001 -- Django's API
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) VALUES ({places}) ON CONFLICT (key) DO NOTHING",  # noqa: S608 -- no input
            values,
        )
        return bool(cursor.rowcount == 1)


def _row_made(wanted: Mutation, model: type[RowT]) -> RowT:
    found = Mutation.objects.get(key=wanted.key)
    same = ("actor_id", "payload_hash", "made_model")
    if found.made_id is None or any(getattr(found, name) != getattr(wanted, name) for name in same):
        raise KeyReused
    row = model._base_manager.filter(pk=found.made_id).first()  # noqa: SLF001 -- Django's API: never a scoped manager
    if row is None:
        raise NotAvailable
    return row
