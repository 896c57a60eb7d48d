"""What calling a meeting and setting its next date share: the meeting's row, the invitations, and who is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.rooms.access.enums import Role
from samhold.rooms.access.models import User
from samhold.rooms.meetings.enums import AttendeeKind, AttendeeState, MeetingKind, MeetingState
from samhold.rooms.meetings.models import Attendee, Meeting
from samhold.rooms.notices import actions as notices
from samhold.rooms.notices.enums import Level, NoticeKind
from samhold.rooms.organisations.models import Membership, Place
from samhold.rooms.people.enums import NetworkRole, PartyKind
from samhold.rooms.people.models import NetworkMember

if TYPE_CHECKING:
    from uuid import UUID

    from samhold.rooms.people.models import Person

REACHES_FOR = timedelta(days=30)
"""How long after a meeting somebody who is only invited still reaches it: long enough to read the minutes."""


class NotPlannedAnyMore(DomainError):
    """It is held or cancelled."""

    message = _("This meeting is no longer planned. Open the page again to see what is true now.")


class NobodyInvited(DomainError):
    """Nobody is."""

    message = _("Choose at least one to invite.")


class NotInNetwork(DomainError):
    """Somebody is not in the network."""

    message = _("One of those you chose is no longer in the person's network. Open the page again and choose anew.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """When, how long, where or on which video link, and who leads it."""

    starts_at: datetime
    chair: User
    minutes: int = 60
    place: Place | None = None
    where: str = ""
    video: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Who is to come: lines of the person's network, and the person."""

    members: tuple[NetworkMember, ...]
    with_person: bool = True


def check_planned(meeting: Meeting) -> None:
    """
    Let pass what is still to be held.

    :raises NotPlannedAnyMore: if it is held or cancelled.
    """
    if meeting.state != MeetingState.PLANNED:
        raise NotPlannedAnyMore


def new_meeting(
    *,
    person: Person,
    kind: MeetingKind,
    details: Details,
    by: User,
    follows: Meeting | None = None,
) -> Meeting:
    """Return the row of a meeting about a person, not saved."""
    return Meeting(
        tenant_id=person.tenant_id,
        person=person,
        kind=kind,
        starts_at=details.starts_at,
        minutes=details.minutes,
        chair=details.chair,
        place=details.place,
        where=details.where.strip(),
        video=details.video.strip(),
        called_by=by,
        follows=follows,
    )


def invite(meeting: Meeting, invitation: Invitation, *, by: User, now: datetime) -> None:
    """
    Make the invitations agree with what was chosen, and tell the workers who are new.

    :raises NobodyInvited: if nobody is.
    :raises NotInNetwork: if somebody is of another person's network, or no longer in it.
    """
    _check(meeting, invitation, now)
    until = meeting.ends_at + REACHES_FOR
    known = {row.member_id: row for row in Attendee.objects.filter(meeting_id=meeting.pk)}
    chosen: dict[UUID | None, NetworkMember | None] = {member.pk: member for member in invitation.members}
    if invitation.with_person:
        chosen[None] = None
    _withdraw([row for key, row in known.items() if key not in chosen])
    _invite_again([row for key, row in known.items() if key in chosen], until, now)
    new = [_attendee(meeting, member, until, now) for key, member in chosen.items() if key not in known]
    Attendee.objects.bulk_create(new)
    _tell(meeting, new, NoticeKind.MEETING_INVITED, by=by, now=now)


def ask_again(meeting: Meeting) -> None:
    """Forget who said they were coming, or not, since the meeting has moved."""
    rows = Attendee.objects.filter(meeting_id=meeting.pk, state__in=(AttendeeState.COMING, AttendeeState.SENT_WORD))
    rows.update(state=AttendeeState.INVITED, version=F("version") + 1)


def tell(
    meeting: Meeting,
    kind: NoticeKind,
    *,
    by: User,
    now: datetime,
    unless_invited_at: datetime | None = None,
) -> None:
    """Tell the workers who are invited; those just invited have been told already."""
    rows = Attendee.objects.filter(meeting_id=meeting.pk).exclude(state=AttendeeState.WITHDRAWN)
    if unless_invited_at is not None:
        rows = rows.exclude(invited_at=unless_invited_at)
    _tell(meeting, list(rows.select_related("membership")), kind, by=by, now=now)


def tell_these(meeting: Meeting, rows: list[Attendee], kind: NoticeKind, *, by: User, now: datetime) -> None:
    """Tell these of the invited."""
    _tell(meeting, rows, kind, by=by, now=now)


def path_of(meeting: Meeting) -> str:
    """Return where a notice about the meeting leads; the door there decides again."""
    return f"/persons/{meeting.person_id}/meetings/{meeting.pk}/"


def _check(meeting: Meeting, invitation: Invitation, now: datetime) -> None:
    if not invitation.members and not invitation.with_person:
        raise NobodyInvited
    wanted = {member.pk for member in invitation.members}
    open_lines = NetworkMember.objects.filter(pk__in=wanted, person_id=meeting.about.pk).open_at(now)
    kept = Attendee.objects.filter(meeting_id=meeting.pk, member_id__in=wanted).values_list("member_id", flat=True)
    if wanted - set(open_lines.values_list("pk", flat=True)) - set(kept):
        raise NotInNetwork


def _withdraw(rows: list[Attendee]) -> None:
    keys = [row.pk for row in rows if row.state != AttendeeState.WITHDRAWN]
    Attendee.objects.filter(pk__in=keys).update(state=AttendeeState.WITHDRAWN, version=F("version") + 1)


def _invite_again(rows: list[Attendee], until: datetime, now: datetime) -> None:
    """Those who were no longer invited are again; the others keep their answer, and reach it as long as the meeting."""
    keys = [row.pk for row in rows]
    again = Attendee.objects.filter(pk__in=keys, state=AttendeeState.WITHDRAWN)
    again.update(state=AttendeeState.INVITED, invited_at=now, version=F("version") + 1)
    Attendee.objects.filter(pk__in=keys).update(reaches_until=until)


def _attendee(meeting: Meeting, member: NetworkMember | None, until: datetime, now: datetime) -> Attendee:
    row = Attendee(
        tenant_id=meeting.tenant_id,
        person_id=meeting.person_id,
        meeting=meeting,
        kind=_kind_of(member),
        member=member,
        invited_at=now,
        reaches_until=max(until, now),
    )
    if member is not None and member.membership is not None:
        row.membership, row.unit = member.membership, member.membership.unit
    elif member is not None:
        row.unit = member.unit
    return row


def _kind_of(member: NetworkMember | None) -> AttendeeKind:
    if member is None:
        return AttendeeKind.PERSON
    if member.kind == PartyKind.NEXT_OF_KIN:
        return AttendeeKind.GUARDIAN if member.role == NetworkRole.GUARDIAN else AttendeeKind.NEXT_OF_KIN
    return AttendeeKind(member.kind)


def _tell(meeting: Meeting, rows: list[Attendee], kind: NoticeKind, *, by: User, now: datetime) -> None:
    """Put it in the inboxes of the workers, and of the leaders of services that are invited as a whole."""
    units = [row.unit_id for row in rows if row.kind == AttendeeKind.UNIT and row.unit_id is not None]
    posts = Membership.objects.filter(unit_id__in=units, role=Role.UNIT_LEADER).open_at(now) if units else ()
    users = {row.membership.user_id for row in rows if row.membership is not None} | {post.user_id for post in posts}
    if users - {by.pk}:
        level = Level.INFO if kind == NoticeKind.MEETING_MINUTES else Level.TODAY
        notices.notify(recipients=users - {by.pk}, kind=kind, level=level, path=path_of(meeting), now=now)
