"""Register a person, change what is known of who they are, and let them move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from samhold.foundation.time import day_bounds, local_day
from samhold.rooms.organisations.enums import WrittenForm
from samhold.rooms.people.details import LONGEST_NAME, Home, PersonDetails
from samhold.rooms.people.forms.fields import Day, Row, place_label
from samhold.rooms.people.forms.network import offer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from samhold.rooms.organisations.models import Membership, Organisation
    from samhold.rooms.people.models import Person

SHOWN = ("given_name", "family_name", "birth_date", "written_form", "phone", "contact_wish")
"""The details that a page shows and changes; the national number is only ever written."""


class Details(forms.Form):
    """Who somebody is."""

    given_name = forms.CharField(label=_("Given name"), max_length=LONGEST_NAME, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=LONGEST_NAME, required=False)
    birth_date = Day(label=_("Date of birth"), required=False)
    national_number = forms.CharField(
        label=_("National number"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    contact_wish = forms.CharField(
        label=_("How the person wants to be contacted"),
        required=False,
        max_length=200,
        help_text=_("For example: by text message, after 11."),
    )
    written_form = forms.ChoiceField(
        label=_("Written form"),
        choices=WrittenForm.choices,
        widget=forms.RadioSelect,
        initial=WrittenForm.BOKMAL,
    )

    def details(self, *, national_number: str = "") -> PersonDetails:
        """Return the details, once the form is valid; an empty number leaves the one that is known."""
        typed = self.cleaned_data
        return PersonDetails(
            given_name=typed["given_name"],
            family_name=typed["family_name"],
            birth_date=typed["birth_date"],
            written_form=WrittenForm(typed["written_form"]),
            national_number=typed["national_number"] or national_number,
            phone=typed["phone"],
            contact_wish=typed["contact_wish"],
        )


class ChangePerson(Details):
    """Change the details, based on the version that was before one's eyes."""

    base_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, object] | None, *, person: Person) -> None:
        first = {name: getattr(person, name) for name in SHOWN}
        super().__init__(data, initial=first | {"base_version": person.version})
        if person.national_number_index:
            self.fields["national_number"].help_text = _("A number is registered. Leave this empty to keep it.")


class RegisterPerson(Details):
    """Who they are, where they live, and which of one's units takes them in."""

    municipality = Row(label=_("Municipality"))
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    membership = Row(label=_("Service that takes the person in"))

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        municipalities: Iterable[Organisation],
        posts: Iterable[Membership],
    ) -> None:
        super().__init__(data)
        mine = tuple(posts)
        _offer_municipalities(self, municipalities, first=mine[0].unit.organisation_id if mine else None)
        offer(self, "membership", {str(post.pk): post for post in mine}, [(str(p.pk), place_label(p)) for p in mine])
        if len(mine) == 1:
            self.fields["membership"].widget = forms.HiddenInput()
            self.initial["membership"] = str(mine[0].pk)

    def home(self, *, now: datetime) -> Home:
        """Return where the person lives, as far as is known since today."""
        typed = self.cleaned_data
        return Home(municipality=typed["municipality"], address=typed["address"], starts_at=now)


class MovePerson(forms.Form):
    """A new address, since a day."""

    municipality = Row(label=_("Municipality"))
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    moved_on = Day(label=_("Lives there since"))

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        municipalities: Iterable[Organisation],
        first: object = None,
        now: datetime,
    ) -> None:
        super().__init__(data, initial={"moved_on": local_day(now)}, prefix="move")
        _offer_municipalities(self, municipalities, first=first)
        self._now = now

    @property
    def home(self) -> Home:
        """Return the new home; today means now, so that it follows a move earlier today."""
        typed = self.cleaned_data
        day = typed["moved_on"]
        starts_at = self._now if day == local_day(self._now) else day_bounds(day)[0]
        return Home(municipality=typed["municipality"], address=typed["address"], starts_at=starts_at)


def _offer_municipalities(form: forms.Form, municipalities: Iterable[Organisation], *, first: object) -> None:
    rows = {str(row.pk): row for row in municipalities}
    choices: list[tuple[str, object]] = [("", _("Choose a municipality"))]
    offer(form, "municipality", rows, choices + [(key, row.name) for key, row in rows.items()])
    if first is not None and str(first) in rows:
        form.initial["municipality"] = str(first)
