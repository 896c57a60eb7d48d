"""Write the minutes of a meeting: saved by several, kept as a draft by each, finished once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.infrastructure.versioned import StaleVersion, save_versioned
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.meetings.enums import MeetingState
from samhold.rooms.meetings.models import Meeting, Minutes, MinutesDraft
from samhold.rooms.people.actions import log

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User


class MeetingCancelled(DomainError):
    """Nothing was said in it."""

    message = _("This meeting is cancelled. Take the cancelling back before you write minutes.")


@transaction.atomic
def save(*, meeting: Meeting, text: str, base_version: int, by: User, now: datetime) -> Minutes:
    """
    Save the minutes; the writer's draft has become them, and goes.

    :param base_version: the version that the writer had before their eyes; nought when there were none.
    :raises NotAllowed: if `by` may not plan with this person.
    :raises MeetingCancelled: if the meeting is.
    :raises StaleVersion: if somebody saved since; it carries both texts.
    """
    basis = require(by, Action.PLAN, meeting.about, Category.PLAN, now=now)
    if meeting.state == MeetingState.CANCELLED:
        raise MeetingCancelled
    minutes = Minutes.objects.filter(meeting_id=meeting.pk).first()
    if minutes is None:
        minutes = _begin(meeting, text, by, now)
    else:
        minutes.text, minutes.saved_by, minutes.saved_at = text, by, now
        save_versioned(minutes, base_version=base_version, fields=["text", "saved_by", "saved_at"])
    MinutesDraft.objects.filter(meeting_id=meeting.pk, author=by).delete()
    log.write(minutes, by=by, action=Action.PLAN, basis=basis, what="saved", category=Category.PLAN, now=now)
    return minutes


@transaction.atomic
def keep_draft(*, meeting: Meeting, text: str, base_version: int, by: User, now: datetime) -> MinutesDraft:
    """
    Keep what is being typed, encrypted, as the author's only draft of this meeting's minutes.

    :raises NotAllowed: if `by` may not plan with this person.
    """
    basis = require(by, Action.PLAN, meeting.about, Category.PLAN, now=now)
    draft = MinutesDraft.objects.select_for_update().filter(meeting_id=meeting.pk, author=by).first()
    is_new = draft is None
    if draft is None:
        draft = MinutesDraft(tenant_id=meeting.tenant_id, person_id=meeting.person_id, meeting=meeting, author=by)
    draft.text, draft.base_version, draft.saved_at = text, base_version, now
    draft.save(force_insert=is_new)
    if is_new:
        log.write(draft, by=by, action=Action.PLAN, basis=basis, what="begun", category=Category.PLAN, now=now)
    return draft


@transaction.atomic
def discard_draft(*, meeting: Meeting, by: User, now: datetime) -> int:
    """
    Throw away one's own draft; returns how many there were (nought or one).

    :raises NotAllowed: if `by` may not plan with this person.
    """
    require(by, Action.PLAN, meeting.about, Category.PLAN, now=now)
    return MinutesDraft.objects.filter(meeting_id=meeting.pk, author=by).delete()[0]


def _begin(meeting: Meeting, text: str, by: User, now: datetime) -> Minutes:
    """Make the minutes; whoever began at the same moment was first, and both texts are kept."""
    minutes = Minutes(
        tenant_id=meeting.tenant_id,
        person_id=meeting.person_id,
        meeting=meeting,
        text=text,
        saved_by=by,
        saved_at=now,
    )
    try:
        with transaction.atomic():
            minutes.save(force_insert=True)
    except IntegrityError:
        current = Minutes.objects.get(meeting_id=meeting.pk)
        raise StaleVersion(current=current, rejected={"text": text}) from None
    return minutes
