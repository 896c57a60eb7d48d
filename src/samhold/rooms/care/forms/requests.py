"""Take a request for help, answer it, and say whom it was about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from samhold.rooms.care.actions.requests import Answer, NewRequest
from samhold.rooms.care.enums import RequestOutcome, RequestRoad
from samhold.rooms.people.forms.fields import Day, Row, unit_choices
from samhold.rooms.people.forms.network import offer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samhold.rooms.organisations.models import Unit
    from samhold.rooms.people.models import Person

LONGEST = 4_000


def words(label: object, *, rows: int = 3, required: bool = True, help_text: object = "") -> forms.CharField:
    """Return a field for a few lines of text."""
    return forms.CharField(
        label=label,  # type: ignore[arg-type] # a lazy translation
        required=required,
        max_length=LONGEST,
        help_text=help_text,  # type: ignore[arg-type] # a lazy translation
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class TakeRequest(forms.Form):
    """
    Who asked, how it came, and for what; about whom only when it is not about a registered person.

    :param units: where the worker takes requests; asked only of those who do so in several.
    """

    road = forms.ChoiceField(label=_("How did it come?"), choices=RequestRoad.choices, widget=forms.RadioSelect)
    asked_by = forms.CharField(label=_("Who asked?"), max_length=120)
    about = forms.CharField(
        label=_("About whom?"),
        required=False,
        max_length=120,
        help_text=_("As little as you need to find the person again. It is kept encrypted."),
    )
    asked_for = words(_("What was asked?"))
    asked_date = Day(label=_("Day"))
    unit = Row(label=_("Taken for"))

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        units: Iterable[Unit],
        person: Person | None,
        initial: Mapping[str, object],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        mine = tuple(units)
        offer(self, "unit", {str(unit.pk): unit for unit in mine}, unit_choices(mine))
        self.fields["unit"].initial = next((str(unit.pk) for unit in mine), "")
        if len(mine) <= 1:
            self.fields["unit"].widget = forms.HiddenInput()
        if person is not None:
            del self.fields["about"]
        self.person = person

    @property
    def request(self) -> NewRequest:
        """Return what was asked, once the form is valid."""
        typed = self.cleaned_data
        return NewRequest(
            road=RequestRoad(typed["road"]),
            asked_date=typed["asked_date"],
            asked_by=typed["asked_by"],
            asked_for=typed["asked_for"],
            about=typed.get("about", ""),
            person=self.person,
        )


class AnswerRequest(forms.Form):
    """What came of it and what was answered; a reason and an offer when somebody is turned away."""

    outcome = forms.ChoiceField(label=_("What came of it?"), choices=RequestOutcome.choices, widget=forms.RadioSelect)
    answer = words(_("What did you answer?"))
    reason = words(_("Why is it turned away?"), rows=2, required=False, help_text=_("Only when it is turned away."))
    offer = words(
        _("What do you offer instead?"),
        rows=2,
        required=False,
        help_text=_("Only when it is turned away: who can help, and how to get there."),
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def given(self) -> Answer:
        """Return the answer, once the form is valid."""
        typed = self.cleaned_data
        return Answer(
            outcome=RequestOutcome(typed["outcome"]),
            answer=typed["answer"],
            reason=typed["reason"],
            offer=typed["offer"],
        )


class LinkRequest(forms.Form):
    """Which of one's persons it was about."""

    person = Row(label=_("Person"))

    def __init__(self, data: Mapping[str, object] | None, *, persons: Iterable[Person]) -> None:
        super().__init__(data)
        rows = {str(person.pk): person for person in persons}
        offer(self, "person", rows, [("", _("Choose a person")), *((key, row.name) for key, row in rows.items())])
