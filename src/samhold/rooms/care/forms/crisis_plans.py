"""What is typed in a crisis plan: its days, its texts, a step, whom to call, who was given a copy."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from samhold.rooms.care.actions.crisis_calls import CallText
from samhold.rooms.care.actions.crisis_plans import VALID_FOR, CrisisDays, CrisisTexts, StepText
from samhold.rooms.care.forms.plans import Part, written
from samhold.rooms.people.forms.fields import Day, Phone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django_stubs_ext import StrOrPromise

    from samhold.rooms.care.models import CrisisCall, CrisisPlan, CrisisStep

TITLES: Mapping[str, StrOrPromise] = {
    "meet_me": _("How I want to be met"),
    "early_signs": _("Early signs"),
    "triggers": _("What sets it off"),
    "own_coping": _("What I do myself"),
    "wanted_help": _("The help I want"),
    "unwanted_medication": _("Medication not to use"),
    "kin_do": _("What those close to me do"),
    "children_and_pets": _("Children and pets"),
}
"""The texts of a crisis plan in the order in which they are needed, as the page and the paper head them."""


class SetDays(Part):
    """When the plan was gone through, whether with the person, and until when it is good."""

    made_with_person = forms.BooleanField(label=_("Made together with the person"), required=False)
    made_date = Day(label=_("Gone through on"))
    valid_until_date = Day(label=_("Valid until"))

    def __init__(self, data: Mapping[str, object] | None, *, today: date, plan: CrisisPlan | None = None) -> None:
        first: dict[str, object] = {"made_with_person": False, "made_date": today, "base_version": 1}
        first["valid_until_date"] = today + VALID_FOR
        if plan is not None:
            names = ("made_with_person", "made_date", "valid_until_date")
            first = {name: getattr(plan, name) for name in names} | {"base_version": plan.version}
        super().__init__(data, initial=first, auto_id="days-%s")

    @property
    def days(self) -> CrisisDays:
        """Return the days, once the form is valid."""
        typed = self.cleaned_data
        return CrisisDays(
            made_with_person=typed["made_with_person"],
            made_date=typed["made_date"],
            valid_until_date=typed["valid_until_date"],
        )


class WritePart(Part):
    """
    One text of the crisis plan.

    :param name: which one; the field bears its name.
    """

    def __init__(self, data: Mapping[str, object] | None, *, name: str, plan: CrisisPlan) -> None:
        first = {name: getattr(plan, name), "base_version": plan.version}
        super().__init__(data, initial=first, auto_id=f"{name}-%s")
        self.name = name
        self.fields[name] = written(TITLES[name])
        self.begin_at(name)

    @property
    def texts(self) -> CrisisTexts:
        """Return the text, once the form is valid."""
        return CrisisTexts(**{self.name: self.cleaned_data[self.name]})


class WriteStep(Part):
    """What is seen at a stage, and who does what then."""

    signs = written(_("What is seen"))
    doing = written(_("Who does what"))

    def __init__(self, data: Mapping[str, object] | None, *, step: CrisisStep) -> None:
        first = {"signs": step.signs, "doing": step.doing, "base_version": step.version}
        super().__init__(data, initial=first, auto_id=f"{step.stage.lower()}-%s")
        self.begin_at("signs")

    @property
    def text(self) -> StepText:
        """Return the step, once the form is valid."""
        return StepText(signs=self.cleaned_data["signs"], doing=self.cleaned_data["doing"])


class WriteCall(Part):
    """Whom to call, at which number, and when."""

    name = forms.CharField(label=_("Whom to call"), max_length=200)
    phone = Phone(label=_("Phone"), required=True)
    when = forms.CharField(
        label=_("When"),
        required=False,
        max_length=200,
        help_text=_("As “weekdays from 8 to 15”, or “if nobody else answers”."),
    )

    def __init__(self, data: Mapping[str, object] | None, *, call: CrisisCall | None = None) -> None:
        first: dict[str, object] = {"base_version": 1}
        if call is not None:
            first = {"name": call.name, "phone": call.phone, "when": call.when, "base_version": call.version}
        known = call.phone if call is not None else ""
        super().__init__(data, initial=first, auto_id=f"call-{call.pk if call is not None else 'new'}-%s")
        self.fields["phone"] = Phone(label=_("Phone"), required=True, known=known)
        self.begin_at("name")

    @property
    def text(self) -> CallText:
        """Return the line, once the form is valid."""
        typed = self.cleaned_data
        return CallText(name=typed["name"], phone=typed["phone"], when=typed["when"])


class GiveCopy(forms.Form):
    """Who was given a copy."""

    given_to = forms.CharField(label=_("Who was given a copy?"), max_length=200)


def soon_invalid(plan: CrisisPlan, today: date) -> bool:
    """Say that a plan is good for a month more at most, and still good."""
    return today <= plan.valid_until_date < today + timedelta(days=31)
