"""Apply for a service, assess, decide, evaluate, end, and complain."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samhold.core.hours import Per, weekly
from samhold.rooms.care.actions.complaints import NewComplaint
from samhold.rooms.care.actions.decisions import Application
from samhold.rooms.care.deciding import Granted, HoursDoNotFit, NothingIsGranted, Verdict
from samhold.rooms.care.enums import ComplainedBy, DecisionState, MainPathway, Ruling
from samhold.rooms.care.forms.requests import words
from samhold.rooms.people.forms.fields import Day, Row
from samhold.rooms.people.forms.network import offer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samhold.rooms.care.models import LegalBasis, RequestForHelp, ServiceType
    from samhold.rooms.organisations.models import Unit

OUTCOMES = (DecisionState.GRANTED, DecisionState.PARTLY_GRANTED, DecisionState.REFUSED)


class Apply(forms.Form):
    """What is applied for, in the person's own words, and to which unit."""

    service = Row(label=_("Service"))
    wish = words(_("What is applied for?"), help_text=_("In the person's own words. It stands in the letter."))
    applied_date = Day(label=_("Applied on"))
    unit = Row(label=_("Service that gives it"))
    request = Row(label=_("Came from a request for help"))

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        services: Iterable[ServiceType],
        units: Iterable[Unit],
        requests: Iterable[RequestForHelp],
        initial: Mapping[str, object],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        language = get_language() or ""
        kinds, mine, asked = tuple(services), tuple(units), tuple(requests)
        offer(self, "service", {str(row.pk): row for row in kinds}, _named(kinds, language))
        offer(self, "unit", {str(row.pk): row for row in mine}, [(str(row.pk), row.name) for row in mine])
        days = [(str(row.pk), f"{row.asked_date:%d.%m.%Y}, {row.get_road_display()}") for row in asked]
        offer(self, "request", {str(row.pk): row for row in asked}, [("", _("No")), *days])
        self.fields["request"].required = False
        if not asked:
            del self.fields["request"]
        self.fields["unit"].initial = next((str(unit.pk) for unit in mine), "")
        if len(mine) <= 1:
            self.fields["unit"].widget = forms.HiddenInput()

    @property
    def application(self) -> Application:
        """Return what is applied for, once the form is valid."""
        typed = self.cleaned_data
        return Application(
            service=typed["service"],
            wish=typed["wish"],
            applied_date=typed["applied_date"],
            request=typed.get("request"),
        )


def _named(services: Iterable[ServiceType], language: str) -> list[tuple[str, object]]:
    named = sorted((row.name_in(language), str(row.pk)) for row in services)
    return [("", _("Choose a service")), *((key, name) for name, key in named)]


class Versioned(forms.Form):
    """A form about a row that others may change meanwhile."""

    base_version = forms.IntegerField(widget=forms.HiddenInput)


class Words(Versioned):
    """A few lines on one step; the view names what they are."""

    text = words(_("Text"), rows=6)


class Assess(Words):
    """What the person needs, and the main pathway."""

    main_pathway = forms.TypedChoiceField(
        label=_("Main pathway"),
        choices=MainPathway.choices,
        coerce=lambda value: MainPathway(int(value)),
        widget=forms.RadioSelect,
    )
    field_order = ("main_pathway", "text")


class Hours(Versioned):
    """How many hours, by the week or the month, and from when to when."""

    hours = forms.DecimalField(
        label=_("Hours"),
        required=False,
        max_digits=6,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    per = forms.ChoiceField(
        label=_("In a"),
        choices=[(Per.WEEK.value, _("week")), (Per.MONTH.value, _("month, counted as four weeks"))],
        initial=Per.WEEK.value,
        widget=forms.RadioSelect,
    )
    first_date = Day(label=_("First day"), required=False)
    last_date = Day(label=_("Last day"), required=False, help_text=_("Empty means: until further notice."))

    @property
    def granted(self) -> Granted | None:
        """
        Return what is granted, once the form is valid; nothing when no hours were written.

        :raises HoursDoNotFit: if no week has so many.
        :raises NothingIsGranted: if there are hours and no first day.
        """
        typed = self.cleaned_data
        if typed["hours"] is None:
            return None
        if typed["first_date"] is None:
            raise NothingIsGranted
        try:
            hours = weekly(Decimal(typed["hours"]), per=Per(typed["per"]))
        except ValueError as error:
            raise HoursDoNotFit from error
        return Granted(hours_per_week=hours, first_date=typed["first_date"], last_date=typed["last_date"])


class Decide(Hours):
    """
    What is decided, why, by which law, and when the person is told.

    :param outcomes: what may be decided here; a change grants, and never refuses.
    """

    state = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    grounds = words(_("Grounds"), rows=6, help_text=_("Plain words. They stand in the letter."))
    legal_basis = Row(label=_("Legal basis"))
    told_date = Day(label=_("The person is told on"), help_text=_("The deadline for a complaint runs from this day."))
    field_order = ("state", "hours", "per", "first_date", "last_date", "grounds", "legal_basis", "told_date")

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        bases: Iterable[LegalBasis],
        outcomes: Iterable[DecisionState] = OUTCOMES,
        initial: Mapping[str, object],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        language = get_language() or ""
        rows = {str(row.pk): row for row in bases}
        offer(self, "legal_basis", rows, [(key, row.text_in(language)) for key, row in rows.items()])
        state = self.fields["state"]
        if isinstance(state, forms.ChoiceField):
            state.choices = [(one.value, str(one.label)) for one in outcomes]

    def clean(self) -> dict[str, object]:
        """Leave out the hours of what is refused."""
        typed = super().clean() or self.cleaned_data
        if typed.get("state") == DecisionState.REFUSED:
            typed["hours"] = None
        return typed

    @property
    def verdict(self) -> Verdict:
        """Return what is decided, once the form is valid; with the refusals of `granted`."""
        typed = self.cleaned_data
        return Verdict(
            state=DecisionState(typed["state"]),
            grounds=typed["grounds"],
            legal_basis=typed["legal_basis"],
            told_date=typed["told_date"],
            granted=self.granted,
        )


class End(Versioned):
    """The last day, and why it ends."""

    last_date = Day(label=_("Last day"))
    reason = words(_("Why does it end?"))


class Complain(forms.Form):
    """Who complains, on which day it came, and what it says."""

    complained_by = forms.ChoiceField(label=_("Who complains?"), choices=ComplainedBy.choices, widget=forms.RadioSelect)
    received_date = Day(label=_("Received on"))
    words = words(_("The complaint"), rows=6)

    @property
    def complaint(self) -> NewComplaint:
        """Return the complaint, once the form is valid."""
        typed = self.cleaned_data
        return NewComplaint(
            complained_by=ComplainedBy(typed["complained_by"]),
            received_date=typed["received_date"],
            words=typed["words"],
        )


class Settle(Versioned):
    """What Statsforvalteren decided."""

    ruling = forms.ChoiceField(
        label=_("What did Statsforvalteren decide?"), choices=Ruling.choices, widget=forms.RadioSelect
    )
    text = words(_("Why"), rows=4, required=False)
