"""Write down what happened, what the person does with their days, and when follow-up began and ended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from samhold.core.outcomes.before_after import DAYS_OF_YEAR, SPAN
from samhold.rooms.care.actions.activities import NewActivity
from samhold.rooms.care.actions.life_events import NewLifeEvent
from samhold.rooms.care.forms.requests import words
from samhold.rooms.care.outcome_enums import ActivityKind, LifeEventKind
from samhold.rooms.people.forms.fields import Day, Row, unit_choices
from samhold.rooms.people.forms.network import offer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samhold.rooms.organisations.models import Unit

LONGEST_WORDS = 120


class KnownBack(models.TextChoices):
    """How far back somebody has asked, or read, what happened before follow-up began."""

    TWO_YEARS = "TWO_YEARS", _("Two years back")
    ONE_YEAR = "ONE_YEAR", _("One year back")
    NOT_ASKED = "NOT_ASKED", _("Nobody has asked yet")


_BACK = {KnownBack.TWO_YEARS: SPAN, KnownBack.ONE_YEAR: timedelta(days=DAYS_OF_YEAR)}


def known_since(known: KnownBack, started: date) -> date | None:
    """Return the day since which it is known what happened before a start; nothing if nobody asked."""
    back = _BACK.get(known)
    return None if back is None else started - back


def known_back(since: date | None, started: date) -> KnownBack:
    """Return the choice that says how far back it is known."""
    if since is None:
        return KnownBack.NOT_ASKED
    return KnownBack.TWO_YEARS if started - since >= SPAN else KnownBack.ONE_YEAR


def _known() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How far back do you know what happened?"),
        choices=KnownBack.choices,
        widget=forms.RadioSelect,
        help_text=_("Ask the person, or read what there is. Only what you know of is counted as the time before."),
    )


class RecordLifeEvent(forms.Form):
    """What happened and when; the rest may be left out."""

    kind = forms.ChoiceField(label=_("What happened?"), choices=LifeEventKind.choices, widget=forms.RadioSelect)
    first_date = Day(label=_("First day"))
    last_date = Day(
        label=_("Last day"),
        required=False,
        help_text=_("Leave it empty while it is going on, or if it was one day."),
    )
    where = forms.CharField(label=_("Where"), required=False, max_length=LONGEST_WORDS)
    text = words(_("In a few words"), required=False, help_text=_("What led to it, and what helped."))

    @property
    def event(self) -> NewLifeEvent:
        """Return what happened, once the form is valid."""
        typed = self.cleaned_data
        return NewLifeEvent(
            kind=LifeEventKind(typed["kind"]),
            first_date=typed["first_date"],
            last_date=typed["last_date"],
            where=typed["where"],
            text=typed["text"],
        )


class SayLastDay(forms.Form):
    """The last day of something that was going on."""

    last_date = Day(label=_("Last day"))


class BeginFollowUp(forms.Form):
    """
    Which unit, since when, and how far back it is known what happened before.

    :param units: the worker's own; asked only of those who have several.
    """

    unit = Row(label=_("Which service?"))
    first_date = Day(label=_("First day of follow-up"), help_text=_("Before and after are counted from this day."))
    known = _known()

    def __init__(
        self, data: Mapping[str, object] | None, *, units: Iterable[Unit], initial: Mapping[str, object]
    ) -> None:
        super().__init__(data, initial=dict(initial))
        mine = tuple(units)
        offer(self, "unit", {str(unit.pk): unit for unit in mine}, unit_choices(mine))
        self.fields["unit"].initial = next((str(unit.pk) for unit in mine), "")
        if len(mine) <= 1:
            self.fields["unit"].widget = forms.HiddenInput()

    @property
    def known_since_date(self) -> date | None:
        """Return how far back it is known what happened before, once the form is valid."""
        return known_since(KnownBack(self.cleaned_data["known"]), self.cleaned_data["first_date"])


class EndFollowUp(forms.Form):
    """The last day, and why."""

    last_date = Day(label=_("Last day of follow-up"))
    why = words(_("Why did it end?"), rows=2, required=False)


class TellKnown(forms.Form):
    """How far back it is known what happened before the start."""

    known = _known()

    def since(self, started: date) -> date | None:
        """Return the day since which it is known, once the form is valid."""
        return known_since(KnownBack(self.cleaned_data["known"]), started)


class RecordActivity(forms.Form):
    """What the person does with their days, how many hours a week, and whether it is substance-free."""

    kind = forms.ChoiceField(label=_("What kind of activity?"), choices=ActivityKind.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("What is it called?"), required=False, max_length=LONGEST_WORDS)
    hours_per_week = forms.DecimalField(
        label=_("Hours in an ordinary week"),
        max_digits=4,
        decimal_places=1,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    is_substance_free = forms.BooleanField(label=_("It is substance-free"), required=False)
    first_date = Day(label=_("First day"))
    last_date = Day(label=_("Last day"), required=False, help_text=_("Leave it empty while it is going on."))

    @property
    def activity(self) -> NewActivity:
        """Return the activity, once the form is valid."""
        typed = self.cleaned_data
        return NewActivity(
            kind=ActivityKind(typed["kind"]),
            name=typed["name"],
            hours_per_week=typed["hours_per_week"],
            is_substance_free=typed["is_substance_free"],
            first_date=typed["first_date"],
            last_date=typed["last_date"],
        )
