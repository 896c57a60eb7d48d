"""Who is invited to a meeting, and what came of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samhold.infrastructure.versioned import Versioned
from samhold.rooms.access.enums import Category
from samhold.rooms.meetings.enums import AttendeeKind, AttendeeState
from samhold.rooms.meetings.models.base import MeetingBound
from samhold.rooms.meetings.models.meeting import Meeting
from samhold.rooms.organisations.models import Membership, Unit
from samhold.rooms.people.models import NetworkMember, PersonBoundQuerySet


class Attendee(MeetingBound, Versioned):
    """
    Somebody who is invited: the person, or a line of the person's network.

    `unit` and `membership` repeat the line's, so that the relation "invited" is one look-up: a worker has both, a
    service the unit alone. It holds until `reaches_until`.
    """

    category = Category.APPOINTMENTS

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendees")
    kind = models.CharField(_("kind"), max_length=15, choices=AttendeeKind)
    member = models.ForeignKey(NetworkMember, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=AttendeeState, default=AttendeeState.INVITED)
    invited_at = models.DateTimeField(_("invited"))
    reaches_until = models.DateTimeField(_("reaches the meeting until"))
    gets_minutes = models.BooleanField(_("gets the minutes"), default=False)

    objects: ClassVar = PersonBoundQuerySet.as_manager()

    class Meta:
        """An attendee is one party, and each is invited once."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind=AttendeeKind.PERSON, member__isnull=True, membership__isnull=True, unit__isnull=True)
                | Q(kind=AttendeeKind.WORKER, membership__isnull=False, unit__isnull=False)
                | Q(kind=AttendeeKind.UNIT, membership__isnull=True, unit__isnull=False)
                | Q(
                    kind__in=(AttendeeKind.NEXT_OF_KIN, AttendeeKind.GUARDIAN),
                    member__isnull=False,
                    membership__isnull=True,
                    unit__isnull=True,
                ),
                name="meetings_attendee_is_one_party",
            ),
            models.CheckConstraint(
                condition=Q(state__in=AttendeeState.values),
                name="meetings_attendee_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(reaches_until__gte=F("invited_at")),
                name="meetings_attendee_reaches_after_it_is_invited",
            ),
            models.UniqueConstraint(
                fields=["meeting", "member"],
                condition=Q(member__isnull=False),
                name="meetings_attendee_once_per_line",
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(kind=AttendeeKind.PERSON),
                name="meetings_attendee_person_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "reaches_until"], name="meetings_attendee_by_unit")]
