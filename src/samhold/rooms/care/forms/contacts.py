"""Record a contact, and correct the text of one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from samhold.foundation.time import OSLO
from samhold.rooms.care.actions.contacts import NewContact
from samhold.rooms.care.enums import AppointmentKind, ContactKind, ContactOutcome
from samhold.rooms.care.forms.absences import WhyNot
from samhold.rooms.people.forms.fields import Clock, Day, Row, unit_choices
from samhold.rooms.people.forms.network import offer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samhold.rooms.care.models import Appointment, Goal
    from samhold.rooms.organisations.models import Unit

MINUTES = (15, 30, 45, 60, 90)
OWN_MINUTES = "own"
FIRST_MINUTES = 30
LONGEST = 24 * 60
LONGEST_CHIP = 60
"""As many letters of a goal's words stand on its chip."""

KIND_OF = {
    AppointmentKind.HOME_VISIT: ContactKind.HOME_VISIT,
    AppointmentKind.MEETING: ContactKind.COORDINATING,
    AppointmentKind.CALL: ContactKind.SUPPORT_TALK,
    AppointmentKind.OFFICE: ContactKind.SUPPORT_TALK,
    AppointmentKind.CLINIC: ContactKind.PAVING_THE_WAY,
}
"""What an appointment mostly becomes when it is recorded."""


class OwnMinutes(forms.IntegerField):
    """Another number than those offered; it is asked for where none of them is chosen, so it is not called optional."""

    is_one_of_several = True


class RecordContact(WhyNot):
    """
    What happened: kind and outcome by a tap each, minutes, text, and when.

    :param kinds: the kinds in the order that this worker uses them.
    :param units: where the worker works; asked only of those who work in several.
    :param goals: the goals of the person's plan that are being worked on; asked only if there are some.
    :param planned: how many minutes the appointment was planned for; they are among the choices.
    """

    kind = forms.ChoiceField(label=_("What did you do?"), widget=forms.RadioSelect)
    outcome = forms.ChoiceField(
        label=_("Did you meet?"),
        choices=ContactOutcome.choices,
        widget=forms.RadioSelect,
        initial=ContactOutcome.MET,
    )
    minutes = forms.ChoiceField(label=_("Minutes together"), widget=forms.RadioSelect)
    own_minutes = OwnMinutes(
        label=_("Another number of minutes"),
        required=False,
        min_value=0,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    text = forms.CharField(
        label=_("What happened?"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Short and plain. The person can read it."),
    )
    day = Day(label=_("Day"))
    time = Clock(label=_("Time"))
    unit = Row(label=_("Recorded for"))
    appointment = forms.UUIDField(required=False, widget=forms.HiddenInput)
    goals = forms.MultipleChoiceField(
        label=_("Which goals was it about?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        kinds: Iterable[ContactKind],
        units: Iterable[Unit],
        initial: Mapping[str, object],
        goals: Sequence[Goal] = (),
        planned: int = FIRST_MINUTES,
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.known_goals = {str(goal.pk): goal for goal in goals}
        mine = tuple(units)
        _choose(self, "kind", [(kind.value, kind.label) for kind in kinds])
        offered = [(str(number), str(number)) for number in sorted({*MINUTES, planned})]
        _choose(self, "minutes", [*offered, (OWN_MINUTES, _("Other"))])
        offer(self, "unit", {str(unit.pk): unit for unit in mine}, unit_choices(mine))
        if data is not None and data.get("outcome") != ContactOutcome.MET:
            self.fields["minutes"].required = False
        if len(mine) <= 1:
            self.fields["unit"].widget = forms.HiddenInput()
        _choose(
            self, "goals", [(key, Truncator(goal.words).chars(LONGEST_CHIP)) for key, goal in self.known_goals.items()]
        )
        if not goals:
            del self.fields["goals"]

    @property
    def chosen_goals(self) -> tuple[Goal, ...]:
        """Return the goals that the contact was about, once the form is valid."""
        return tuple(self.known_goals[key] for key in self.cleaned_data.get("goals", ()))

    def clean(self) -> dict[str, object]:
        """Give nought minutes to a contact that did not come about; else ask for them, and explain nothing."""
        typed = super().clean() or self.cleaned_data
        chosen, own = typed.get("minutes"), typed.get("own_minutes")
        number = int(str(chosen)) if str(chosen).isdigit() else own
        if typed.get("outcome") != ContactOutcome.MET:
            number = 0
        else:
            typed["absence_reason"] = typed["absence_next"] = ""
        if number is None and "own_minutes" not in self.errors:
            self.add_error("minutes", _("Choose how many minutes you were together."))
        typed["number"] = number
        return typed

    def contact(self, appointment: Appointment | None) -> NewContact:
        """Return what is to be recorded, once the form is valid."""
        typed = self.cleaned_data
        return NewContact(
            kind=ContactKind(typed["kind"]),
            outcome=ContactOutcome(typed["outcome"]),
            took_place_at=datetime.combine(typed["day"], typed["time"], tzinfo=OSLO),
            minutes=typed["number"],
            text=typed["text"],
            appointment=appointment,
            absence_reason=self.reason,
            absence_next=self.then,
        )


class ChangeText(forms.Form):
    """Correct the text of one's own contact; after a stale save, `keep` tells which text it becomes."""

    text = forms.CharField(
        label=_("What happened?"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput)


def first_values(*, now: datetime, appointment: Appointment | None = None) -> dict[str, object]:
    """Return what the form starts with: now, or what was planned if its time has come."""
    at = now if appointment is None else min(appointment.starts_at, now)
    local = at.astimezone(OSLO)
    first: dict[str, object] = {"day": local.date(), "time": local.time(), "outcome": ContactOutcome.MET}
    if appointment is None:
        return first | {"minutes": str(FIRST_MINUTES)}
    planned = {
        "kind": KIND_OF[AppointmentKind(appointment.kind)],
        "appointment": str(appointment.pk),
        "unit": str(appointment.unit_id),
    }
    return first | planned | {"minutes": str(appointment.minutes)}


def not_met_of(appointment: Appointment, *, now: datetime) -> NewContact:
    """Return the contact that tells that nobody was met at an appointment."""
    return NewContact(
        kind=KIND_OF[AppointmentKind(appointment.kind)],
        outcome=ContactOutcome.NOT_MET,
        took_place_at=min(appointment.starts_at, now),
        minutes=0,
        appointment=appointment,
    )


def _choose(form: forms.Form, name: str, choices: list[tuple[str, object]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [(value, str(label)) for value, label in choices]
