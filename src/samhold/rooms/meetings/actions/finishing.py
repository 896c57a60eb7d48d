"""Finish a meeting: who was there, what was decided, who does what by when, who gets the minutes, when it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.foundation.time import day_bounds
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import StaleVersion, save_versioned
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.access.models import User
from samhold.rooms.meetings.actions import calling
from samhold.rooms.meetings.actions.calling import Details, Invitation, check_planned
from samhold.rooms.meetings.enums import AttendeeKind, AttendeeState, MeetingKind, MeetingState, OwnerKind
from samhold.rooms.meetings.models import (
    AgendaItem,
    Attendee,
    Meeting,
    MeetingAction,
    MeetingDecision,
    Minutes,
    MinutesDraft,
)
from samhold.rooms.meetings.queries.actions import OPEN_ACTION
from samhold.rooms.notices.enums import NoticeKind
from samhold.rooms.people.actions import log
from samhold.rooms.people.models import NetworkMember

if TYPE_CHECKING:
    from collections.abc import Iterable

CAME = frozenset({AttendeeState.PRESENT, AttendeeState.SENT_WORD, AttendeeState.ABSENT})
"""What can have become of an invitation when the meeting is over."""


class ActionWithoutOwner(DomainError):
    """Nobody is to do it."""

    message = _("An action needs somebody who does it. Choose who, or write it.")


class ActionWithoutDate(DomainError):
    """It has no day."""

    message = _("An action needs a day by which it is done.")


class NotBegunYet(DomainError):
    """The meeting is in the future."""

    message = _("This meeting has not begun yet. Move it if it was held earlier than planned.")


class NextBeforeThis(DomainError):
    """The next date is not after this one."""

    message = _("The next meeting must be after this one. Check the date.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAction:
    """
    Something that is to be done.

    :param owner: a worker; else `is_persons`, else `owner_words` say who.
    """

    line: int
    text: str
    due: date | None
    owner: User | None = None
    is_persons: bool = False
    owner_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """
    What came of a meeting.

    :param base_version: the version of the minutes that was checked.
    :param attendance: what became of each invitation, by its id.
    :param decisions: line and text of each.
    :param discussed: ids of the items of the agenda that were talked about.
    :param gets_minutes: ids of the invitations whose party is sent the minutes.
    :param next_at: when the next meeting is, if it is known.
    """

    base_version: int
    attendance: tuple[tuple[UUID, AttendeeState], ...] = ()
    actions: tuple[NewAction, ...] = ()
    decisions: tuple[tuple[int, str], ...] = ()
    discussed: frozenset[UUID] = frozenset()
    gets_minutes: frozenset[UUID] = frozenset()
    next_at: datetime | None = None


@transaction.atomic
def finish(*, meeting: Meeting, outcome: Outcome, by: User, now: datetime, key: MutationKey | None = None) -> Minutes:
    """
    Finish a meeting; the same `key` again returns the minutes already finished.

    Actions and decisions become rows, those who get the minutes are told, and the next meeting has what is still to be
    done on its agenda.

    :raises NotAllowed: if `by` may not plan with this person.
    :raises NotPlannedAnyMore: if the meeting is held already, or cancelled.
    :raises NotBegunYet: if it has not begun.
    :raises ActionWithoutOwner, ActionWithoutDate: if an action lacks one.
    :raises NextBeforeThis: if the next date is not after this one.
    :raises StaleVersion: if the minutes were changed since they were checked.
    """
    basis = require(by, Action.PLAN, meeting.about, Category.PLAN, now=now)
    with once(key, Minutes) as made:
        if made.is_new:
            _check(meeting, outcome, now)
            made.row = _finished_minutes(meeting, outcome, by, now)
            _record(meeting, outcome, now)
            meeting.state = MeetingState.HELD
            save_versioned(meeting, base_version=meeting.version, fields=["state"])
            _send(meeting, outcome, by=by, now=now)
            if outcome.next_at is not None:
                _plan_next(meeting, outcome.next_at, by=by, now=now)
            log.write(
                made.row, by=by, action=Action.PLAN, basis=basis, what="finished", category=Category.PLAN, now=now
            )
    return made.row


def _check(meeting: Meeting, outcome: Outcome, now: datetime) -> None:
    check_planned(meeting)
    if meeting.starts_at > now:
        raise NotBegunYet
    if outcome.next_at is not None and outcome.next_at <= meeting.starts_at:
        raise NextBeforeThis


def _finished_minutes(meeting: Meeting, outcome: Outcome, by: User, now: datetime) -> Minutes:
    minutes = Minutes.objects.filter(meeting_id=meeting.pk).first()
    if minutes is None:
        minutes = Minutes(tenant_id=meeting.tenant_id, person_id=meeting.person_id, meeting=meeting)
        minutes.saved_by, minutes.saved_at, minutes.finished_by, minutes.finished_at = by, now, by, now
        minutes.save(force_insert=True)
    else:
        minutes.finished_by, minutes.finished_at = by, now
        try:
            save_versioned(minutes, base_version=outcome.base_version, fields=["finished_by", "finished_at"])
        except StaleVersion as stale:
            raise StaleVersion(current=stale.current, rejected={}) from None
    MinutesDraft.objects.filter(meeting_id=meeting.pk, author=by).delete()
    return minutes


def _record(meeting: Meeting, outcome: Outcome, now: datetime) -> None:
    own = {"tenant_id": meeting.tenant_id, "person_id": meeting.person_id, "meeting": meeting}
    MeetingDecision.objects.bulk_create(
        MeetingDecision(line=line, text=text, **own) for line, text in outcome.decisions if text.strip()
    )
    MeetingAction.objects.bulk_create(_action(meeting, action) for action in outcome.actions)
    for state in CAME:
        keys = [attendee for attendee, became in outcome.attendance if became == state]
        Attendee.objects.filter(meeting_id=meeting.pk, pk__in=keys).update(state=state, version=F("version") + 1)
    AgendaItem.objects.filter(meeting_id=meeting.pk, pk__in=outcome.discussed).update(discussed_at=now)


def _action(meeting: Meeting, action: NewAction) -> MeetingAction:
    words = "" if action.owner is not None or action.is_persons else action.owner_words.strip()
    if action.owner is None and not action.is_persons and not words:
        raise ActionWithoutOwner
    if action.due is None:
        raise ActionWithoutDate
    return MeetingAction(
        tenant_id=meeting.tenant_id,
        person_id=meeting.person_id,
        meeting=meeting,
        line=action.line,
        text=action.text,
        owner_kind=_owner_kind(action),
        owner=action.owner,
        owner_words=words,
        due_date=action.due,
    )


def _owner_kind(action: NewAction) -> OwnerKind:
    if action.owner is not None:
        return OwnerKind.WORKER
    return OwnerKind.PERSON if action.is_persons else OwnerKind.OTHER


def _send(meeting: Meeting, outcome: Outcome, *, by: User, now: datetime) -> None:
    """Let those who get the minutes read them, and whoever is to do something reach it until it is long due."""
    rows = Attendee.objects.filter(meeting_id=meeting.pk).select_related("membership")
    getting = [row for row in rows if row.pk in outcome.gets_minutes]
    Attendee.objects.filter(pk__in=[row.pk for row in getting]).update(gets_minutes=True)
    last: dict[UUID, date] = {}
    for action in outcome.actions:
        if action.owner is not None and action.due is not None:
            last[action.owner.pk] = max(action.due, last.get(action.owner.pk, action.due))
    for row in rows:
        due = None if row.membership is None else last.get(row.membership.user_id)
        until = row.reaches_until if due is None else day_bounds(due)[1] + calling.REACHES_FOR
        if until > row.reaches_until:
            Attendee.objects.filter(pk=row.pk).update(reaches_until=until)
    calling.tell_these(meeting, getting, NoticeKind.MEETING_MINUTES, by=by, now=now)


def _plan_next(meeting: Meeting, at: datetime, *, by: User, now: datetime) -> None:
    """Call the next meeting of those who are still in the network, with what is still to be done on its agenda."""
    details = Details(
        starts_at=at,
        minutes=meeting.minutes,
        chair=meeting.chair,
        place=meeting.place,
        where=meeting.where,
        video=meeting.video,
    )
    kind = MeetingKind(meeting.kind)
    following = calling.new_meeting(person=meeting.about, kind=kind, details=details, by=by, follows=meeting)
    following.save(force_insert=True)
    rows = Attendee.objects.filter(meeting_id=meeting.pk).exclude(state=AttendeeState.WITHDRAWN)
    lines = NetworkMember.objects.filter(pk__in=rows.values("member_id")).open_at(now)
    with_person = rows.filter(kind=AttendeeKind.PERSON).exists()
    members = tuple(lines.select_related("membership__unit", "unit"))
    if members or with_person:
        calling.invite(following, Invitation(members=members, with_person=with_person), by=by, now=now)
    still_open = MeetingAction.objects.filter(person_id=meeting.about.pk, done_at__isnull=True)
    AgendaItem.objects.bulk_create(_items(following, still_open.order_by("due_date", "pk"), by))


def _items(meeting: Meeting, actions: Iterable[MeetingAction], by: User) -> list[AgendaItem]:
    return [
        AgendaItem(
            tenant_id=meeting.tenant_id,
            person_id=meeting.person_id,
            meeting=meeting,
            position=position,
            title=action.text,
            source_key=f"{OPEN_ACTION}:{action.pk}",
            added_by=by,
        )
        for position, action in enumerate(actions, start=1)
    ]
