"""What is planned with a person, by which workers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, FilteredRelation, Q, Value, When
from django.utils.translation import gettext_lazy as _

from samhold.foundation.identifiers import new_id
from samhold.infrastructure.fields import EncryptedTextField
from samhold.infrastructure.versioned import Versioned
from samhold.rooms.access.enums import Category
from samhold.rooms.care.absence_enums import AbsenceNext, AbsenceReason
from samhold.rooms.care.enums import AppointmentKind, AppointmentState, CancelledBy
from samhold.rooms.organisations.models import Place, Unit
from samhold.rooms.people.models import PersonBound, PersonBoundQuerySet

if TYPE_CHECKING:
    from samhold.rooms.people.models import Residence


class AppointmentQuerySet(PersonBoundQuerySet["Appointment"]):
    """Appointments, by what is asked about them."""

    def with_home(self) -> Self:
        """Add where each person lives now, as `home`."""
        is_open = FilteredRelation("person__residences", condition=Q(person__residences__ends_at=None))
        return self.annotate(home=is_open).select_related("person", "unit", "place", "home")

    def with_leave(self, *, to_know: Q, to_plan: Q) -> Self:
        """Add whether these hold for each person, as `knows_person` and `may_change`."""
        knows, plans = (Case(When(leave, then=Value(True)), default=Value(False)) for leave in (to_know, to_plan))
        return self.annotate(knows_person=knows, may_change=plans)


class Appointment(PersonBound, Versioned):
    """
    A planned visit, meeting or call with a person, by a unit; `AppointmentWorker` tells who comes.

    `cancelled_by` tells who cancelled, where that was asked, `absence_reason` why, and `absence_next` what then;
    `moved_from` is when it was before the last move.

    On those of a worker's day `home` is where the person lives, `knows_person` says whether the worker may read it, and
    `may_change` whether the worker may move and cancel it.
    """

    category = Category.APPOINTMENTS

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="appointments")
    kind = models.CharField(_("kind"), max_length=15, choices=AppointmentKind)
    starts_at = models.DateTimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=45)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    where = EncryptedTextField(_("where"), blank=True)
    needs_two_workers = models.BooleanField(_("two workers"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=AppointmentState, default=AppointmentState.PLANNED)
    cancelled_by = models.CharField(_("cancelled by"), max_length=10, choices=CancelledBy, blank=True, default="")
    absence_reason = models.CharField(_("why not"), max_length=12, choices=AbsenceReason, blank=True, default="")
    absence_next = models.CharField(_("what then"), max_length=8, choices=AbsenceNext, blank=True, default="")
    moved_from = models.DateTimeField(_("moved from"), null=True, blank=True)
    workers = models.ManyToManyField(settings.AUTH_USER_MODEL, through="AppointmentWorker", related_name="appointments")

    objects: ClassVar = AppointmentQuerySet.as_manager()

    home: Residence | None = None
    knows_person: bool = False
    may_change: bool = False

    class Meta:
        """Known words, a time that is a time; found by day."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=720), name="care_appointment_takes_time"),
            models.CheckConstraint(
                condition=Q(state__in=AppointmentState.values),
                name="care_appointment_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_by="") | Q(cancelled_by__in=CancelledBy.values, state=AppointmentState.CANCELLED),
                name="care_appointment_cancelled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(absence_reason="", absence_next="")
                | Q(
                    state=AppointmentState.CANCELLED,
                    absence_reason__in=["", *AbsenceReason.values],
                    absence_next__in=["", *AbsenceNext.values],
                ),
                name="care_appointment_absence_is_of_one_cancelled",
            ),
            models.CheckConstraint(
                condition=Q(moved_from__isnull=True) | ~Q(moved_from=F("starts_at")),
                name="care_appointment_moved_to_another_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "starts_at"], name="care_appointment_by_unit_day"),
            models.Index(fields=["person", "-starts_at"], name="care_appointment_by_person"),
        ]


class AppointmentWorker(models.Model):
    """One of the workers who come."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="staffing")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="staffing")
    starts_at = models.DateTimeField(_("starts"))

    class Meta:
        """Each worker once; `starts_at` repeats the appointment's, so that one's day is one index look-up."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["appointment", "user"], name="care_appointmentworker_once_per_worker"),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "starts_at"], name="care_staffing_by_day")]

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)
