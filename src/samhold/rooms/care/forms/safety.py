"""Assess the safety of visits, check in on one, and write down what to do when the person does not come."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from samhold.foundation.time import local_day
from samhold.rooms.care.actions import absences, safety, watches
from samhold.rooms.care.forms.requests import words
from samhold.rooms.care.models.safety import LONGEST
from samhold.rooms.care.safety_enums import Measure, RiskLevel, RiskOf
from samhold.rooms.people.forms.fields import Day, Row
from samhold.rooms.people.forms.network import offer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from samhold.rooms.care.models import Appointment, SafetyAssessment
    from samhold.rooms.organisations.models import Membership

SHORTEST_VISIT, LONGEST_VISIT = 5, 720


class Assess(forms.Form):
    """What is done to keep visits safe first; then how great the risk is and why."""

    measures = forms.MultipleChoiceField(
        label=_("What is done on visits?"),
        choices=Measure.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Everybody who comes on a visit sees this, on every page about the person and in their day."),
    )
    level = forms.ChoiceField(label=_("How great is the risk?"), choices=RiskLevel.choices, widget=forms.RadioSelect)
    risk_of = forms.ChoiceField(
        label=_("What does the risk come from?"),
        choices=RiskOf.choices,
        initial=RiskOf.PERSON,
        widget=forms.RadioSelect,
    )
    hazards = words(
        _("What may happen?"),
        required=False,
        help_text=_("Where, when, in which situations, alone or two, what has helped. Write no diagnosis."),
    )
    valid_until_date = Day(label=_("Look at it again by"), help_text=_("An assessment is valid for at most 90 days."))

    @property
    def assessment(self) -> safety.NewAssessment:
        """Return what was assessed, once the form is valid."""
        typed = self.cleaned_data
        return safety.NewAssessment(
            risk_of=RiskOf(typed["risk_of"]),
            level=RiskLevel(typed["level"]),
            measures=safety.Measures(**{name.lower(): True for name in typed["measures"]}),
            valid_until_date=typed["valid_until_date"],
            hazards=typed["hazards"],
        )


def first_assessment(*, now: datetime, before: SafetyAssessment | None = None) -> dict[str, object]:
    """
    Return what the form starts with: the longest that is allowed, and what was assessed last.

    :param before: the assessment that holds; without one nothing is ticked.
    """
    first: dict[str, object] = {"valid_until_date": local_day(now) + LONGEST}
    if before is None:
        return first
    ticked = [str(measure) for measure in Measure if getattr(before, measure.lower())]
    return first | {"measures": ticked, "level": before.level, "risk_of": before.risk_of, "hazards": before.hazards}


class CheckIn(forms.Form):
    """Who waits, and for how long."""

    colleague = Row(
        label=_("Who waits for you?"),
        help_text=_(
            "They get a notice in Samhold if you have not checked out in time, and your leader 15 minutes later."
        ),
    )
    expected = forms.IntegerField(
        label=_("Minutes until you are out"),
        min_value=SHORTEST_VISIT,
        max_value=LONGEST_VISIT,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": "5"}),
    )

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        colleagues: Iterable[Membership],
        initial: Mapping[str, object],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        rows = {str(post.user_id): post.user for post in colleagues}
        names = [(key, user.name) for key, user in rows.items()]
        offer(self, "colleague", rows, [("", _("Choose a colleague")), *names])

    def watch(self, *, now: datetime, appointment: Appointment | None) -> watches.NewWatch:
        """Return who waits and until when, once the form is valid."""
        typed = self.cleaned_data
        expected_at = now + timedelta(minutes=typed["expected"])
        return watches.NewWatch(colleague=typed["colleague"], expected_at=expected_at, appointment=appointment)


class WriteAbsencePlan(forms.Form):
    """What the person wants done, and after how many days they are missed."""

    base_version = forms.IntegerField(widget=forms.HiddenInput)
    text = words(
        _("What should we do when you do not come?"),
        rows=5,
        help_text=_("In the person's own words: whom to ring, whether to come by, when to leave them be."),
    )
    missed_after_days = forms.IntegerField(
        label=_("Days without contact before somebody looks"),
        min_value=1,
        max_value=absences.LONGEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
