"""Tick off what was to be done after a meeting, and take the tick back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.people.actions import log

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.meetings.models import MeetingAction


class DoneAlready(DomainError):
    """It is done."""

    message = _("This has been ticked off already.")


class NotDone(DomainError):
    """It is not done."""

    message = _("This is not ticked off. Open the page again to see what is true now.")


@transaction.atomic
def tick(*, action: MeetingAction, by: User, now: datetime) -> MeetingAction:
    """
    Tick off something that is done.

    :raises NotAllowed: if it is another's, and `by` may not plan with this person.
    :raises DoneAlready: if it is ticked off.
    """
    basis = require_to_tick(action=action, by=by, now=now)
    if action.done_at is not None:
        raise DoneAlready
    action.done_at, action.done_by = now, by
    return _save(action, by=by, basis=basis, what="done", now=now)


@transaction.atomic
def untick(*, action: MeetingAction, by: User, now: datetime) -> MeetingAction:
    """
    Take back a tick.

    :raises NotAllowed: as `tick`.
    :raises NotDone: if it is not ticked off.
    """
    basis = require_to_tick(action=action, by=by, now=now)
    if action.done_at is None:
        raise NotDone
    action.done_at, action.done_by = None, None
    return _save(action, by=by, basis=basis, what="undone", now=now)


def require_to_tick(*, action: MeetingAction, by: User, now: datetime) -> str:
    """
    Return the basis on which somebody may tick something off: it is theirs to do, or they plan with the person.

    :raises NotAllowed: if it is neither, or they may not know the person.
    """
    is_own = action.owner_id == by.pk
    needed = (Action.READ, Category.IDENTITY) if is_own else (Action.PLAN, Category.PLAN)
    return require(by, needed[0], action.about, needed[1], now=now)


def _save(action: MeetingAction, *, by: User, basis: str, what: str, now: datetime) -> MeetingAction:
    save_versioned(action, base_version=action.version, fields=["done_at", "done_by"])
    log.write(action, by=by, action=Action.RECORD, basis=basis, what=what, category=Category.PLAN, now=now)
    return action
