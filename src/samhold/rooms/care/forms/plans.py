"""What is typed in an individual plan: the consent it begins with, its texts, its period, a goal, why it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from samhold.rooms.care.actions.goals import GoalText
from samhold.rooms.care.actions.individual_plans import ConsentMissing, PlanConsent, PlanPeriod, PlanTexts
from samhold.rooms.care.enums import ConsentForm
from samhold.rooms.people.forms.fields import Day, Row
from samhold.rooms.people.forms.network import offer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django_stubs_ext import StrOrPromise

    from samhold.rooms.access.models import User
    from samhold.rooms.care.models import Goal, IndividualPlan

LONGEST = 20_000

TITLES: Mapping[str, StrOrPromise] = {
    "about_me": _("What matters to me, and what I am good at"),
    "needs": _("What I need"),
    "contributions": _("Who contributes with what"),
    "cooperation": _("Cooperation with others"),
}
"""The texts of the plan, as the page and the paper head them."""

HELPS: Mapping[str, StrOrPromise] = {
    "about_me": _("In the person's own words, as far as that can be."),
    "needs": _("What the person wants help with, and for how long."),
    "contributions": _("What the person does, what the services do, what those close to them do."),
    "cooperation": _("With whom besides: an employer, a landlord, a club, another municipality."),
}


class Part(forms.Form):
    """A part of a plan that saves by itself; `base_version` is what the writer had before their eyes."""

    base_version = forms.IntegerField(widget=forms.HiddenInput)

    def begin_at(self, name: str) -> None:
        """Let the cursor stand in a field when the part is opened."""
        self.fields[name].widget.attrs["data-focus"] = True

    @property
    def version(self) -> int:
        """Return the version that the text was written on."""
        version: int = self.cleaned_data["base_version"]
        return version


def written(label: StrOrPromise = "", *, rows: int = 3, required: bool = False) -> forms.CharField:
    """Return a field for a text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=LONGEST, widget=widget)


class BeginPlan(forms.Form):
    """The consent, which comes first, and when the plan is looked at again."""

    given_date = Day(label=_("When did the person say yes?"))
    form = forms.ChoiceField(label=_("How"), choices=ConsentForm.choices, widget=forms.RadioSelect)
    covers = written(_("What the consent covers"), rows=2)
    revise_date = Day(label=_("Look at the plan again by"))

    def __init__(self, data: Mapping[str, object] | None = None, *, initial: Mapping[str, object]) -> None:
        super().__init__(data, initial=dict(initial))
        self.fields["given_date"].error_messages["required"] = str(ConsentMissing.message)

    @property
    def consent(self) -> PlanConsent:
        """Return the consent, once the form is valid."""
        typed = self.cleaned_data
        return PlanConsent(given_date=typed["given_date"], form=ConsentForm(typed["form"]), covers=typed["covers"])


class WritePart(Part):
    """
    One text of the plan.

    :param name: which one; the field bears its name.
    """

    def __init__(self, data: Mapping[str, object] | None, *, name: str, plan: IndividualPlan) -> None:
        first = {name: getattr(plan, name), "base_version": plan.version}
        super().__init__(data, initial=first, prefix=None, auto_id=f"{name}-%s")
        self.name = name
        self.fields[name] = written(TITLES[name], rows=4)
        self.fields[name].help_text = HELPS[name]
        self.begin_at(name)

    @property
    def texts(self) -> PlanTexts:
        """Return the text, once the form is valid."""
        return PlanTexts(**{self.name: self.cleaned_data[self.name]})


class SetPeriod(Part):
    """Until when the plan lasts, and when it is looked at again."""

    revise_date = Day(label=_("Look at the plan again by"))
    last_date = Day(label=_("Last day"), required=False, help_text=_("Leave it empty if no end is agreed."))

    def __init__(self, data: Mapping[str, object] | None, *, plan: IndividualPlan) -> None:
        first = {"revise_date": plan.revise_date, "last_date": plan.last_date, "base_version": plan.version}
        super().__init__(data, initial=first, auto_id="period-%s")

    @property
    def period(self) -> PlanPeriod:
        """Return the days, once the form is valid."""
        return PlanPeriod(last_date=self.cleaned_data["last_date"], revise_date=self.cleaned_data["revise_date"])


class WriteGoal(Part):
    """
    A goal: the person's words first, then the measure, and what comes next.

    :param workers: those in the network who can take the next step.
    """

    words = forms.CharField(
        label=_("The goal, in the person's own words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write the goal in the person's own words.")},
    )
    measure = written(_("What is done, how much, and how"), rows=2)
    next_step = written(_("Next step"), rows=2)
    owner = Row(label=_("Who takes it"))
    owner_words = forms.CharField(
        label=_("Or somebody else"), required=False, max_length=200, help_text=_("The person, a sister, a landlord …")
    )
    due_date = Day(label=_("By when"), required=False)

    def __init__(self, data: Mapping[str, object] | None, *, workers: Iterable[User], goal: Goal | None = None) -> None:
        first: dict[str, object] = {"base_version": 1}
        if goal is not None:
            names = ("words", "measure", "next_step", "owner_words", "due_date")
            first = {name: getattr(goal, name) for name in names}
            first |= {"owner": str(goal.owner_id or ""), "base_version": goal.version}
        super().__init__(data, initial=first, auto_id=f"goal-{goal.pk if goal is not None else 'new'}-%s")
        known = {str(user.pk): user for user in workers}
        if goal is not None and goal.owner is not None:
            known.setdefault(str(goal.owner_id), goal.owner)
        offer(self, "owner", known, [("", _("Nobody chosen")), *((key, user.name) for key, user in known.items())])
        self.fields["owner"].required = False
        self.begin_at("words")

    @property
    def text(self) -> GoalText:
        """Return the goal as it was typed, once the form is valid."""
        typed = self.cleaned_data
        names = ("words", "measure", "next_step", "owner", "owner_words", "due_date")
        return GoalText(**{name: typed[name] for name in names})


class ClosePlan(forms.Form):
    """Why the plan is closed."""

    why = written(_("Why is the plan closed?"), rows=2)


def first_revision(today: date) -> date:
    """Return the day by which a new plan is mostly looked at again: half a year on."""
    month = today.month + 6
    year, month = (today.year + 1, month - 12) if month > 12 else (today.year, month)  # noqa: PLR2004 -- months
    return today.replace(year=year, month=month, day=min(today.day, 28))
