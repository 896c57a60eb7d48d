"""Call a meeting about a person, move it, cancel it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.meetings.actions import calling
from samhold.rooms.meetings.actions.calling import Details, Invitation, check_planned
from samhold.rooms.meetings.enums import MeetingKind, MeetingState
from samhold.rooms.meetings.models import Meeting
from samhold.rooms.notices.enums import NoticeKind
from samhold.rooms.people.actions import log

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person


class NotCancelled(DomainError):
    """It is not cancelled."""

    message = _("This meeting is not cancelled. Open the page again to see what is true now.")


_FIELDS = ("starts_at", "minutes", "chair", "place", "where", "video")


@transaction.atomic
def call(
    *,
    person: Person,
    kind: MeetingKind,
    details: Details,
    invitation: Invitation,
    by: User,
    now: datetime,
    key: MutationKey | None = None,
) -> Meeting:
    """
    Call a meeting about a person and tell the workers who are invited; the same `key` again returns the one made.

    :raises NotAllowed: if `by` may not plan appointments with this person.
    :raises NobodyInvited: if nobody is.
    :raises NotInNetwork: if somebody who is invited is not in the person's network now.
    """
    basis = require(by, Action.PLAN, person, Category.APPOINTMENTS, now=now)
    with once(key, Meeting) as made:
        if made.is_new:
            made.row = calling.new_meeting(person=person, kind=kind, details=details, by=by)
            made.row.save(force_insert=True)
            calling.invite(made.row, invitation, by=by, now=now)
            _log(made.row, by=by, basis=basis, what="called", now=now)
    return made.row


@transaction.atomic
def change(
    *,
    meeting: Meeting,
    base_version: int,
    details: Details,
    invitation: Invitation,
    by: User,
    now: datetime,
) -> Meeting:
    """
    Change when and where a planned meeting is and who is invited; those concerned are told if it moves.

    :raises NotAllowed: if `by` may not plan appointments with this person.
    :raises NotPlannedAnyMore: if it is held or cancelled.
    :raises StaleVersion: if it was changed since; it carries both sides.
    :raises NobodyInvited, NotInNetwork: as `call`.
    """
    basis = require(by, Action.PLAN, meeting.about, Category.APPOINTMENTS, now=now)
    check_planned(meeting)
    moves = (meeting.starts_at, meeting.where, meeting.place) != (details.starts_at, details.where, details.place)
    for field in _FIELDS:
        setattr(meeting, field, getattr(details, field))
    save_versioned(meeting, base_version=base_version, fields=_FIELDS)
    calling.invite(meeting, invitation, by=by, now=now)
    if moves:
        calling.ask_again(meeting)
        calling.tell(meeting, NoticeKind.MEETING_CHANGED, by=by, now=now, unless_invited_at=now)
    _log(meeting, by=by, basis=basis, what="changed", now=now)
    return meeting


@transaction.atomic
def cancel(*, meeting: Meeting, by: User, now: datetime) -> Meeting:
    """
    Cancel a meeting that is still planned, and tell those who are invited.

    :raises NotAllowed: if `by` may not plan appointments with this person.
    :raises NotPlannedAnyMore: if it is held or cancelled.
    """
    basis = require(by, Action.PLAN, meeting.about, Category.APPOINTMENTS, now=now)
    check_planned(meeting)
    meeting.state = MeetingState.CANCELLED
    save_versioned(meeting, base_version=meeting.version, fields=["state"])
    calling.tell(meeting, NoticeKind.MEETING_CHANGED, by=by, now=now)
    _log(meeting, by=by, basis=basis, what="cancelled", now=now)
    return meeting


@transaction.atomic
def restore(*, meeting: Meeting, by: User, now: datetime) -> Meeting:
    """
    Take back a cancelling: the meeting is planned again, and those who are invited are told.

    :raises NotAllowed: if `by` may not plan appointments with this person.
    :raises NotCancelled: if it is not cancelled.
    """
    basis = require(by, Action.PLAN, meeting.about, Category.APPOINTMENTS, now=now)
    if meeting.state != MeetingState.CANCELLED:
        raise NotCancelled
    meeting.state = MeetingState.PLANNED
    save_versioned(meeting, base_version=meeting.version, fields=["state"])
    calling.tell(meeting, NoticeKind.MEETING_CHANGED, by=by, now=now)
    _log(meeting, by=by, basis=basis, what="restored", now=now)
    return meeting


def _log(meeting: Meeting, *, by: User, basis: str, what: str, now: datetime) -> None:
    category = Category.APPOINTMENTS
    log.write(meeting, by=by, action=Action.PLAN, basis=basis, what=what, category=category, now=now)
