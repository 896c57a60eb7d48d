"""Plan an appointment."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from samhold.foundation.time import OSLO, local_day
from samhold.rooms.care.actions.appointments import NewAppointment
from samhold.rooms.care.enums import AppointmentKind
from samhold.rooms.people.forms.fields import Clock, Day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from django_stubs_ext import StrOrPromise

    from samhold.rooms.care.models import Appointment
    from samhold.rooms.organisations.models import Membership

SHORTEST, LONGEST = 5, 720


class Workers(forms.MultipleChoiceField):
    """Those who come, among the workers of the unit."""

    def __init__(self, *, label: StrOrPromise) -> None:
        super().__init__(label=label, widget=forms.CheckboxSelectMultiple)
        self.rows: dict[str, Membership] = {}

    def offer(self, workers: Iterable[Membership]) -> None:
        """Offer these workers, each once."""
        self.rows = {str(post.user_id): post for post in workers}
        self.choices = [(key, post.user.name) for key, post in self.rows.items()]


class PlanAppointment(forms.Form):
    """What is planned, when, for how long, and who comes."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=AppointmentKind.choices,
        widget=forms.RadioSelect,
        initial=AppointmentKind.HOME_VISIT,
    )
    day = Day(label=_("Day"))
    time = Clock(label=_("Time"))
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=SHORTEST,
        max_value=LONGEST,
        initial=45,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": "5"}),
    )
    where = forms.CharField(
        label=_("Where"),
        required=False,
        max_length=200,
        help_text=_("Empty means: at the usual place."),
    )
    workers = Workers(label=_("Who comes"))
    needs_two_workers = forms.BooleanField(
        label=_("This visit needs two workers"),
        required=False,
        help_text=_("It is marked on the page and in everybody's day."),
    )

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        workers: Iterable[Membership],
        initial: Mapping[str, object],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        field = self.fields["workers"]
        if isinstance(field, Workers):
            field.offer(workers)

    @property
    def appointment(self) -> NewAppointment:
        """Return what is planned, once the form is valid."""
        typed = self.cleaned_data
        field = self.fields["workers"]
        rows = field.rows if isinstance(field, Workers) else {}
        return NewAppointment(
            kind=AppointmentKind(typed["kind"]),
            starts_at=datetime.combine(typed["day"], typed["time"], tzinfo=OSLO),
            minutes=typed["minutes"],
            workers=tuple(rows[key].user for key in typed["workers"]),
            where=typed["where"],
            needs_two_workers=typed["needs_two_workers"],
        )


class MoveAppointment(forms.Form):
    """The day and time that an appointment is moved to."""

    day = Day(label=_("Day"))
    time = Clock(label=_("Time"))
    base_version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def starts_at(self) -> datetime:
        """Return the new time, once the form is valid."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"], tzinfo=OSLO)


def times_of(appointment: Appointment) -> dict[str, object]:
    """Return what the form of a move starts with: when it is now."""
    at = appointment.starts_at.astimezone(OSLO)
    return {"day": at.date(), "time": at.time(), "base_version": appointment.version}


def first_values(*, now: datetime, workers: Iterable[UUID], needs_two: bool = False) -> dict[str, object]:
    """Return what the form starts with: tomorrow at ten, and those who are proposed."""
    chosen = [str(worker) for worker in workers]
    return {
        "day": local_day(now) + timedelta(days=1),
        "time": "10:00",
        "workers": chosen,
        "needs_two_workers": needs_two,
    }
