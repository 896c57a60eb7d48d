"""Whom to call, in the person's order: add, change, take off the list and put back."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care import editions
from samhold.rooms.care.actions.crisis_plans import CrisisPlanIsClosed
from samhold.rooms.care.models import CrisisCall, CrisisEdition, CrisisPlan
from samhold.rooms.people.actions import log

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User

FIELDS = ("name", "phone", "when")
REMOVED = "removed"
"""What the edition of a line that was taken off says was done."""


class CallIncomplete(DomainError):
    """Nobody can be called without a name and a number."""

    message = _("Write both whom to call and the phone number.")


class CallStands(DomainError):
    """It was not taken off, or is back."""

    message = _("This line stands in the list.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallText:
    """Whom to call, at which number, and when."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    when: str = field(default="", repr=False)


@transaction.atomic
def add(*, plan: CrisisPlan, text: CallText, by: User, now: datetime, key: MutationKey | None = None) -> CrisisCall:
    """
    Add somebody to call, last in the list; the same `key` again returns the line already added.

    :raises NotAllowed: if `by` may not plan for crises with this person.
    :raises CrisisPlanIsClosed: if it is closed.
    :raises CallIncomplete: if name or number is missing.
    """
    basis = require(by, Action.PLAN, plan.person, Category.CRISIS, now=now)
    _check(plan, text)
    with once(key, CrisisCall) as made:
        if made.is_new:
            made.row = _inserted(plan, text)
            editions.keep(made.row, FIELDS, by=by, now=now)
            _log(made.row, "added", basis, by=by, now=now)
    return made.row


@transaction.atomic
def change(*, call: CrisisCall, text: CallText, base_version: int, by: User, now: datetime) -> CrisisCall:
    """
    Save whom to call.

    :raises NotAllowed, CrisisPlanIsClosed, CallIncomplete: as `add`.
    :raises StaleVersion: if somebody saved the line in the meantime; it carries both texts.
    """
    basis = require(by, Action.PLAN, call.person, Category.CRISIS, now=now)
    _check(call.plan, text)
    if editions.save(call, _values(text), base_version=base_version, by=by, now=now):
        _log(call, "changed", basis, by=by, now=now)
    return call


@transaction.atomic
def remove(*, call: CrisisCall, by: User, now: datetime) -> CrisisEdition:
    """
    Take somebody off the list, and return the edition that it can be put back from.

    :raises NotAllowed, CrisisPlanIsClosed: as `add`.
    """
    basis = require(by, Action.PLAN, call.person, Category.CRISIS, now=now)
    if not call.plan.is_open:
        raise CrisisPlanIsClosed
    content = {name: getattr(call, name) for name in FIELDS}
    kept = editions.keep_as(call, content, REMOVED, by=by, now=now)
    assert isinstance(kept, CrisisEdition)
    _log(call, "removed", basis, by=by, now=now)
    call.delete()
    return kept


@transaction.atomic
def put_back(*, edition: CrisisEdition, by: User, now: datetime) -> CrisisCall:
    """
    Put somebody back who was taken off the list, last in it.

    :raises NotAllowed, CrisisPlanIsClosed: as `add`.
    :raises CallStands: if nobody was taken off then, or they stand there again.
    """
    basis = require(by, Action.PLAN, edition.person, Category.CRISIS, now=now)
    plan = edition.plan
    text = CallText(**{name: json.loads(edition.content).get(name, "") for name in FIELDS})
    standing = [(call.name, call.phone, call.when) for call in plan.calls.all()]
    if edition.fields != REMOVED or (text.name, text.phone, text.when) in standing:
        raise CallStands
    _check(plan, text)
    call = _inserted(plan, text)
    editions.keep(call, FIELDS, by=by, now=now)
    _log(call, "put back", basis, by=by, now=now)
    return call


def _inserted(plan: CrisisPlan, text: CallText) -> CrisisCall:
    CrisisPlan.objects.select_for_update().get(pk=plan.pk)
    last: int | None = plan.calls.aggregate(last=Max("position"))["last"]
    position = (last or 0) + 1
    call = CrisisCall(tenant_id=plan.tenant_id, person_id=plan.person_id, plan=plan, position=position)
    editions.take_over(call, _values(text))
    call.save(force_insert=True)
    return call


def _values(text: CallText) -> dict[str, object]:
    return {name: getattr(text, name) for name in FIELDS}


def _check(plan: CrisisPlan, text: CallText) -> None:
    if not plan.is_open:
        raise CrisisPlanIsClosed
    if not (text.name.strip() and text.phone.strip()):
        raise CallIncomplete


def _log(call: CrisisCall, what: str, basis: str, *, by: User, now: datetime) -> None:
    log.write(call, by=by, action=Action.PLAN, basis=basis, what=what, category=Category.CRISIS, now=now)
