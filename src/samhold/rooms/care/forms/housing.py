"""Write down where a person lives, what stands in the way, when guests came or left, and what a place is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from samhold.foundation.time import local_day
from samhold.rooms.care.actions.dwellings import MOST, Profile
from samhold.rooms.care.actions.tenancies import NewTenancy, Situation
from samhold.rooms.care.forms.requests import words
from samhold.rooms.care.outcome_enums import DwellingKind, Home, Obstacle
from samhold.rooms.people.forms.fields import Day, Row
from samhold.rooms.people.forms.network import offer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from samhold.rooms.care.models import Dwelling, Tenancy
    from samhold.rooms.care.queries.housing import Listed
    from samhold.rooms.organisations.models import Organisation

_OBSTACLES = _("What stands in the way of a lasting home?")
_SOBER = _("The person is newly sober")
MOST_OTHERS = 3
"""How many substance-free places have a button; the others are in the list."""


def _obstacles() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_OBSTACLES, choices=Obstacle.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class MoveIn(forms.Form):
    """
    How and where the person lives from a day on; asks again before somebody newly sober is sent among active use.

    What asks again keeps all that is typed: a button sends `another`, a place instead, or `do` with the reason
    for offering this one all the same.
    """

    home = forms.ChoiceField(label=_("How does the person live?"), choices=Home.choices, widget=forms.RadioSelect)
    dwelling = Row(label=_("Where?"), help_text=_("The homes of the municipality. Choose none if it is another home."))
    first_date = Day(label=_("From which day?"))
    lives_sober = forms.BooleanField(
        label=_SOBER, required=False, help_text=_("Then Samhold warns of places that are not substance-free.")
    )
    obstacles = _obstacles()
    note = words(_("Note"), rows=2, required=False)
    another = Row(label=_("Another place"))
    in_spite_why = words(_("Why this place all the same?"), rows=2, required=False)

    def __init__(
        self, data: Mapping[str, object] | None, *, places: Iterable[Listed], initial: Mapping[str, object]
    ) -> None:
        super().__init__(data, initial=dict(initial))
        listed = {str(one.row.pk): one for one in places}
        rows = {key: one.row for key, one in listed.items()}
        offer(
            self,
            "dwelling",
            rows,
            [("", _("No place of the municipality")), *((k, label(v)) for k, v in listed.items())],
        )
        typed = str(data.get("dwelling", "")) if data else ""
        free = {k: one for k, one in listed.items() if one.row.is_substance_free and one.has_room and k != typed}
        offer(self, "another", {key: rows[key] for key in free}, [(key, one.row.name) for key, one in free.items()])
        for name in ("dwelling", "another"):
            self.fields[name].required = False
        vars(self.fields["in_spite_why"])["is_one_of_several"] = True
        self.others = tuple((key, one.row.name) for key, one in free.items())[:MOST_OTHERS]

    @property
    def is_warned(self) -> bool:
        """Tell whether the reader is asked again: somebody newly sober, and a place that is not substance-free."""
        is_typed = self.is_bound and {"home", "first_date"} <= set(self.cleaned_data)
        return is_typed and self.tenancy.needs_second_thought

    @property
    def asks_again(self) -> bool:
        """Tell whether nothing is saved yet, since no reason is given."""
        return self.is_warned and not self.tenancy.in_spite_why

    @property
    def tenancy(self) -> NewTenancy:
        """Return how and where the person lives, once the form is valid."""
        typed = self.cleaned_data
        return NewTenancy(
            home=Home(typed["home"]),
            first_date=typed["first_date"],
            dwelling=typed.get("dwelling"),
            situation=Situation(
                lives_sober=typed.get("lives_sober", False),
                obstacles=frozenset(Obstacle(word) for word in typed.get("obstacles", ())),
                note=typed.get("note", ""),
            ),
            in_spite_why=typed.get("in_spite_why", "") if self.data.get("do") == "anyway" else "",
        )

    def clean(self) -> dict[str, object]:
        """Take the place that is chosen instead, and ask for the reason where one is offered all the same."""
        typed = super().clean() or self.cleaned_data
        if typed.get("another") is not None:
            typed["dwelling"] = typed["another"]
        elif self.data.get("do") == "anyway" and not str(typed.get("in_spite_why", "")).strip():
            self.add_error("in_spite_why", _("Write why. Others will ask, and it stands beside the home."))
        return typed


def label(one: Listed) -> str:
    """Return what a place is called in a choice, what it is, and whether it has room."""
    parts = [one.row.name]
    if one.row.kind == DwellingKind.SHARED_HOME:
        parts.append(str(DwellingKind.SHARED_HOME.label))
    if one.row.is_substance_free:
        parts.append(str(_("Substance-free")))
    parts.append(str(_("Has room") if one.has_room else _("Full")))
    return " · ".join(parts)


def first_move(*, now: datetime, before: Tenancy | None) -> dict[str, object]:
    """Return what the form of a move starts with: today, and what is true of the person wherever they live."""
    first: dict[str, object] = {"first_date": local_day(now)}
    return (
        first if before is None else first | {"lives_sober": before.lives_sober, "obstacles": before.obstacles.split()}
    )


class WriteEarlier(forms.Form):
    """A home of the past."""

    home = forms.ChoiceField(label=_("How did the person live?"), choices=Home.choices, widget=forms.RadioSelect)
    first_date = Day(label=_("First day"))
    last_date = Day(label=_("Last day"))
    note = words(_("Note"), rows=2, required=False)

    @property
    def tenancy(self) -> NewTenancy:
        """Return where the person lived, once the form is valid."""
        typed = self.cleaned_data
        days = {"first_date": typed["first_date"], "last_date": typed["last_date"]}
        return NewTenancy(home=Home(typed["home"]), situation=Situation(note=typed["note"]), **days)

    def clean(self) -> dict[str, object]:
        """Let the days run forwards."""
        typed = super().clean() or self.cleaned_data
        first, last = typed.get("first_date"), typed.get("last_date")
        if first is not None and last is not None and last < first:
            self.add_error("last_date", _("The last day is the first day or later."))
        return typed


class Situate(forms.Form):
    """What stands in the way, and whether the person is newly sober."""

    base_version = forms.IntegerField(widget=forms.HiddenInput)
    obstacles = _obstacles()
    lives_sober = forms.BooleanField(label=_SOBER, required=False)
    note = words(_("Note"), rows=4, required=False)

    def situation(self, row: Tenancy) -> Situation:
        """Return how it is to live there, once the form is valid; guests are written down by their own buttons."""
        typed = self.cleaned_data
        return Situation(
            lives_sober=typed["lives_sober"],
            guests_since=row.guests_since_date,
            obstacles=frozenset(Obstacle(word) for word in typed["obstacles"]),
            note=typed["note"],
        )


def situated(row: Tenancy) -> dict[str, object]:
    """Return what the form says of a home now."""
    return {
        "base_version": row.version,
        "obstacles": row.obstacles.split(),
        "lives_sober": row.lives_sober,
        "note": row.note,
    }


class GuestDay(forms.Form):
    """The day on which guests came, or left."""

    day = Day(label=_("Day"))


class KeepDwelling(forms.Form):
    """
    What a home or a meeting place is.

    :param organisations: the municipalities to choose from for a new one; asked only where there are several.
    """

    organisation = Row(label=_("Municipality"))
    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name of the place"), max_length=120)
    kind = forms.ChoiceField(
        label=_("What kind of place is it?"), choices=DwellingKind.choices, widget=forms.RadioSelect
    )
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    capacity = forms.IntegerField(
        label=_("How many can live there?"),
        min_value=1,
        max_value=MOST,
        initial=1,
        required=False,
        help_text=_("Of a meeting place it says nothing."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    is_substance_free = forms.BooleanField(
        label=_("Substance-free"),
        required=False,
        help_text=_("Nobody drinks or uses there. It is agreed, and looked after."),
    )
    is_followed_up = forms.BooleanField(
        label=_("Followed up"), required=False, help_text=_("Workers come there regularly, or are there.")
    )

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        organisations: Iterable[Organisation] = (),
        dwelling: Dwelling | None = None,
    ) -> None:
        super().__init__(data, initial=_typed_of(dwelling))
        rows = {str(one.pk): one for one in organisations}
        offer(self, "organisation", rows, [(key, one.name) for key, one in rows.items()])
        self.fields["organisation"].initial = next(iter(rows), "")
        if dwelling is not None:
            del self.fields["organisation"]
        elif len(rows) <= 1:
            self.fields["organisation"].widget = forms.HiddenInput()
        self._kept = dwelling

    @property
    def profile(self) -> Profile:
        """Return what the place is, once the form is valid."""
        typed = self.cleaned_data
        return Profile(
            name=typed["name"],
            kind=DwellingKind(typed["kind"]),
            address=typed["address"],
            place=self._kept.place if self._kept else None,
            capacity=typed["capacity"] or 1,
            is_substance_free=typed["is_substance_free"],
            is_followed_up=typed["is_followed_up"],
        )


def _typed_of(dwelling: Dwelling | None) -> dict[str, object]:
    if dwelling is None:
        return {"kind": DwellingKind.HOME}
    names = ("name", "kind", "address", "capacity", "is_substance_free", "is_followed_up")
    return {"base_version": dwelling.version} | {name: getattr(dwelling, name) for name in names}
