"""
The doors to a meeting and its rows, and the relation that the room binds: invited to a meeting about the person.

The rules open a meeting's time and place to those who see appointments, and what is said there to those who see the
plan. An invitation opens just the one meeting, and what was said there only if the minutes were sent to the invited: it
is a row, not a category, so it is decided here. What the person has blocked stays shut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, IntegerField, Q, QuerySet, Value

from samhold.foundation.errors import NotAvailable
from samhold.rooms.access import sources
from samhold.rooms.access.actions import audit
from samhold.rooms.access.engine import not_taken_away, scope
from samhold.rooms.access.enums import EVERYTHING, Action, Category, Purpose, Reach, bit_of
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.meetings.enums import AttendeeState
from samhold.rooms.meetings.models import AgendaItem, Attendee, Meeting, MeetingAction
from samhold.rooms.people.access import access_person

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.access.engine import Actor
    from samhold.rooms.people.models import Person

INVITATION = "invited to this meeting (invited)"
"""The basis that the log tells when it was the invitation that opened the meeting."""


def access_meeting(*, actor: Actor, person_id: UUID, meeting_id: UUID, now: datetime) -> Meeting:
    """
    Return a meeting about a person that the actor may see; its `person` has the actor's standing.

    `shows_content` tells whether agenda, minutes, decisions and actions may be shown.

    :raises NotAvailable: if person or meeting is unknown or hidden; the attempt is logged as refused.
    """
    person = access_person(
        actor=actor,
        person_id=person_id,
        purpose=Purpose.CARE,
        now=now,
        subject="meeting",
        categories=(Category.APPOINTMENTS, Category.PLAN),
    )
    rows = Meeting.objects.filter(pk=meeting_id, person_id=person_id).select_related("chair", "place", "follows")
    meeting = rows.first()
    if meeting is None:
        raise NotAvailable
    meeting.person = person
    return _opened(meeting, actor=actor, now=now)


def access_action(*, actor: Actor, person_id: UUID, action_id: UUID, now: datetime) -> MeetingAction:
    """
    Return something that is to be done, to whoever sees the plan or is the one to do it.

    :raises NotAvailable: if person or action is unknown or hidden; the attempt is logged as refused.
    """
    person = access_person(
        actor=actor,
        person_id=person_id,
        purpose=Purpose.CARE,
        now=now,
        subject="meeting action",
        categories=(Category.PLAN,),
    )
    rows = MeetingAction.objects.filter(pk=action_id, person_id=person_id).select_related("owner", "meeting")
    action = rows.first()
    if action is None:
        raise NotAvailable
    is_owner = action.owner_id == actor.pk and not _is_blocked(person, Category.PLAN)
    if not is_owner and not _allows(person, Category.PLAN):
        _refuse(actor, person, Category.PLAN, "meeting action", now)
    action.person = person
    return action


def access_item(*, meeting: Meeting, item_id: UUID) -> AgendaItem:
    """
    Return an item of the agenda of a meeting that came through the door.

    :raises NotAvailable: if there is none such, or what is said in the meeting may not be shown.
    """
    item = AgendaItem.objects.filter(pk=item_id, meeting_id=meeting.pk).first()
    if item is None or not meeting.shows_content:
        raise NotAvailable
    item.person, item.meeting = meeting.person, meeting
    return item


def invitation_of(meeting: Meeting, actor: Actor, now: datetime) -> Attendee | None:
    """Return the invitation by which somebody is to come; a worker's own rather than their unit's."""
    rows = invitations(actor.pk, now).filter(meeting_id=meeting.pk).order_by(F("membership").asc(nulls_last=True), "pk")
    found: Attendee | None = rows.first()
    return found


def invitations(actor_id: UUID, now: datetime) -> QuerySet[Attendee]:
    """Return the invitations that hold for a worker now: their own, and their units'."""
    open_post = Q(unit__memberships__starts_at__lte=now) & (
        Q(unit__memberships__ends_at__isnull=True) | Q(unit__memberships__ends_at__gt=now)
    )
    is_meant = Q(membership__isnull=True) | Q(membership_id=F("unit__memberships__pk"))
    rows: QuerySet[Attendee] = Attendee.objects.filter(
        Q(unit__memberships__user_id=actor_id) & open_post & is_meant,
        invited_at__lte=now,
        reaches_until__gt=now,
    )
    return rows.exclude(state=AttendeeState.WITHDRAWN)


def seen_by(actor: Actor, *, now: datetime) -> Q:
    """Return the filter that leaves the meetings about persons that somebody may see, for lists."""
    by_rule = scope(actor, Action.READ, Category.APPOINTMENTS, now=now)
    is_invited = Q(pk__in=invitations(actor.pk, now).values("meeting_id"))
    known = scope(actor, Action.READ, Category.IDENTITY, now=now)
    return by_rule | (is_invited & known & not_taken_away(actor, Category.APPOINTMENTS, now=now))


def invited_or_chair(actor: Actor, *, now: datetime) -> Q:
    """Return the filter that leaves the meetings to which somebody themselves is to come, not just their unit."""
    own = invitations(actor.pk, now).filter(membership__isnull=False)
    return Q(chair_id=actor.pk) | Q(pk__in=own.values("meeting_id"))


def sees_all(person: Person) -> bool:
    """Say whether the one at the door sees all meetings about the person, and not just those they are invited to."""
    return _allows(person, Category.APPOINTMENTS)


def _opened(meeting: Meeting, *, actor: Actor, now: datetime) -> Meeting:
    person = meeting.about
    invitation = None if _is_blocked(person, Category.APPOINTMENTS) else invitation_of(meeting, actor, now)
    if invitation is None and not _allows(person, Category.APPOINTMENTS):
        _refuse(actor, person, Category.APPOINTMENTS, "meeting", now)
    got_minutes = invitation is not None and invitation.gets_minutes and not _is_blocked(person, Category.PLAN)
    meeting.is_invited = invitation is not None
    meeting.shows_content = got_minutes or _allows(person, Category.PLAN)
    by_invitation = [
        category
        for category, is_shown in ((Category.APPOINTMENTS, True), (Category.PLAN, meeting.shows_content))
        if is_shown and not _allows(person, category)
    ]
    if by_invitation:
        audit.read(
            audit.Reading(
                actor_id=actor.pk,
                tenant_id=meeting.tenant_id,
                person_id=person.pk,
                subject="meeting",
                categories=frozenset(by_invitation),
                purpose=Purpose.CARE,
                basis=INVITATION,
            ),
            now=now,
        )
    return meeting


def _allows(person: Person, category: Category) -> bool:
    return person.standing is not None and person.standing.allows(Action.READ, category)


def _is_blocked(person: Person, category: Category) -> bool:
    return person.standing is None or bool(person.standing.blocked & bit_of(category))


def _refuse(actor: Actor, person: Person, category: Category, subject: str, now: datetime) -> None:
    """
    Note what was tried.

    :raises NotAvailable: always.
    """
    note(
        Refusal(
            action=Action.READ,
            at=now,
            actor_id=actor.pk,
            person_id=person.pk,
            category=category,
            subject=subject,
            purpose=Purpose.CARE,
        ),
    )
    raise NotAvailable


def invited(actor_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg] # values, not models
    """Return the persons about whom the actor is invited to a meeting, in the role of the unit they come from."""
    return (
        invitations(actor_id, now)
        .filter(person__isnull=False)
        .values(
            person_key=F("person_id"),
            role_key=F("unit__memberships__role"),
            mask_key=Value(EVERYTHING, IntegerField()),
        )
    )


def bind_reaches() -> None:
    """Bind the reach that rests on the room's tables."""
    sources.bind(Reach.INVITED, invited)
