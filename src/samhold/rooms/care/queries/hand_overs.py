"""What has happened with those whom a unit helps since somebody was last at work: a hand-over that writes itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.enums import AppointmentState, ContactKind, ContactOutcome
from samhold.rooms.care.models import Appointment, Contact, HandOver, HandOverRead, LifeEvent
from samhold.rooms.meetings.models import MeetingAction, Minutes
from samhold.rooms.people.models import NetworkMember, Person

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from samhold.rooms.access.models import User

FIRST_TIME = timedelta(days=3)
"""How far back somebody begins who has not read before: over a weekend."""

LONGEST = timedelta(days=14)
"""How far back it goes at most, after a holiday as well."""

MOST = 200
"""Lines of each kind at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """
    One thing that happened with a person.

    :param what: the kind of knowledge that it is.
    :param title: what it was, in a word of ours; `text` is what somebody wrote.
    """

    person: Person
    at: datetime
    what: Category
    title: str | Promise
    text: str
    who: str = ""
    is_missed: bool = False


def since(*, unit_id: UUID, user: User, now: datetime) -> datetime:
    """Return from when on somebody has not read what happened in a unit."""
    read = HandOverRead.objects.filter(unit_id=unit_id, user_id=user.pk).first()
    return max(now - LONGEST, read.read_at if read is not None else now - FIRST_TIME)


def notes(*, unit_id: UUID, since: datetime) -> tuple[HandOver, ...]:
    """Return what was added to the hand-over of a unit in which the reader works, newest first."""
    rows = HandOver.objects.filter(unit_id=unit_id, written_at__gte=since).select_related("written_by")
    return tuple(rows.order_by("-written_at", "-pk")[:MOST])


def happened(*, unit_id: UUID, viewer: User, since: datetime, now: datetime) -> tuple[Happened, ...]:
    """Return what happened with those in whose network a unit is, as far as the viewer may read it, newest first."""
    lines = NetworkMember.objects.open_at(now).filter(Q(unit_id=unit_id) | Q(membership__unit_id=unit_id))
    ours = Q(person_id__among=lines.values("person_id"))
    found = [
        *_contacts(ours, viewer, since, now),
        *_cancelled(ours, viewer, since, now),
        *_events(ours, viewer, since, now),
        *_minutes(ours, viewer, since, now),
        *_actions(ours, viewer, since, now),
    ]
    return tuple(sorted(found, key=lambda one: (one.at, str(one.person.pk)), reverse=True))


def _contacts(ours: Q, viewer: User, since: datetime, now: datetime) -> Iterable[Happened]:
    rows = Contact.objects.visible_to(viewer, Action.READ, now=now).filter(ours, recorded_at__gte=since).standing()
    for row in rows.select_related("person", "recorded_by").order_by("-recorded_at", "-pk")[:MOST]:
        is_met = row.outcome == ContactOutcome.MET
        title = ContactKind(row.kind).label if is_met else ContactOutcome(row.outcome).label
        yield Happened(
            person=row.person,
            at=row.took_place_at,
            what=Category.CONTACTS,
            title=title,
            text=row.text,
            who=row.recorded_by.name,
            is_missed=not is_met,
        )


def _cancelled(ours: Q, viewer: User, since: datetime, now: datetime) -> Iterable[Happened]:
    """Visits of this time that were cancelled, without a contact that tells of it."""
    rows = Appointment.objects.visible_to(viewer, Action.READ, now=now).filter(
        ours, state=AppointmentState.CANCELLED, starts_at__gte=since, starts_at__lte=now, contacts=None
    )
    for row in rows.select_related("person").order_by("-starts_at", "-pk")[:MOST]:
        yield Happened(
            person=row.person,
            at=row.starts_at,
            what=Category.APPOINTMENTS,
            title=AppointmentState.CANCELLED.label,
            text=str(row.get_kind_display()),
            is_missed=True,
        )


def _events(ours: Q, viewer: User, since: datetime, now: datetime) -> Iterable[Happened]:
    rows = LifeEvent.objects.visible_to(viewer, Action.READ, now=now)
    rows = rows.filter(ours, recorded_at__gte=since, undone_at__isnull=True).select_related("person", "recorded_by")
    for row in rows.order_by("-recorded_at", "-pk")[:MOST]:
        yield Happened(
            person=row.person,
            at=row.recorded_at,
            what=Category.HEALTH,
            title=row.get_kind_display(),
            text=row.text,
            who=row.recorded_by.name,
        )


def _minutes(ours: Q, viewer: User, since: datetime, now: datetime) -> Iterable[Happened]:
    rows = Minutes.objects.visible_to(viewer, Action.READ, now=now).filter(ours, finished_at__gte=since)
    for row in rows.select_related("person", "meeting", "finished_by").order_by("-finished_at", "-pk")[:MOST]:
        if row.person is not None and row.finished_at is not None:
            yield Happened(
                person=row.person,
                at=row.finished_at,
                what=Category.PLAN,
                title=row.meeting.get_kind_display(),
                text="",
                who=row.finished_by.name if row.finished_by else "",
            )


def _actions(ours: Q, viewer: User, since: datetime, now: datetime) -> Iterable[Happened]:
    rows = MeetingAction.objects.visible_to(viewer, Action.READ, now=now)
    rows = rows.filter(ours, meeting__written__finished_at__gte=since).select_related("person", "owner")
    for row in rows.select_related("meeting__written").order_by("-pk")[:MOST]:
        finished_at = row.meeting.written.finished_at
        if row.person is not None and finished_at is not None:
            yield Happened(
                person=row.person,
                at=finished_at,
                what=Category.PLAN,
                title=_("New action"),
                text=row.text,
                who=row.owner.name if row.owner else row.owner_words,
            )
