"""Meetings: a person's, a worker's day, who comes, what was said, and when something was last talked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Max, Q

from samhold.foundation.time import day_bounds
from samhold.rooms.access.enums import Action, Category, Role
from samhold.rooms.meetings.access import invitations, invited_or_chair, seen_by, sees_all
from samhold.rooms.meetings.enums import AttendeeKind, AttendeeState, MeetingState
from samhold.rooms.meetings.models import AgendaItem, Attendee, Meeting, MeetingDecision, Minutes, MinutesDraft
from samhold.rooms.people.queries.network import card

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """
    Somebody who is invited, as a line on the page.

    :param is_partner: a worker of another service than health and care, who reads of the meeting by invitation alone.
    """

    id: UUID
    kind: AttendeeKind
    name: str
    where: str
    state: AttendeeState
    gets_minutes: bool
    member_id: UUID | None
    user_id: UUID | None
    is_partner: bool

    @property
    def gets_minutes_first(self) -> bool:
        """Whether the minutes are sent to them unless somebody says no: not to kin or partners, whom one asks about."""
        return self.kind not in (AttendeeKind.NEXT_OF_KIN, AttendeeKind.GUARDIAN) and not self.is_partner


def of_person(*, person: Person, viewer: User, now: datetime) -> tuple[Meeting, ...]:
    """Return the meetings about a person who came through the door that the viewer may see, newest first."""
    rows: QuerySet[Meeting] = Meeting.objects.filter(person_id=person.pk).select_related("chair", "place")
    if not sees_all(person):
        rows = rows.filter(seen_by(viewer, now=now))
    return tuple(rows.order_by("-starts_at", "-pk"))


def day_of(*, worker: User, day: date, now: datetime) -> tuple[Meeting, ...]:
    """Return the meetings of a local day that the worker leads or is invited to, in the order of time."""
    start, end = day_bounds(day)
    rows = Meeting.objects.filter(invited_or_chair(worker, now=now), starts_at__gte=start, starts_at__lt=end)
    rows = rows.filter(seen_by(worker, now=now)).exclude(state=MeetingState.CANCELLED)
    return tuple(rows.select_related("person", "place", "chair").order_by("starts_at", "pk"))


def attendees(*, meeting: Meeting) -> tuple[Invited, ...]:
    """
    Return who is invited to a meeting that came through the door: the person, then workers, services, kin.

    Nobody, if the viewer may not see who is involved with the person.
    """
    if meeting.about.standing is None or not meeting.about.standing.allows(Action.READ, Category.NETWORK):
        return ()
    rows = Attendee.objects.filter(meeting_id=meeting.pk).exclude(state=AttendeeState.WITHDRAWN)
    rows = rows.select_related(
        "membership__user",
        "membership__unit__organisation",
        "unit__organisation",
        "member__membership__user",
        "member__membership__unit__organisation",
        "member__unit__organisation",
    )
    found = [_line(row, meeting) for row in rows]
    return tuple(sorted(found, key=lambda line: (list(AttendeeKind).index(line.kind), line.name, str(line.id))))


def agenda(*, meeting: Meeting) -> tuple[AgendaItem, ...]:
    """Return the items of a meeting that came through the door, in their order; none, if they may not be shown."""
    if not meeting.shows_content:
        return ()
    return tuple(AgendaItem.objects.filter(meeting_id=meeting.pk).order_by("position", "pk"))


def minutes_of(*, meeting: Meeting) -> Minutes | None:
    """Return the minutes of a meeting that came through the door, if there are some and they may be shown."""
    if not meeting.shows_content:
        return None
    return Minutes.objects.filter(meeting_id=meeting.pk).select_related("saved_by").first()


def decisions(*, meeting: Meeting) -> tuple[MeetingDecision, ...]:
    """Return what was decided in a meeting that came through the door, if it may be shown."""
    if not meeting.shows_content:
        return ()
    return tuple(MeetingDecision.objects.filter(meeting_id=meeting.pk).order_by("line", "pk"))


def draft(*, meeting: Meeting, author: User) -> MinutesDraft | None:
    """Return what somebody has typed in the minutes of a meeting and not saved."""
    return MinutesDraft.objects.filter(meeting_id=meeting.pk, author_id=author.pk).first()


def next_of(*, person: Person, viewer: User, now: datetime) -> Meeting | None:
    """Return the next planned meeting about a person who came through the door, if the viewer may see one."""
    coming = [row for row in of_person(person=person, viewer=viewer, now=now) if row.is_planned and row.ends_at >= now]
    return coming[-1] if coming else None


def coming_of_person(*, person: Person, now: datetime, limit: int) -> tuple[Meeting, ...]:
    """Return the planned meetings to which a person who came through the door is to come, what comes first first."""
    if not sees_all(person):
        return ()
    asked = Attendee.objects.filter(kind=AttendeeKind.PERSON, person_id=person.pk).exclude(
        state=AttendeeState.WITHDRAWN
    )
    rows: QuerySet[Meeting] = Meeting.objects.filter(
        person_id=person.pk, state=MeetingState.PLANNED, starts_at__gte=now, pk__in=asked.values("meeting_id")
    )
    return tuple(rows.select_related("chair").order_by("starts_at", "pk")[:limit])


def last_discussed(*, person: Person, source: str) -> datetime | None:
    """
    Return when something from an agenda source was last talked about in a meeting about the person; never, `None`.

    Whether an individual plan is in use is judged by it, so it asks for no leave: it tells a date, and no text.

    :param source: a source's name (`care.goal`), or the whole key of one item.
    """
    at: datetime | None = discussed(source).filter(person_id=person.pk).aggregate(at=Max("discussed_at"))["at"]
    return at


def discussed(source: str) -> QuerySet[AgendaItem]:
    """Return the items from an agenda source that were talked about, as `last_discussed` counts them, of everybody."""
    is_it = Q(source_key=source) | Q(source_key__startswith=source if ":" in source else f"{source}:")
    rows: QuerySet[AgendaItem] = AgendaItem.objects.filter(is_it, discussed_at__isnull=False)
    return rows


def may_write(person: Person) -> bool:
    """Say whether the one at the door may write agenda and minutes."""
    return person.standing is not None and person.standing.allows(Action.PLAN, Category.PLAN)


def may_plan(person: Person) -> bool:
    """Say whether the one at the door may call, move and cancel meetings."""
    return person.standing is not None and person.standing.allows(Action.PLAN, Category.APPOINTMENTS)


def is_invited_to_something(person: Person, viewer: User, now: datetime) -> bool:
    """Say whether the viewer is invited to a meeting about the person."""
    return bool(invitations(viewer.pk, now).filter(person_id=person.pk).exists())


def _line(row: Attendee, meeting: Meeting) -> Invited:
    if row.member is not None:
        shown = card(row.member)
        name, where = shown.name, shown.where
    elif row.membership is not None:
        name, where = row.membership.user.name, row.membership.unit.name
    else:
        name, where = (row.unit.name, row.unit.organisation.name) if row.unit else (meeting.about.name, "")
    return Invited(
        id=row.pk,
        kind=AttendeeKind(row.kind),
        name=name,
        where=where,
        state=AttendeeState(row.state),
        gets_minutes=row.gets_minutes,
        member_id=row.member_id,
        user_id=row.membership.user_id if row.membership is not None else None,
        is_partner=row.membership is not None and row.membership.role == Role.PARTNER,
    )
