"""Add to what the next shift reads, and say that one has read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.rooms.access.actions import audit
from samhold.rooms.access.engine import NotInTable, require_without_person
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.care.models import HandOver, HandOverRead
from samhold.rooms.organisations.access import memberships_of

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.access.models import User
    from samhold.rooms.organisations.models import Unit

_CATEGORY = Category.CONTACTS


class NothingWritten(DomainError):
    """No word."""

    field: ClassVar[str] = "text"
    message = _("Write what the next shift should know.")


@transaction.atomic
def add(*, unit: Unit, text: str, by: User, now: datetime, key: MutationKey | None = None) -> HandOver:
    """
    Add a note for those who come after; the same `key` again returns the row made.

    :raises NotAllowed: if `by` does not work in the unit, in a role that helps persons.
    :raises NothingWritten: if it is empty.
    """
    basis = require_in_unit(by=by, action=Action.RECORD, unit_id=unit.pk, now=now)
    if not text.strip():
        raise NothingWritten
    with once(key, HandOver) as made:
        if made.is_new:
            tenant_id = unit.organisation_id
            made.row = HandOver.objects.create(
                unit=unit, tenant_id=tenant_id, text=text.strip(), written_at=now, written_by=by
            )
            _log(made.row, by=by, basis=basis, now=now)
    return made.row


@transaction.atomic
def mark_read(*, unit: Unit, until: datetime, by: User, now: datetime) -> HandOverRead:
    """
    Say that one has read what happened until an instant; the next hand-over begins there.

    :param until: what the page that was read went up to; never later than now, nor earlier than last time.
    :raises NotAllowed: if `by` does not work in the unit, in a role that helps persons.
    """
    require_in_unit(by=by, action=Action.READ, unit_id=unit.pk, now=now)
    read, _is_new = HandOverRead.objects.get_or_create(unit=unit, user=by, defaults={"read_at": min(until, now)})
    if read.read_at < min(until, now):
        read.read_at = min(until, now)
        read.save(update_fields=["read_at"])
    return read


def require_in_unit(*, by: User, action: Action, unit_id: UUID, now: datetime) -> str:
    """
    Return the basis on which somebody reads or writes the hand-over of a unit: they help persons from there.

    :raises NotAllowed: if they do not.
    """
    basis = require_without_person(by, action, _CATEGORY, now=now, purpose=Purpose.CARE)
    if not memberships_of(by.pk, now).filter(unit_id=unit_id).exists():
        note(Refusal(action=action, at=now, actor_id=by.pk, category=_CATEGORY, subject="hand-over"))
        raise NotInTable
    return basis


def _log(row: HandOver, *, by: User, basis: str, now: datetime) -> None:
    audit.write(
        audit.Event(
            action=Action.RECORD,
            at=now,
            actor_id=by.pk,
            tenant_id=row.tenant_id,
            subject=f"{row._meta.label_lower} {row.pk} added",  # noqa: SLF001 -- Django's API
            categories=(_CATEGORY,),
            basis=basis,
        )
    )
