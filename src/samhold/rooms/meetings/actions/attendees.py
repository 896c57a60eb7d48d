"""Say whether one comes to a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.meetings.access import invitation_of
from samhold.rooms.meetings.actions.calling import NotInNetwork, check_planned
from samhold.rooms.meetings.enums import AttendeeState
from samhold.rooms.people.actions import log

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.meetings.models import Attendee, Meeting


@transaction.atomic
def answer(*, meeting: Meeting, is_coming: bool, by: User, now: datetime) -> Attendee:
    """
    Say whether one comes to a meeting that one is invited to.

    :raises NotAllowed: if `by` may not know the person.
    :raises NotPlannedAnyMore: if it is held or cancelled.
    :raises NotInNetwork: if `by` is not invited (any more).
    """
    basis = require(by, Action.READ, meeting.about, Category.IDENTITY, now=now)
    check_planned(meeting)
    attendee = invitation_of(meeting, by, now)
    if attendee is None:
        raise NotInNetwork
    attendee.state = AttendeeState.COMING if is_coming else AttendeeState.SENT_WORD
    save_versioned(attendee, base_version=attendee.version, fields=["state"])
    what, category = "answered", Category.APPOINTMENTS
    log.write(attendee, by=by, action=Action.RECORD, basis=basis, what=what, category=category, now=now)
    return attendee
