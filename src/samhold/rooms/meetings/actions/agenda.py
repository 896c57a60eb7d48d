"""Put something on a meeting's agenda, take it off, and mark that it was talked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.meetings.actions.calling import check_planned
from samhold.rooms.meetings.agenda_sources import suggestions
from samhold.rooms.meetings.models import AgendaItem, Meeting
from samhold.rooms.people.actions import log

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User


class ItemSaysNothing(DomainError):
    """An item without a word."""

    message = _("Write what the item is about.")


class NotOffered(DomainError):
    """No source has it now."""

    message = _("This can no longer be put on the agenda. Open the page again to see what is true now.")


class OnAgendaAlready(DomainError):
    """It stands there."""

    message = _("This is on the agenda already.")


@transaction.atomic
def add(*, meeting: Meeting, title: str, by: User, now: datetime, key: MutationKey | None = None) -> AgendaItem:
    """
    Put something typed on the agenda of a planned meeting; the same `key` again returns the item already made.

    :raises NotAllowed: if `by` may not plan with this person.
    :raises NotPlannedAnyMore: if the meeting is held or cancelled.
    :raises ItemSaysNothing: if it is empty.
    """
    basis = require(by, Action.PLAN, meeting.about, Category.PLAN, now=now)
    check_planned(meeting)
    if not title.strip():
        raise ItemSaysNothing
    with once(key, AgendaItem) as made:
        if made.is_new:
            made.row = _insert(meeting, title.strip(), "", by)
            _log(made.row, by=by, basis=basis, what="added", now=now)
    return made.row


@transaction.atomic
def add_from_source(*, meeting: Meeting, source_key: str, by: User, now: datetime) -> AgendaItem:
    """
    Put something that a source has on the agenda of a planned meeting.

    :raises NotAllowed, NotPlannedAnyMore: as `add`.
    :raises NotOffered: if no source has it for this person now.
    :raises OnAgendaAlready: if it stands there.
    """
    basis = require(by, Action.PLAN, meeting.about, Category.PLAN, now=now)
    check_planned(meeting)
    found = suggestions(person=meeting.about, viewer=by, now=now)
    title = next((suggestion.title for suggestion in found if suggestion.key == source_key), "")
    if not title:
        raise NotOffered
    item = _insert(meeting, title, source_key, by)
    _log(item, by=by, basis=basis, what="added", now=now)
    return item


@transaction.atomic
def remove(*, item: AgendaItem, by: User, now: datetime) -> str:
    """
    Take an item off the agenda of a planned meeting; returns what it said, so that it can be put back.

    :raises NotAllowed, NotPlannedAnyMore: as `add`.
    """
    basis = require(by, Action.PLAN, item.about, Category.PLAN, now=now)
    check_planned(item.meeting)
    title = str(item.title)
    _log(item, by=by, basis=basis, what="removed", now=now)
    item.delete()
    return title


@transaction.atomic
def open_in_meeting(*, meeting: Meeting, source_key: str, by: User, now: datetime) -> AgendaItem:
    """
    Mark that something of a source was opened in a meeting, and so talked about; it comes on the agenda if it is not.

    `queries.meetings.last_discussed` tells when it last was.

    :raises NotAllowed: if `by` may not plan with this person.
    :raises NotOffered: if it is not on the agenda and no source has it.
    """
    basis = require(by, Action.PLAN, meeting.about, Category.PLAN, now=now)
    item = AgendaItem.objects.filter(meeting_id=meeting.pk, source_key=source_key).first()
    if item is None:
        found = suggestions(person=meeting.about, viewer=by, now=now)
        title = next((suggestion.title for suggestion in found if suggestion.key == source_key), "")
        if not title:
            raise NotOffered
        item = _insert(meeting, title, source_key, by)
    item.discussed_at = now
    item.save(update_fields=["discussed_at"])
    _log(item, by=by, basis=basis, what="discussed", now=now)
    return item


def _insert(meeting: Meeting, title: str, source_key: str, by: User) -> AgendaItem:
    last = AgendaItem.objects.filter(meeting_id=meeting.pk).aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem(
        tenant_id=meeting.tenant_id,
        person_id=meeting.person_id,
        meeting=meeting,
        position=last + 1,
        title=title,
        source_key=source_key,
        added_by=by,
    )
    try:
        with transaction.atomic():
            item.save(force_insert=True)
    except IntegrityError as error:
        raise OnAgendaAlready from error
    return item


def _log(item: AgendaItem, *, by: User, basis: str, what: str, now: datetime) -> None:
    log.write(item, by=by, action=Action.PLAN, basis=basis, what=what, category=Category.PLAN, now=now)
